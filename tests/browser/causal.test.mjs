// A model that reads from left to right: the triangle, and what follows.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { drawn, headlight, sentence, settled, token } from './start.mjs';
import { zoo } from './zoo.mjs';

const models = zoo();
const app = headlight({ models: models.folder, options: ['--default-model', 'headlight-mini'] });
after(models.remove);

const TEXT = 'The cat did not cross the road.';
const at = (rest) => `/?text=${encodeURIComponent(TEXT)}&model=gpt2&${rest}`;
const ask = (route, more = {}) => app.post(route, { model: 'gpt2', text: TEXT, ...more });

test('every token looks at itself and back, at every threshold, in arcs and in the heat map', async () => {
  const { attention, tokens } = await ask('/attention', { layers: [1] });
  const mean = (i, j) => attention[0].reduce((sum, head) => sum + head[i][j], 0) / attention[0].length;
  for (const rest of ['layer=1&threshold=100', 'layer=1&view=heatmap']) {
    const page = await app.open(at(rest));
    const edges = await drawn(page);
    const triangle = tokens.flatMap((_, i) => tokens.slice(0, i + 1).map((_, j) => [i, j])).filter(([i, j]) => mean(i, j) > 0);
    assert.deepEqual(edges.map(({ from, to }) => `${from}>${to}`).sort(), triangle.map((pair) => pair.join('>')).sort(), rest);
    for (const { from, to, weight } of edges) assert.ok(Math.abs(weight - mean(from, to)) < 1e-6);
    await page.context().close();
  }
});

test('the first token looks at nothing but itself', async () => {
  const page = await app.open(at('layer=2&lock=0f'));
  const [{ from, to, weight }, ...others] = await drawn(page);
  assert.deepEqual([from, to, others.length], [0, 0, 0]);
  assert.ok(weight > 0.999);
  assert.match(await sentence(page), /^The at layer 2 looks most at The \(1\.00\)\.$/);
});

test('a locked token says what follows it, layer by layer, against the next token of the text', async () => {
  const page = await app.open(at('layer=2&lock=3f'));
  await page.locator('#lens').waitFor();
  const { predictions, tokens } = await ask('/analyze');
  const { layers } = await ask('/lens', { token: 3 });
  const panel = await page.locator('#expects').innerText();
  assert.match(panel, /^What follows \S+\n/);
  assert.deepEqual(
    (await page.locator('#expects > div > .bars .name').allTextContents()).length,
    predictions[3].length,
  );
  const ranks = await page.locator('#lens tbody tr td:nth-child(3)').allInnerTexts();
  assert.deepEqual(ranks, layers.map(({ original }) => original.rank.toLocaleString('en')));
  assert.equal(layers.at(-1).original.id, tokens[4].id, 'the next token is what is asked for');
  assert.match(panel, /The next token of the text/);
});

test('the last token has no next one, and nothing can be masked', async () => {
  const { tokens } = await ask('/analyze');
  const last = tokens.length - 1;
  const page = await app.open(at(`layer=2&lock=${last}f`));
  await page.locator('#lens').waitFor();
  assert.equal(await page.locator('.truth').count(), 0);
  await token(page, 'from', 2).dblclick();
  await settled(page);
  assert.equal(await page.locator('.tokens .masked').count(), 0);
  assert.equal(await page.locator('#mask-button').isVisible(), false);
  await token(page, 'from', 2).click({ button: 'right' });
  await page.locator('#other-word').waitFor();
  assert.equal(await page.getByRole('dialog').getByRole('button', { name: 'Mask' }).count(), 0);
  assert.deepEqual(page.complaints, []);
});
