// `headlight explain` and `headlight attention`: the answers of the API, on the command line.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { assertAlike } from '../alike.mjs';
import { emptyFolder, MODELS, run } from '../start.mjs';
import { CAT, headlight } from './client.mjs';

const server = headlight();
const TEXT = 'It was a fantastic performance!';
const ask = (...args) => run([...args, '--models', MODELS], { cwd: emptyFolder({ after }) });

/** What a command prints that ends well. */
async function printed(...args) {
  const { code, stdout, stderr } = await ask(...args);
  assert.equal(code, 0, stderr);
  assert.equal(stderr, '');
  return stdout;
}

test('explain --json prints what the API answers', async () => {
  const options = { preset: 'lime', budget: 64, faithfulness: false };
  const body = { models: ['sentiment-left', 'sentiment-right'], text: TEXT, method: 'lime', target: 'negative', seed: 7, options };
  const flags = ['--model', 'sentiment-left', '--model2', 'sentiment-right', '--method', 'lime', '--target', 'negative', '--seed', '7'];
  const more = ['--preset', 'lime', '--option', 'budget=64', '--option', 'faithfulness=false', '--json'];
  const [mine, theirs] = [JSON.parse(await printed('explain', ...flags, ...more, TEXT)), await server.json('/explain', body)];
  assertAlike(mine, theirs, 1e-4);
});

test('explain prints a line for each unit, and how far to trust it', async () => {
  const lines = (await printed('explain', '--model', 'sentiment-left', '--method', 'shap', TEXT)).split('\n');
  assert.match(lines[0], /^shap of “positive”: \d+ evaluations, seed 0$/);
  assert.match(lines[2], /^sentiment-left gives it 0\.\d{4}$/);
  for (const word of ['It', 'was', 'a', 'fantastic', 'performance!']) {
    assert.equal(lines.filter((line) => new RegExp(`^ +[+−]\\d\\.\\d{4} +${word}( |$)`).test(line)).length, 1, word);
  }
  assert.ok(lines.some((line) => line.startsWith('base value ')));
  assert.ok(lines.some((line) => /^by mask: comprehensiveness/.test(line)));
});

test('attention prints what the API answers, and where each token looks', async () => {
  const flags = ['attention', '--model', 'headlight-mini', '--layer', '3', '--head', '2'];
  const theirs = await server.json('/attention', { model: 'headlight-mini', text: CAT, layers: [3], heads: [2] });
  assert.deepEqual(JSON.parse(await printed(...flags, '--json', CAT)), theirs);
  const lines = (await printed(...flags, CAT)).trimEnd().split('\n');
  assert.equal(lines[0], 'layer 3, head 2');
  assert.equal(lines.length, 1 + theirs.tokens.length);
  const road = theirs.tokens.findIndex((token) => token.text === 'road');
  const row = theirs.attention[0][0][road];
  const target = theirs.tokens[row.indexOf(Math.max(...row))].text;
  assert.ok(lines[1 + road].startsWith(`  road`) && lines[1 + road].includes(`  ${target} ${Math.max(...row).toFixed(4)}`), lines[1 + road]);
});

test('what the API refuses is said in its sentence', async () => {
  for (const [args, sentence] of [
    [['explain', '--model', 'headlight-mini', '--method', 'shap', TEXT], /^headlight: .*is no classifier/],
    [['explain', '--model', 'nobody', '--method', 'shap', TEXT], /^headlight: There is no model “nobody” here\./],
    [['explain', '--model', 'sentiment-left', '--method', 'guess', TEXT], /^headlight: .*guess/],
    [['explain', '--model', 'sentiment-left', '--method', 'lime', '--option', 'budget=1', TEXT], /^headlight: A budget is a number/],
    [['attention', '--model', 'headlight-mini', '--layer', '70', CAT], /^headlight: .*has no layer 70/],
  ]) {
    const { code, stdout, stderr } = await ask(...args);
    assert.deepEqual([code, stdout], [1, ''], stderr);
    assert.match(stderr, sentence);
  }
  const { code, stderr } = await ask('explain', '--model', 'sentiment-left', '--method', 'lime', '--option', 'budget', TEXT);
  assert.equal(code, 2);
  assert.match(stderr, /NAME=VALUE/);
});
