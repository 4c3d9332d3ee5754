import assert from 'node:assert/strict';
import test from 'node:test';
import { drawn, headlight, sentence, settled, token } from './start.mjs';

const app = headlight();
const TEXT = 'The cat did not cross the road because there are many cars.';
const at = (rest) => `/?text=${encodeURIComponent(TEXT)}&${rest}`;
const says = (page, ...parts) => page.waitForFunction((parts) => parts.every((part) => location.search.includes(part)), parts);

test('the heat map holds the weights of the chosen heads, read by pointer and by key', async () => {
  const page = await app.open(at('view=heatmap&layer=3&heads=10'));
  const { attention } = await app.post('/attention', { model: 'headlight-mini', text: TEXT, layers: [3], heads: [10] });
  const cells = await drawn(page);
  assert.ok(cells.length > 100);
  for (const { from, to, weight } of cells) assert.ok(Math.abs(weight - attention[0][0][from][to]) < 1e-6);

  const field = page.locator('.cell-field');
  const box = await field.boundingBox();
  const cell = box.width / 15;
  await page.mouse.move(box.x + 5.5 * cell, box.y + 7.5 * cell);
  const exact = attention[0][0][7][5].toPrecision(3);
  assert.equal(await page.locator('.value').innerText(), `road → cross ${exact}`);
  await page.mouse.move(5, 5);
  await field.focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowDown');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('.figure [aria-live]').textContent(), `road → cross ${exact}`);
  await page.keyboard.press('Enter');
  await says(page, 'lock=7f');
  await settled(page);
  assert.match(await sentence(page), /^road at layer 3, head 10, looks most at/);
  await page.keyboard.press('a');
  await page.waitForFunction(() => !location.search.includes('view='));
  assert.deepEqual(page.complaints, []);
});

test('specials, words and locks are those of the arcs', async () => {
  const page = await app.open(at('view=heatmap&layer=3&units=words&specials=show&lock=7f'));
  assert.equal(await token(page, 'from', 7).getAttribute('aria-pressed'), 'true');
  assert.ok((await drawn(page)).some(({ from }) => from === 0), 'special tokens are shown');
  assert.equal(await page.locator('#threshold').isVisible(), false);
});

test('the overview shows every head, and choosing one shows it as arcs', async () => {
  const { summary } = await app.post('/attention', { model: 'headlight-mini', text: TEXT, pool: 32 });
  const all = summary.flatMap((heads, l) => heads.map(({ previous }, h) => ({ layer: l + 1, head: h + 1, previous })));
  const { layer, head, previous } = all.reduce((a, b) => (b.previous > a.previous ? b : a));
  const page = await app.open(at('view=overview&measure=previous&order=measure'));
  const heads = page.locator('.head-buttons button');
  assert.equal(await heads.count(), 72);
  assert.equal(await sentence(page), `Share on the token before is largest at layer ${layer}, head ${head} (${previous.toFixed(2)}).`);
  assert.equal(await heads.first().getAttribute('data-head'), `${layer}.${head}`);
  await heads.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await says(page, `layer=${layer}`, `heads=${head}`);
  await settled(page);
  assert.match(await sentence(page), new RegExp(`layer ${layer}, head ${head},`));
  await page.keyboard.press('u');
  await page.waitForFunction(() => location.search.includes('view=overview'));
  assert.deepEqual(page.complaints, []);
});

test('two pictures side by side are one link', async () => {
  const page = await app.open(at('layer=6&lock=7f'));
  await page.keyboard.press('p');
  await page.locator('#layers input[value="1"]').check();
  await settled(page);
  await says(page, 'layer=1', 'pin=');
  const captions = page.locator('.pane-caption strong');
  assert.deepEqual(await captions.allInnerTexts(), ['headlight-mini, layer 1', 'headlight-mini, layer 6']);
  assert.match(await page.locator('#pinned-reading').innerText(), /^road at layer 6/);

  await page.locator('#pinned-plot .tokens.from [data-token="2"]').click();
  await page.mouse.move(5, 5);
  await page.waitForFunction(() => document.getElementById('pinned-reading').textContent.startsWith('road and cat at layer 6'));
  assert.match(await sentence(page), /^road at layer 1/);
  await page.waitForFunction(() => decodeURIComponent(decodeURIComponent(decodeURIComponent(location.search))).includes('lock=7f,2f'));
  const again = await app.open(page.url().slice(app.address().length));
  assert.match(await again.locator('#pinned-reading').innerText(), /^road and cat at layer 6/);
  assert.match(await sentence(again), /^road at layer 1/);
  await again.getByRole('button', { name: 'Work on this' }).click();
  await settled(again);
  assert.deepEqual(await again.locator('.pane-caption strong').allInnerTexts(), ['headlight-mini, layer 6', 'headlight-mini, layer 1']);
  await again.locator('#pin').click();
  await again.waitForFunction(() => !location.search.includes('pin='));
  assert.equal(await again.locator('#pinned-figure').count(), 0);
  assert.deepEqual(page.complaints, []);
});

test('on a narrow screen nothing is wider than the screen, whatever the picture', async () => {
  const pin = encodeURIComponent('layer=1');
  for (const rest of ['view=heatmap', 'view=overview&measure=entropy', `layer=3&pin=${pin}`]) {
    const page = await app.open(at(rest), { viewport: { width: 390, height: 844 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, rest);
    await page.context().close();
  }
});
