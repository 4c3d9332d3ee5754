// A file of weights becomes a model: the files as people save them, and those that are refused.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { emptyFolder, run, serve } from '../start.mjs';
import { assertClose, client, fixture, softmax } from './client.mjs';

const folder = emptyFolder({ after });
cpSync(fixture('parity/bert-classifier'), path.join(folder, 'bert-classifier'), { recursive: true });
/** Where the commands run, which is where a hostile file would leave its mark. */
const elsewhere = emptyFolder({ after });

const weights = (file) => fixture(`checkpoints/${file}`);
const command = (file, ...args) =>
  run(['models', 'import', weights(file), '--models', folder, ...args], { cwd: elsewhere, env: { ...process.env, TMPDIR: elsewhere } });
const models = () => readdirSync(folder).sort();

async function imports(file, ...args) {
  const { code, stdout, stderr } = await command(file, ...args);
  assert.equal(code, 0, stderr);
  return stdout;
}

/** The import ends with this sentence alone, and the models folder is as it was. */
async function refuses(sentence, file, ...args) {
  const before = models();
  const { code, stdout, stderr } = await command(file, ...args);
  assert.deepEqual([code, stdout], [1, ''], stderr);
  assert.match(stderr, /^headlight: .*\n$/);
  assert.match(stderr, sentence);
  assert.deepEqual(models(), before, 'nothing is left behind');
  assert.deepEqual(readdirSync(elsewhere), [], 'nothing is left elsewhere');
}

/** How the weights of bert-classifier were saved, and how near its logits they come. */
const SAVED = {
  'state_dict.pt': 1e-4,
  'state_dict_legacy.pt': 1e-4,
  'training_checkpoint.pt': 1e-4,
  'data_parallel.pt': 1e-4,
  'lightning_prefix.pt': 1e-4,
  'whole_module.pt': 1e-4,
  'half.bin': 1e-2,
};

test('every file that holds weights is imported, and says what was assumed', async () => {
  for (const file of [...Object.keys(SAVED), 'custom_head.pt', 'sigmoid_head.pt']) {
    const said = await imports(file, '--heads', '4');
    assert.match(said, new RegExp(`^“${file}” is now the model ${path.parse(file).name}\\.`));
    assert.match(said, /architecture is bert.*classifier is “(classifier|linear)”.*tokenizer is that of “bert-classifier”/s);
    assert.match(said, /“It was a fantastic performance!” → LABEL_0 0\.\d+ · LABEL_1 0\.\d+\n“The experience was terrible\.” → /);
  }
  assert.match(await imports('custom_head.pt', '--id', 'like', '--like', 'bert-classifier', '--labels', 'bad,good'), /→ bad 0\.\d+ · good 0\.\d+/);
});

test('hints that are needed are asked for, and those that do not fit are named', async () => {
  await refuses(/hidden size 48 is not a multiple of 64.*--heads N or --like MODEL/, 'custom_head.pt', '--id', 'new');
  await refuses(/There is no model “none” here/, 'custom_head.pt', '--id', 'new', '--like', 'none');
  await refuses(/There is no model “none” here/, 'custom_head.pt', '--id', 'new', '--heads', '4', '--tokenizer', 'none');
  await refuses(/There is a model “custom_head” already/, 'custom_head.pt', '--heads', '4');
  await refuses(/hidden_size = 48.*multiple/, 'custom_head.pt', '--id', 'new', '--heads', '5');
  await refuses(/labels given is 3.*needs 2/, 'custom_head.pt', '--id', 'new', '--heads', '4', '--labels', 'a,b,c');
  await refuses(/“linear”/, 'custom_head.pt', '--id', 'new', '--heads', '4', '--head', 'classifier');
});

test('a file that is not weights, or not whole, is refused', async () => {
  await refuses(/truncated\.pt is cut off or damaged/, 'truncated.pt', '--heads', '4');
  await refuses(/none\.pt cannot be read/, 'none.pt', '--heads', '4');
  await refuses(/custom_expected\.json/, 'custom_expected.json', '--heads', '4');
});

test('a hostile file is refused by the name of what it wants to call, and has touched nothing', async () => {
  await refuses(/hostile\.pt asks to call “posix\.system”; Headlight calls nothing that a file names/, 'hostile.pt', '--heads', '4');
  // A relative name in a shell command could have meant any of these.
  for (const place of [elsewhere, folder, process.cwd(), fixture('checkpoints'), path.dirname(elsewhere)]) {
    assert.ok(!existsSync(path.join(place, 'HACKED')), place);
  }
});

test('an id is no path', async () => {
  const outside = await command('custom_head.pt', '--id', '../outside', '--heads', '4');
  assert.equal(outside.code, 2);
  assert.match(outside.stderr, /A model's id has 1 to 64 letters/);
  assert.ok(!existsSync(path.join(folder, '../outside')));
});

test('what an import that was killed leaves behind is no model', async () => {
  const left = path.join(folder, '.import-killed');
  cpSync(path.join(folder, 'bert-classifier'), left, { recursive: true });
  writeFileSync(path.join(left, 'model.safetensors'), '');
  const { stdout } = await run(['models', 'list', '--models', folder]);
  assert.doesNotMatch(stdout, /\.import-killed/);
});

test('the imported models classify through HTTP', async (t) => {
  const server = await serve({ models: folder, data: emptyFolder(t) });
  t.after(() => server.stop());
  const { json } = client(() => server.address);
  await asSaved(json);
  await asCustom(json);
});

async function asSaved(json) {
  const { cases } = JSON.parse(readFileSync(fixture('parity/bert-classifier/expected.json')));
  const plain = cases.filter(({ key }) => /^\d\.plain$/.test(key));
  const texts = plain.map(({ text }) => text);
  const { logits } = await json('/classify', { model: 'bert-classifier', texts });
  assertClose(logits.map(softmax), plain.map(({ probs }) => probs), 1e-4, 'bert-classifier');
  for (const [file, within] of Object.entries(SAVED)) {
    const model = path.parse(file).name;
    assertClose((await json('/classify', { model, texts })).logits, logits, within, model);
  }
}

async function asCustom(json) {
  const expected = JSON.parse(readFileSync(fixture('checkpoints/custom_expected.json')));
  const texts = expected.map(({ text }) => text);
  for (const [model, labels] of [['custom_head', ['LABEL_0', 'LABEL_1']], ['like', ['bad', 'good']]]) {
    const answer = await json('/classify', { model, texts });
    assert.deepEqual(answer.labels, labels);
    assertClose(answer.logits, expected.map((one) => one.custom_pooled_logits), 1e-4, model);
  }
  const { probabilities } = await json('/classify', { model: 'sigmoid_head', texts });
  assertClose(probabilities.map((row) => row[1]), expected.flatMap((one) => one.sigmoid_pooled_probability), 1e-4, 'sigmoid');
}
