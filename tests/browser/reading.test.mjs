import assert from 'node:assert/strict';
import test from 'node:test';
import { drawn, headlight, sentence, settled, token } from './start.mjs';

const app = headlight();
const TEXT = 'The cat did not cross the road because there are many cars.';
const at = (rest) => `/?text=${encodeURIComponent(TEXT)}&${rest}`;
const says = (page, says, not = []) =>
  page.waitForFunction(
    ([says, not]) => says.every((part) => location.search.includes(part)) && !not.some((part) => location.search.includes(part)),
    [says, not],
  );
const reads = (page, start) =>
  page.waitForFunction((start) => document.getElementById('reading').textContent.startsWith(start), start);

test('a token is replaced by one piece; what is not one piece is told in place', async () => {
  const page = await app.open(at('layer=3&lock=7f'));
  await token(page, 'from', 7).focus();
  await page.keyboard.press('e');
  const field = page.locator('#other-word');
  await field.fill('tokenisation');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('form .problem')?.textContent.includes('not one piece'));
  assert.match(await page.locator('form .problem').innerText(), /“Edit the text” takes any words/);
  await field.fill('street');
  await page.keyboard.press('Enter');
  await says(page, [`replace=${encodeURIComponent('7:street')}`]);
  await settled(page);
  await reads(page, 'street at layer 3 looks most at');
  const answer = await app.post('/attention', {
    model: 'headlight-mini',
    text: TEXT,
    layers: [3],
    replaced: [{ index: 7, token: 'street' }],
  });
  const [first] = await drawn(page);
  const mean = answer.attention[0].reduce((sum, head) => sum + head[7][first.to], 0) / 12;
  assert.ok(Math.abs(first.weight - mean) < 1e-6);
  assert.match(await page.locator('#changes').innerText(), /“street” put in place of a token/);
  await page.getByRole('button', { name: 'Back to the plain text' }).click();
  await says(page, [], ['replace']);
  await settled(page);
  await reads(page, 'road at layer 3');
});

test('a prediction is put into its place', async () => {
  const page = await app.open(at('layer=3&mask=7&lock=7f'));
  await page.locator('#lens').waitFor();
  const second = page.locator('#expects .bars button.name').nth(1);
  const word = await second.innerText();
  await second.click();
  await says(page, [encodeURIComponent(`7:${word}`)], ['mask']);
  await settled(page);
  assert.equal(await token(page, 'from', 7).innerText(), `${word}\nroad`);
});

test('a word is edited in place', async () => {
  const page = await app.open(at('layer=3'));
  await token(page, 'to', 2).click({ button: 'right' });
  await page.locator('#other-word').fill('dog & puppy #1');
  await page.getByRole('button', { name: 'Edit the text' }).click();
  await page.waitForFunction(() => document.getElementById('text').value.startsWith('The dog & puppy #1 did not'));
});

test('masks, locks and replaced tokens stay on their words while the text is edited', async () => {
  const page = await app.open(at('layer=3&mask=7&lock=7f,0t&replace=11:some'));
  await page.locator('#text').fill(TEXT.replace('The cat', 'The small black cat'));
  await page.locator('#text').press('Enter');
  await says(page, ['mask=9', `lock=${encodeURIComponent('9f,0t')}`, `replace=${encodeURIComponent('13:some')}`]);
  await settled(page);
  await reads(page, '[CLS] at layer 3');
  assert.equal(await token(page, 'from', 9).innerText(), '[MASK]\nroad');
  assert.equal(await token(page, 'to', 13).innerText(), 'some\nmany');
  await page.locator('#text').fill('The small black cat did not cross the street because there are many cars.');
  await page.locator('#text').press('Enter');
  await says(page, [`lock=${encodeURIComponent('0t')}`, `replace=${encodeURIComponent('13:some')}`], ['mask=']);
  await page.keyboard.press('Escape');
});

test('undo and redo by keys and by buttons, never out of the page', async () => {
  const page = await app.open(at('layer=3'));
  await page.keyboard.press('u');
  await token(page, 'from', 7).dblclick();
  await says(page, ['mask=7']);
  await page.keyboard.press(']');
  await says(page, ['layer=4']);
  await page.keyboard.press('Control+z');
  await says(page, ['layer=3', 'mask=7']);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await says(page, ['layer=3'], ['mask']);
  await page.getByRole('button', { name: /^Redo/ }).click();
  await says(page, ['mask=7']);
  await page.keyboard.press('c');
  await says(page, [], ['mask']);
});

test('only one head, and a head switched off', async () => {
  const page = await app.open(at('layer=3&lock=7f'));
  await page.locator('#heads label').nth(9).dblclick();
  await says(page, ['heads=10']);
  await page.locator('#heads input').nth(9).focus();
  await page.keyboard.press('Enter');
  await says(page, [], ['heads=']);
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Switch it off in the model' }).click();
  await says(page, ['ablate=3.10']);
  await settled(page);
  assert.match(await page.locator('#changes').innerText(), /Head 10 of layer 3 switched off/);
  await page.keyboard.press(']');
  await settled(page);
  const input = { model: 'headlight-mini', text: TEXT, layers: [4], ablated: [{ layer: 3, head: 10 }] };
  const { attention } = await app.post('/attention', input);
  const [first] = await drawn(page);
  assert.ok(Math.abs(first.weight - attention[0].reduce((sum, head) => sum + head[7][first.to], 0) / 12) < 1e-6);
});

test('an arc under the pointer says its weight, and numbers can stay', async () => {
  const page = await app.open(at('layer=3&heads=10&lock=7f'));
  const [{ to, weight }] = await drawn(page);
  const [from, target] = [await token(page, 'from', 7).boundingBox(), await token(page, 'to', to).boundingBox()];
  await page.mouse.move((from.x + from.width + target.x) / 2, (from.y + target.y + from.height) / 2);
  await page.locator('.value').waitFor();
  assert.match(await page.locator('.value').innerText(), new RegExp(`^road → .+ ${weight.toPrecision(3)}$`));
  await page.keyboard.press('v');
  await says(page, ['values=show']);
  assert.match(await sentence(page), /^road/);
  assert.deepEqual(page.complaints, []);
});
