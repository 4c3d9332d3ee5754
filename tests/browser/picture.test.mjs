import assert from 'node:assert/strict';
import test from 'node:test';
import { PNG } from 'pngjs';
import { expectedEdges } from './edges.mjs';
import { chooseLayer, drawn, headlight, sentence, settled, token } from './start.mjs';

const app = headlight();
const TEXT = 'The cat did not cross the road because there are many cars.';
const at = (rest) => `/?text=${encodeURIComponent(TEXT)}&${rest}`;
const attention = (layer, masked = []) =>
  app.post('/attention', { model: 'headlight-mini', text: TEXT, layers: [layer], masked });

async function sameEdges(page, answer, how) {
  const expected = expectedEdges(answer, how);
  const edges = await drawn(page);
  assert.deepEqual(
    edges.map(({ from, to }) => `${from}>${to}`),
    expected.map(({ from, to }) => `${from}>${to}`),
  );
  edges.forEach((edge, e) =>
    assert.ok(Math.abs(edge.weight - expected[e].weight) < 1e-6, `${edge.weight} is not ${expected[e].weight}`),
  );
  return expected;
}

test('the arcs are those of the definition, whatever is chosen', async () => {
  const cases = [
    ['layer=1', 1, {}],
    ['layer=6&threshold=0', 6, { threshold: 0 }],
    ['layer=6&threshold=100&heads=4', 6, { threshold: 100, heads: [4] }],
    ['layer=2&specials=show&combine=max&threshold=40', 2, { specials: 'show', combine: 'max', threshold: 40 }],
    [
      'layer=3&specials=renorm&combine=sum&heads=1-3,7&threshold=55',
      3,
      { specials: 'renorm', combine: 'sum', heads: [1, 2, 3, 7], threshold: 55 },
    ],
    ['layer=4&lock=8t,7f', 4, { lock: ['8t', '7f'] }],
  ];
  for (const [query, layer, how] of cases) {
    const page = await app.open(at(query));
    await sameEdges(page, await attention(layer), how);
    await page.context().close();
  }
});

test('the canvas shows the arcs where their tokens are, heavier ones stronger', async () => {
  const page = await app.open(at('layer=3&lock=7f&threshold=80'));
  const expected = await sameEdges(page, await attention(3), { lock: ['7f'], threshold: 80 });
  const image = PNG.sync.read(await page.screenshot());
  const colour = (x, y) => [
    ...image.data.subarray(
      (Math.round(y) * image.width + Math.round(x)) * 4,
      (Math.round(y) * image.width + Math.round(x)) * 4 + 3,
    ),
  ];
  const paper = colour(4, 4);
  const away = (x, y) =>
    Math.max(...[-1, 0, 1].map((dy) => colour(x, y + dy).reduce((sum, part, i) => sum + Math.abs(part - paper[i]), 0)));
  const from = await token(page, 'from', 7).boundingBox();
  const ends = await Promise.all(
    [expected[0], expected[1], expected.at(-1)].map(async ({ to, weight }) => ({
      weight,
      box: await token(page, 'to', to).boundingBox(),
    })),
  );
  const strengths = ends.map(({ box }) => {
    const [x0, y0, x1, y1] = [from.x + from.width + 6, from.y + from.height / 2, box.x - 6, box.y + box.height / 2];
    const along = (t) => [x0 + (x1 - x0) * (1.5 * t * (1 - t) + t ** 3), y0 + (y1 - y0) * (3 * t * t - 2 * t ** 3)];
    for (const t of [0.25, 0.5, 0.75, 0.95]) assert.ok(away(...along(t)) > 20, `there is no arc at ${along(t)}`);
    return away(...along(0.98));
  });
  assert.ok(strengths[0] > strengths[2], `${strengths}`);
  const untouched = [...Array(15).keys()].find((i) => !expected.some(({ to }) => Math.abs(to - i) < 2));
  const box = await token(page, 'to', untouched).boundingBox();
  assert.ok(away(box.x - 10, box.y + box.height / 2) < 8, 'an arc ends at a token that nothing looks at');
});

test('the picture follows the threshold while it is dragged', async () => {
  const page = await app.open(at('layer=3&threshold=80'));
  const { x, y, width, height } = await page.locator('#threshold').boundingBox();
  await page.mouse.move(x + width * 0.8, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.3, y + height / 2, { steps: 4 });
  await page.waitForFunction(() => Number.parseInt(document.querySelector('.slider output').textContent, 10) < 40);
  await settled(page);
  const dragged = Number(await page.locator('#threshold').inputValue());
  await sameEdges(page, await attention(3), { threshold: dragged });
  await page.mouse.up();
});

