// The points 1 and 2 of the course report, done by somebody who has no mouse and knows no link.
import assert from 'node:assert/strict';
import test from 'node:test';
import { headlight, sentence, settled } from './start.mjs';

const app = headlight();
const ROAD = 'The cat did not cross the road because there are many cars.';
const GIRL = 'The girl ran to a local pub to escape the din of her city.';
const MODEL = 'headlight-mini';

/** Presses a key until what has the focus is meant. */
async function until(page, key, selector) {
  for (let i = 0; i < 60; i++) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} does not lead to ${selector}`);
}

async function write(page, text) {
  await until(page, 'Tab', '#text');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.getElementById('reading')?.textContent);
  await settled(page);
}

/** Chooses a layer by the arrows of its row, and one head alone with Enter. */
async function choose(page, layer, head) {
  await until(page, 'Tab', '#layers input:checked');
  await until(page, 'ArrowRight', `#layers input[value="${layer}"]`);
  await until(page, 'Tab', `#heads input[value="${head}"]`);
  await page.keyboard.press('Enter');
  await page.waitForFunction((head) => new URLSearchParams(location.search).get('heads') === head, `${head}`);
  await settled(page);
  assert.equal(await page.locator('#layers input:checked').inputValue(), `${layer}`);
}

/** Goes to a token and locks it. */
async function lock(page, side, index) {
  await until(page, 'Tab', '.tokens.from button');
  if (side === 'to') await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  await until(page, 'ArrowDown', `.tokens.${side} [data-token="${index}"]`);
  await page.keyboard.press('Enter');
  await page.locator(`.tokens.${side} [data-token="${index}"][aria-pressed=true]`).waitFor();
  await settled(page);
}

/** Back to the top of the page, as Ctrl+Home and Tab do it. */
const restart = (page) => page.evaluate(() => document.activeElement.blur()).then(() => until(page, 'Shift+Tab', '#model').catch(() => until(page, 'Tab', '#model')));

/** What a locked token looks at most, from the API. */
async function most(layer, head, row, masked = []) {
  const { attention, tokens } = await app.post('/attention', { model: MODEL, text: ROAD, layers: [layer], heads: [head], masked });
  const weights = attention[0][0][row].map((weight, j) => (tokens[j].special ? 0 : weight));
  return { name: tokens[weights.indexOf(Math.max(...weights))].text, weight: Math.max(...weights) };
}

test('report point 1: where layer 3, head 10 looks from road; who looks at because; a masked word', async () => {
  const page = await app.open('/');
  await write(page, ROAD);
  await choose(page, 3, 10);
  await lock(page, 'from', 7);
  const { name, weight } = await most(3, 10, 7);
  assert.ok((await sentence(page)).startsWith(`road at layer 3, head 10, looks most at ${name} (${weight.toFixed(2)})`), await sentence(page));

  await page.keyboard.press('Escape');
  await restart(page);
  await choose(page, 4, 11);
  await lock(page, 'to', 8);
  assert.match(await sentence(page), /^because at layer 4, head 11, is looked at most by \S+ \(0\.\d+\)/);

  await page.keyboard.press('Escape');
  await restart(page);
  await choose(page, 5, 10);
  await lock(page, 'from', 7);
  await page.keyboard.press('m');
  await page.waitForFunction(() => location.search.includes('mask=7'));
  await settled(page);
  assert.match(await sentence(page), /^\[MASK\] at layer 5, head 10, looks most at /);
  assert.equal(await page.locator('#aloud').textContent(), await sentence(page), 'and it is read aloud');
  assert.deepEqual(page.complaints, []);
});

test('report point 2: what the model expects for a masked word after every layer', async () => {
  const page = await app.open(`/?text=${encodeURIComponent('Something else.')}`);
  await write(page, GIRL);
  await lock(page, 'from', 9);
  await page.keyboard.press('m');
  await page.locator('.tokens.from [data-token="9"] .masked').waitFor();
  await page.locator('#lens').waitFor();
  await settled(page);
  const { layers } = await app.post('/lens', { model: MODEL, text: GIRL, masked: [9], token: 9 });
  const first = await page.locator('#lens .candidates .first bdi').allInnerTexts();
  assert.deepEqual(first, layers.map(({ predictions }) => predictions[0].token));
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await page.waitForFunction(() => document.querySelector('#lens .current')?.dataset.layer === '1');
  await until(page, 'Tab', '#expects');
  assert.match(await page.locator('#expects').innerText(), /behind \[MASK\], where the text says escape[\s\S]*The true word escape/);
  assert.deepEqual(page.complaints, []);
});
