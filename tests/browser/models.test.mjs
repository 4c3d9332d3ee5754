import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { drawn, headlight, sentence, settled, token } from './start.mjs';
import { zoo } from './zoo.mjs';

const models = zoo();
const app = headlight({ models: models.folder, options: ['--default-model', 'headlight-mini'] });
after(models.remove);

const ROAD = encodeURIComponent('The cat did not cross the road because there are many cars.');
const notices = (page) => page.locator('#notices').innerText();
const locked = (page) =>
  page.$$eval('.tokens.from [aria-pressed=true]', (tokens) => tokens.map(({ dataset }) => Number(dataset.token)));
const shown = (page) => page.locator('#expects').innerText();

/** Chooses a model in the header and waits for its picture. */
async function choose(page, id) {
  await page.locator('#model').selectOption(id);
  await page.waitForFunction((id) => new URLSearchParams(location.search).get('model') === id, id);
  await settled(page);
}

test('six architectures and a classifier, one after the other in one page', async () => {
  const page = await app.open(`/?text=${ROAD}&threshold=90`);
  await page.evaluate(() => {
    window.stayed = true;
  });
  for (const id of ['gpt2', 'distilbert-mlm', 'roberta-mlm', 'albert-mlm', 'electra-mlm', 'bert-classifier', 'headlight-mini']) {
    await choose(page, id);
    assert.ok((await drawn(page)).length > 10, id);
    assert.equal(await page.locator('#expects').isVisible(), true, id);
  }
  assert.equal(await page.evaluate(() => window.stayed), true, 'the page was not loaded again');
  assert.deepEqual(page.complaints, []);
});

test('from twelve layers to six the nearest one is shown, and heads that are not there are left out', async () => {
  const page = await app.open(`/?text=${ROAD}&model=deep&layer=9&heads=2,14`);
  assert.equal(await page.locator('#heads input').count(), 16);
  await choose(page, 'headlight-mini');
  const said = await notices(page);
  assert.match(said, /This model has 6 layers; layer 9 was asked for, layer 6 is shown\./);
  assert.match(said, /This model has 12 heads per layer; head 14 was asked for and left out\./);
  assert.equal(await page.locator('#layers input:checked').inputValue(), '6');
  assert.ok((await drawn(page)).length > 0);
  await page.goBack();
  await settled(page);
  assert.equal(await page.locator('#layers input:checked').inputValue(), '9');
});

test('all heads are all heads of the next model too', async () => {
  const page = await app.open(`/?text=${ROAD}`);
  await choose(page, 'deep');
  assert.equal(await page.locator('#heads input:checked').count(), 16);
});

test('locks and masks stay on their words where another model cuts the text differently', async () => {
  const page = await app.open(`/?text=${ROAD}&lock=7f&mask=7`);
  await choose(page, 'roberta-mlm');
  const { tokens } = await app.post('/analyze', { model: 'roberta-mlm', text: decodeURIComponent(ROAD) });
  const pieces = tokens.filter(({ start, end }) => start < 31 && end > 27).map(({ index }) => index);
  assert.ok(pieces.length > 1, 'road is in pieces');
  assert.equal(new URL(page.url()).searchParams.get('mask'), pieces.join(','));
  assert.deepEqual(await locked(page), pieces);
  await choose(page, 'headlight-mini');
  assert.equal(new URL(page.url()).searchParams.get('mask'), '7');
  assert.deepEqual(await locked(page), [7]);
  assert.equal(await page.locator('.notices').isVisible(), false, 'nothing was lost, nothing is said');
});

test('a causal model drops masks and reads on from the word', async () => {
  const page = await app.open(`/?text=${ROAD}&lock=7f&mask=7`);
  await choose(page, 'gpt2');
  assert.match(await notices(page), /gpt2 was not trained with masks, so no token is masked\./);
  assert.match(await shown(page), /^What follows road\n/);
  assert.match(await shown(page), /The next token of the text \S+ is /);
  assert.equal(await page.locator('#mask-button').isVisible(), false);
  const arcs = await drawn(page);
  assert.ok(arcs.length && arcs.every(({ from, to }) => to <= from), 'nobody looks ahead');
});

test('what has no place in the next model is dropped, and that is said', async () => {
  const page = await app.open(`/?text=${ROAD}&lock=0f`);
  await choose(page, 'gpt2');
  assert.match(await notices(page), /gpt2 has no token of its own for “\[CLS\]”/);
  assert.deepEqual(await locked(page), []);
});

test('a classifier says its classes', async () => {
  const page = await app.open(`/?text=${encodeURIComponent('A wonderful film.')}`);
  await choose(page, 'sentiment-left');
  const { classes } = await app.post('/analyze', { model: 'sentiment-left', text: 'A wonderful film.' });
  for (const { label } of classes) assert.ok((await shown(page)).includes(label));
  assert.match(await shown(page), /has no vocabulary head/);
  assert.match(await sentence(page), /layer 3/);
});

test('a model without a head says so', async () => {
  const page = await app.open(`/?text=${ROAD}&lock=7f`);
  await choose(page, 'headless');
  assert.match(await shown(page), /has no vocabulary head, so it cannot say which word it expects/);
  assert.match(await sentence(page), /^ro and ad at layer 2 look most at /);
});

test('the panel lists every model; choosing one shows it and gives the focus back', async () => {
  const page = await app.open(`/?text=${ROAD}`);
  await page.locator('#models-button').click();
  const row = (id) => page.locator(`#models tr[data-model="${id}"]`);
  await row('broken').waitFor();
  const { models: list } = await (await fetch(`${app.address()}/api/v1/models`)).json();
  assert.equal(await page.locator('#models tbody tr').count(), list.length);
  assert.match(await row('broken').innerText(), /Cannot be used: config\.json does not say hidden_size\./);
  const mini = await row('headlight-mini').innerText();
  for (const part of ['shown', 'BERT', 'masked words', '6 × 12', '22.9 million', 'Apache-2.0']) assert.ok(mini.includes(part), mini);
  assert.match(await row('sentiment-left').innerText(), /negative, positive/);
  assert.match(await row('gpt2').innerText(), /GPT-2[\s\S]*next words/);
  await row('electra-mlm').getByRole('button').click();
  await page.waitForFunction(() => location.search.includes('model=electra-mlm'));
  await settled(page);
  assert.equal(await page.locator('#models-panel').isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'models-button');
  assert.ok((await drawn(page)).length > 0);
  assert.equal(await token(page, 'from', 0).count(), 1);
});
