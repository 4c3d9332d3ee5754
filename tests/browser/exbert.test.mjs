// What exBERT got wrong on its attention side, by the list of its pitfalls (a) to (j) and its defects in links.
// Elsewhere: (b) widths and opacities that rise with the weight and are never zero, frontend/test/scene.test.js;
// double clicks that change the lock, mask.test.mjs; errors that wait for ever, states.test.mjs; guesses of every
// layer, first-screen.test.mjs; architectures that crash, models.test.mjs. (h) and (i) are about corpora.
import assert from 'node:assert/strict';
import test from 'node:test';
import { drawn, headlight, sentence, settled, token, type } from './start.mjs';

const app = headlight();
const TEXT = 'The cat did not cross the road because there are many cars.';
const at = (rest, text = TEXT) => `/?text=${encodeURIComponent(text)}&${rest}`;
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);

test('(a) layer k is block k, on the page as in the API, first and last included', async () => {
  for (const layer of [1, 6]) {
    const page = await app.open(at(`layer=${layer}&lock=7f&threshold=100&heads=2`));
    const answer = await app.post('/attention', { model: 'headlight-mini', text: TEXT, layers: [layer], heads: [2] });
    assert.deepEqual(answer.layers, [layer]);
    for (const { from, to, weight } of await drawn(page))
      assert.ok(Math.abs(weight - answer.attention[0][0][from][to]) < 1e-6, `layer ${layer}`);
    await page.context().close();
  }
});

test('(c) behind a masked and an unknown token every token keeps its own text', async () => {
  const text = 'The ☃ cat did not cross ☃ the road.';
  const { tokens } = await app.post('/analyze', { model: 'headlight-mini', text });
  assert.ok(tokens.some(({ piece }) => piece === '[UNK]'));
  const page = await app.open(at('mask=4', text));
  for (const { index, special, start, end } of tokens) {
    const shown = await token(page, 'from', index).locator('.word, .was').last().innerText();
    if (!special) assert.equal(shown, text.slice(start, end), `token ${index}`);
  }
});

test('the text is read as it was typed: contractions, spaces and signs stay', async () => {
  for (const text of ["Don't  you can't, o'clock?", 'whatve-you-dont…“so”', 'A#B ## c']) {
    const page = await app.open(at('', text));
    assert.equal(await page.locator('#text').inputValue(), text);
    const pieces = await page.locator('.tokens.from button:not(.special) .word').allInnerTexts();
    assert.equal(pieces.join(''), text.replaceAll(/\s/g, ''));
    await page.context().close();
  }
});

test('(d) index 0, threshold 0, specials shown, & # = + % and digits survive in a link', async () => {
  for (const text of ['R&D #1 = 2 + 2, 100 %?', '2024', '..a,b', 'Tom & Jerry #1', '😀 שלום']) {
    const page = await app.open(at('threshold=0&specials=show&lock=0f', text));
    assert.equal(await page.locator('#text').inputValue(), text);
    assert.equal(await page.locator('#threshold').inputValue(), '0');
    assert.equal(await token(page, 'from', 0).getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await drawn(page), []);
    await token(page, 'to', 1).click();
    await page.waitForFunction(() => location.search.includes('1t'));
    assert.deepEqual(query(page), { text, threshold: '0', specials: 'show', lock: '0f,1t' });
    await page.context().close();
  }
});

/** Lets a page believe in a second model; the real one answers for it. */
const withModel = (model) => (page) =>
  Promise.all([
    page.route(/\/\?/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('"models":[', `"models":[${JSON.stringify(model)},`) });
    }),
    page.route('**/api/v1/*', async (route) => {
      const asked = { ...route.request().postDataJSON(), model: 'headlight-mini' };
      if (asked.layers) asked.layers = asked.layers.map((layer) => Math.min(6, layer));
      await route.continue({ postData: JSON.stringify(asked) });
    }),
  ]);
const deep = { name: 'Deep', architecture: 'bert', task: 'fill-mask', layers: 12, heads: 12, max_tokens: 512, default: false };

test('(e) from a model of 12 layers at layer 9 to one of 6: the nearest layer, and it is said', async () => {
  const page = await app.open(at('model=deep&layer=9&lock=7f'), { prepare: withModel({ ...deep, id: 'deep' }) });
  assert.equal(await page.locator('#layers input:checked').inputValue(), '9');
  await page.locator('#model').selectOption('headlight-mini');
  await page.waitForFunction(() => document.querySelector('#layers input:checked').value === '6');
  await settled(page);
  assert.match(await page.locator('#notices').innerText(), /layer 9 was asked for, layer 6 is shown/);
  assert.match(await sentence(page), /at layer 6 looks most at/);
});

test('(f) a new sentence clears masks, locks and replaced tokens, in the picture and in the link', async () => {
  const page = await app.open(at('mask=7&lock=7f&replace=2:dog'));
  assert.equal(await page.locator('.tokens .masked').count(), 2);
  await type(page, 'Something else is said here now.');
  assert.deepEqual(query(page), { text: 'Something else is said here now.' });
  assert.equal(await page.locator('.tokens .masked, .tokens .new, .tokens [aria-pressed=true]').count(), 0);
});

test('(g) every head of a model with 16 heads is chosen at first', async () => {
  const page = await app.open(at('model=wide'), { prepare: withModel({ ...deep, id: 'wide', heads: 16 }) });
  assert.equal(await page.locator('#heads input').count(), 16);
  assert.equal(await page.locator('#heads input:checked').count(), 16);
});

test('(j) the cells at the left differ, special tokens shown or hidden', async () => {
  for (const specials of ['show', 'hide']) {
    const page = await app.open(at(`layer=3&specials=${specials}`));
    const shades = await page.locator('.cells.left canvas').evaluate((canvas) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      return new Set([...data.keys()].filter((i) => i % 4 === 3 && data[i] > 0).map((i) => data[i])).size;
    });
    assert.ok(shades > 20, `${shades} shades, specials=${specials}`);
    await page.context().close();
  }
});

test('heads=none stays none, and every value of a link is applied, not only shown', async () => {
  const none = await app.open(at('heads=none'));
  assert.match(await sentence(none), /No head is chosen/);
  const few = await app.open(at('threshold=20&layer=3'));
  const many = await app.open(at('threshold=95&layer=3'));
  assert.ok((await drawn(few)).length < (await drawn(many)).length);
});

test('special tokens are hidden alike in arcs and cells, and a mask is none', async () => {
  const page = await app.open(at('mask=7&layer=3&threshold=100'));
  const { tokens } = await app.post('/analyze', { model: 'headlight-mini', text: TEXT, masked: [7] });
  const edges = await drawn(page);
  assert.ok(edges.every(({ from, to }) => !tokens[from].special && !tokens[to].special));
  assert.ok(edges.some(({ to }) => to === 7), '[MASK] is looked at');
});

test('Back changes the page, not only the address', async () => {
  const page = await app.open(at('layer=2&lock=7f'));
  const before = await sentence(page);
  await page.keyboard.press(']');
  await page.waitForFunction(() => document.getElementById('reading').textContent.includes('layer 3'));
  await page.goBack();
  await settled(page);
  assert.equal(await sentence(page), before);
});