test('a layer switch asks once and runs no forward pass; a head switch asks nothing', async () => {
  const page = await app.open(at('lock=7f'));
  const passes = await app.metric('headlight_forward_passes_total');
  const asked = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/')) asked.push(new URL(request.url()).pathname);
  });
  await chooseLayer(page, 5);
  await sameEdges(page, await attention(5), { lock: ['7f'] });
  assert.deepEqual(asked, ['/api/v1/attention']);
  await page.locator('#heads label').nth(2).click();
  await settled(page);
  await sameEdges(page, await attention(5), { lock: ['7f'], heads: [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12] });
  await chooseLayer(page, 3);
  assert.deepEqual(asked, ['/api/v1/attention']);
  assert.equal(await app.metric('headlight_forward_passes_total'), passes);
  assert.ok(passes >= 1);
});

test('hover previews, click locks, Esc clears, and the sentence follows', async () => {
  const page = await app.open(at('layer=3'));
  assert.match(await sentence(page), /^At layer 3, tokens look most at .+ on average\.$/);
  await token(page, 'from', 7).hover();
  await page.waitForFunction(() => document.getElementById('reading').textContent.startsWith('road at layer 3 looks most at'));
  assert.equal(
    (await drawn(page)).some(({ from }) => from !== 7),
    true,
    'a preview leaves the table alone',
  );
  await token(page, 'from', 7).click();
  await page.mouse.move(5, 5);
  await page.waitForFunction(() => location.search.includes('lock=7f'));
  assert.match(await sentence(page), /^road at layer 3 looks most at \S+ \(0\.\d+\), \S+ \(0\.\d+\)\.$/);
  assert.equal(await page.locator('#aloud').textContent(), await sentence(page));
  await token(page, 'to', 8).click();
  await page.waitForFunction(() =>
    document.getElementById('reading').textContent.startsWith('because at layer 3 is looked at most by'),
  );
  await sameEdges(page, await attention(3), { lock: ['7f', '8t'] });
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !location.search.includes('lock'));
});

test('pointing never moves the picture, however long the sentences are', async () => {
  const page = await app.open(at('layer=3&heads=2,10'));
  const box = () => page.$$eval('#plot, #reading', (all) => all.map((one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().height]));
  const [before, long] = [await box(), await sentence(page)];
  assert.ok(before[0][1] > 50, 'the sentence takes two lines');
  await token(page, 'from', 7).hover();
  await page.waitForFunction((long) => document.getElementById('reading').textContent !== long, long);
  assert.deepEqual(await box(), before);
  await page.mouse.move(5, 5);
  await page.waitForFunction((long) => document.getElementById('reading').textContent === long, long);
  assert.deepEqual(await box(), before);
});

test('several locked tokens are averaged in the sentence', async () => {
  const page = await app.open(at('layer=3&lock=2f,7f'));
  const answer = await attention(3);
  const mean = answer.tokens.map((target) => {
    if (target.special) return 0;
    const rows = answer.attention[0].flatMap((head) => [head[2][target.index], head[7][target.index]]);
    return rows.reduce((a, b) => a + b, 0) / rows.length;
  });
  const best = mean.indexOf(Math.max(...mean));
  assert.ok(
    (await sentence(page)).startsWith(
      `cat and road at layer 3 look most at ${answer.tokens[best].text} (${mean[best].toFixed(2)})`,
    ),
  );
});

test('a head alone is previewed from its cells and from its button', async () => {
  const page = await app.open(at('layer=3&lock=7f'));
  await page.locator('#heads label').nth(9).hover();
  await page.waitForFunction(() => document.getElementById('reading').textContent.includes('layer 3, head 10, looks'));
  const box = await page.locator('.cells.right').boundingBox();
  await page.mouse.move(box.x + (box.width * 0.5) / 12, box.y + 40);
  await page.waitForFunction(() => document.getElementById('reading').textContent.includes('head 1,'));
  await page.mouse.click(box.x + (box.width * 0.5) / 12, box.y + 40);
  await page.waitForFunction(() => location.search.includes('heads=2-12'));
});

test('words add up what goes into them', async () => {
  const text = 'Unbelievably, the tokenizer splits antidisestablishmentarianism.';
  const page = await app.open(`/?text=${encodeURIComponent(text)}&units=words&threshold=100&layer=2`);
  const { words } = await app.post('/analyze', { model: 'headlight-mini', text });
  assert.equal(await page.locator('.tokens.from button').count(), words.length + 2);
  const rows = await drawn(page);
  assert.ok(
    rows.length && rows.every(({ from, to, weight }) => from <= words.length && to <= words.length && weight > 0 && weight <= 1),
  );
});
