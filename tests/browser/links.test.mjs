import assert from 'node:assert/strict';
import test from 'node:test';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { chooseLayer, drawn, headlight, settled, token, type } from './start.mjs';

const app = headlight();
const ROAD = 'The cat did not cross the road because there are many cars.';
const NASTY = 'R&D #1 + 2 = 3, 100 % “sure”? 😀 ключ';
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const notices = (page) => page.locator('#notices').innerText();

/** Sets the page to a state by hand. */
async function arrange(page) {
  await type(page, NASTY);
  await page.locator('#view-panel').evaluate((panel) => panel.showPopover());
  await page.locator('#view-panel input[data-key=specials][value=show]').check();
  await page.keyboard.press('Escape');
  await page.locator('#threshold').fill('0');
  await token(page, 'from', 0).click();
  await settled(page);
}

test('an arranged view opens the same from its address and from its short link', async () => {
  const page = await app.open('/');
  await arrange(page);
  const asked = { text: NASTY, threshold: '0', specials: 'show', lock: '0f' };
  assert.deepEqual(query(page), asked);
  const again = await app.open(page.url().slice(app.address().length));
  assert.deepEqual(query(again), asked);
  assert.equal(await again.locator('#text').inputValue(), NASTY);
  assert.equal(await token(again, 'from', 0).getAttribute('aria-pressed'), 'true');

  await page.getByRole('button', { name: 'Share' }).click();
  await page.waitForFunction(() => document.getElementById('share-link').value.includes('/v/'));
  const link = await page.locator('#share-link').inputValue();
  const shared = await app.open(link.slice(app.address().length));
  assert.equal(await shared.locator('#text').inputValue(), NASTY);
  assert.equal(await shared.locator('#threshold').inputValue(), '0');
  assert.equal(await shared.locator('#view-panel input[data-key=specials][value=show]').isChecked(), true);
  await chooseLayer(shared, 2);
  assert.deepEqual(query(shared), { ...asked, layer: '2' });
});

test('a reopened link is the same picture, pixel by pixel', async () => {
  const page = await app.open('/');
  await type(page, ROAD);
  await page.locator('#threshold').fill('55');
  await page.locator('#all-heads').click();
  for (const head of [2, 10])
    await page
      .locator('#heads label')
      .nth(head - 1)
      .click();
  await token(page, 'from', 7).dblclick();
  await page.mouse.move(5, 5);
  await page.evaluate(() => document.activeElement.blur());
  await settled(page);
  await page.locator('#lens').waitFor();
  await page.waitForFunction(() => location.search.includes('mask=7') && !location.search.includes('lock'));
  assert.deepEqual(query(page), { text: ROAD, mask: '7', heads: '2,10', threshold: '55' });
  const again = await app.open(page.url().slice(app.address().length));
  await again.locator('#lens').waitFor();
  await settled(again);
  const [first, second] = [PNG.sync.read(await page.screenshot()), PNG.sync.read(await again.screenshot())];
  assert.equal(pixelmatch(first.data, second.data, undefined, first.width, first.height, { threshold: 0.05 }), 0);
});

test('Back and Forward walk through the steps', async () => {
  const page = await app.open('/');
  const start = await drawn(page);
  await type(page, ROAD);
  await chooseLayer(page, 5);
  await page.goBack();
  await settled(page);
  assert.equal(await page.locator('#layers input:checked').inputValue(), '3');
  assert.equal(await page.locator('#text').inputValue(), ROAD);
  await page.goBack();
  await page.waitForFunction(() => document.getElementById('text').value.startsWith('The girl'));
  await settled(page);
  assert.deepEqual(await drawn(page), start);
  await page.goForward();
  await page.goForward();
  await page.waitForFunction(() => document.querySelector('#layers input:checked').value === '5');
});

test('a link to what is not there is repaired, and that is said', async () => {
  const page = await app.open(`/?text=${encodeURIComponent(ROAD)}&layer=9&heads=3,40&mask=7,99&lock=77f&model=nobody&later=kept`);
  const said = await notices(page);
  for (const sentence of [
    'This model has 6 layers; layer 9 was asked for, layer 6 is shown.',
    'no model “nobody”',
    'head 40 was asked for and left out',
    'masks a token',
    'locks a token',
  ])
    assert.ok(said.includes(sentence), said);
  await page.waitForFunction(() => location.search.includes('layer=6') && !location.search.includes('lock'));
  assert.deepEqual(query(page), { text: ROAD, mask: '7', layer: '6', heads: '3', later: 'kept' });
  assert.ok((await drawn(page)).length > 0);
  await page.getByRole('button', { name: 'Got it' }).click();
  await page.locator('.notices').waitFor({ state: 'hidden' });
});

test('a text in a link brings no mask of its own; an unknown view is told', async () => {
  const page = await app.open('/?text=The%20girl%20ran%20to%20a%20local%20pub%20to%20escape%20the%20din%20of%20her%20city.');
  assert.equal(await page.locator('.tokens .masked').count(), 0);
  const lost = await app.open('/v/1111111111');
  assert.ok((await notices(lost)).length > 10);
  assert.ok((await drawn(lost)).length > 0);
});

test('a link over 2,000 characters becomes a stored view', async () => {
  const page = await app.open('/');
  await type(page, `${ROAD} `.repeat(40).trim());
  await page.waitForURL(/\/v\/\w+$/);
  const again = await app.open(page.url().slice(app.address().length));
  assert.equal((await again.locator('#text').inputValue()).length, 40 * (ROAD.length + 1) - 1);
});

test('where a view cannot be stored, Share gives the long link', async () => {
  const page = await app.open('/?threshold=30', { prepare: (page) => page.route('**/api/v1/views', (route) => route.abort()) });
  await page.getByRole('button', { name: 'Share' }).click();
  await page.waitForFunction(() => document.getElementById('share-link').value.endsWith('/?threshold=30'));
  assert.match(await page.locator('#share-panel').innerText(), /could not be stored/);
});

test('an example opens its view', async () => {
  const page = await app.open('/');
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('button', { name: /Layer 8, head 11/ }).click();
  await settled(page);
  assert.deepEqual(query(page), { text: ROAD, layer: '4', heads: '11', lock: '8t' });
  assert.match(await notices(page), /layer 8 of 12 was asked for, layer 4 is shown/);
});
