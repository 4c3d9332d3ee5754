import assert from 'node:assert/strict';
import test from 'node:test';
import { headlight, settled, token, type } from './start.mjs';

const app = headlight();
const ROAD = 'The cat did not cross the road because there are many cars.';
const MODEL = 'headlight-mini';
/** Waits until the address says, or does not say, something: it is written at most every 100 ms. */
const address = (page, says, not = []) =>
  page.waitForFunction(
    ([says, not]) => says.every((part) => location.search.includes(part)) && !not.some((part) => location.search.includes(part)),
    [says, not],
  );
const guesses = (page) => page.locator('#expects > div > .bars .name').allInnerTexts();

async function showsLens(page, masked, index) {
  const input = { model: MODEL, text: ROAD, ...(masked.length ? { masked } : {}) };
  const { predictions } = await app.post('/analyze', input);
  const { layers } = await app.post('/lens', { ...input, token: index });
  await page.waitForFunction(
    (name) => document.querySelector('#expects .bars .name')?.textContent === name,
    predictions[index][0].token,
  );
  await page.locator('#lens').waitFor();
  assert.deepEqual(
    await guesses(page),
    predictions[index].map(({ token }) => token),
  );
  const first = await page.locator('#lens .candidates .first bdi').allInnerTexts();
  assert.deepEqual(
    first,
    layers.map((layer) => layer.predictions[0].token),
  );
  const ranks = await page.locator('#lens tbody tr td:nth-child(3)').allInnerTexts();
  assert.deepEqual(
    ranks,
    layers.map(({ original }) => original.rank.toLocaleString('en')),
  );
}

test('typing a text and double-clicking road: the lens is there', async () => {
  const page = await app.open('/');
  await type(page, ROAD);
  assert.ok(!page.url().includes('mask'), 'a new text has no masks');
  await token(page, 'from', 7).dblclick();
  await settled(page);
  assert.equal(await token(page, 'from', 7).innerText(), '[MASK]\nroad');
  await showsLens(page, [7], 7);
  await address(page, ['mask=7'], ['lock']);
});

test('a double click leaves the lock as it was', async () => {
  const page = await app.open(`/?text=${encodeURIComponent(ROAD)}&lock=2f`);
  await token(page, 'from', 7).dblclick();
  await settled(page);
  await address(page, ['mask=7', 'lock=2f']);
  await token(page, 'to', 7).dblclick();
  await settled(page);
  await address(page, ['lock=2f'], ['mask']);
});

test('locking a token and the Mask button, then the key m', async () => {
  const page = await app.open(`/?text=${encodeURIComponent(ROAD)}`);
  await token(page, 'from', 7).click();
  await showsLens(page, [], 7);
  await page.locator('#mask-button').click();
  await showsLens(page, [7], 7);
  await address(page, ['mask=7', 'lock=7f']);
  await token(page, 'from', 7).focus();
  await page.keyboard.press('m');
  await settled(page);
  await showsLens(page, [], 7);
});

test('special tokens cannot be masked', async () => {
  const page = await app.open(`/?text=${encodeURIComponent(ROAD)}`);
  await token(page, 'from', 0).dblclick();
  await settled(page);
  await address(page, ['text'], ['mask', 'lock']);
});
