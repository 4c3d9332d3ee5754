import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { drawn, headlight, out, sentence, settled, token } from './start.mjs';

const app = headlight();
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ROAD = encodeURIComponent('The cat did not cross the road because there are many cars.');

/** Everything that axe finds. */
async function findings(page) {
  await page.addScriptTag({ path: AXE }).catch(() => {});
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
}

const STATES = {
  'first screen': ['/', async () => {}],
  unlocked: [`/?text=${ROAD}`, async () => {}],
  notices: [`/?text=${ROAD}&layer=9`, async () => {}],
  empty: ['/?text=', async () => {}],
  'no heads': ['/?heads=none', async () => {}],
  help: ['/', (page) => page.locator('#help-button').click().then(() => page.locator('#help').waitFor())],
  view: ['/', (page) => page.getByRole('button', { name: 'View' }).click()],
  examples: ['/', (page) => page.getByRole('button', { name: 'Examples' }).click()],
  share: ['/', (page) => page.getByRole('button', { name: 'Share' }).click()],
  'heat map': [`/?text=${ROAD}&view=heatmap&values=show&lock=7f`, async () => {}],
  overview: [`/?text=${ROAD}&view=overview&measure=previous`, async () => {}],
  'two pictures': [`/?text=${ROAD}&layer=6&lock=7f&pin=${encodeURIComponent(`text=${ROAD}&layer=1&lock=7f`)}`, async () => {}],
  changed: [`/?text=${ROAD}&layer=3&lock=7f&replace=7:street&ablate=3.4`, async () => {}],
  'token menu': [
    `/?text=${ROAD}`,
    (page) =>
      token(page, 'from', 7)
        .click({ button: 'right' })
        .then(() => page.locator('#other-word').waitFor()),
  ],
  'head menu': [
    `/?text=${ROAD}`,
    (page) =>
      page
        .locator('#heads label')
        .nth(3)
        .click({ button: 'right' })
        .then(() => page.getByRole('button', { name: 'Only this head' }).waitFor()),
  ],
  save: ['/', (page) => page.getByRole('button', { name: 'Save' }).click()],
  tour: [
    '/',
    async (page) => {
      await page.locator('#tour-button').click();
      await page.locator('#tour').waitFor();
      await settled(page);
    },
  ],
  table: ['/', (page) => page.locator('.numbers summary').click()],
};

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    for (const [name, [at, act]] of Object.entries(STATES)) {
      const page = await app.open(at, { colorScheme, bypassCSP: true });
      await act(page);
      assert.deepEqual(await findings(page), [], name);
      await page.screenshot({ path: path.join(out, `${name.replaceAll(' ', '-')}-${colorScheme}.png`) });
      await page.context().close();
    }
  });
}

test('the keyboard reaches and does everything', async () => {
  const page = await app.open(`/?text=${ROAD}&layer=3`);
  await token(page, 'from', 0).focus();
  for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.getElementById('reading').textContent.startsWith('road at layer 3 looks'));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.search.includes('lock=7f'));
  await page.keyboard.press('m');
  await page.waitForFunction(() => location.search.includes('mask=7'));
  await settled(page);
  assert.equal(
    await token(page, 'from', 7).evaluate((element) => element === document.activeElement),
    true,
    'focus stays through a redraw',
  );
  await page.keyboard.press(']');
  await page.waitForFunction(() => location.search.includes('layer=4'));
  await page.keyboard.press('ArrowRight');
  assert.equal(await token(page, 'to', 7).evaluate((element) => element === document.activeElement), true);
  await page.keyboard.press('Space');
  await page.waitForFunction(() => location.search.includes(`lock=${encodeURIComponent('7f,7t')}`));
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !location.search.includes('lock'));
  await page.keyboard.press('?');
  await page.locator('#help').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#help').isVisible(), false);
  await settled(page);
  assert.match(await sentence(page), /layer 4/);
});

test('Tab visits the controls in reading order, and each column once', async () => {
  const page = await app.open(`/?text=${ROAD}`);
  const seen = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const { activeElement: a } = document;
      return a.closest('.tokens')
        ? a.closest('.tokens').className
        : a.closest('#heads')
          ? 'head'
          : a.id || a.name.replace(/-\d+$/, '') || a.textContent;
    });
    if (seen.at(-1) !== name) seen.push(name);
    if (name === 'tokens to') break;
  }
  const order = ['model', 'help-button', 'text', 'layer', 'head', 'threshold', 'tokens from', 'tokens to'];
  assert.deepEqual(
    seen.filter((name) => order.includes(name)),
    order,
  );
});

test('at 390 px there is one list, and a tapped token shows its targets', async () => {
  const page = await app.open(`/?text=${ROAD}&layer=3`, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    bypassCSP: true,
  });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  assert.equal(await page.locator('.plot').count(), 0);
  await page.locator('#list [data-token="7"]').tap();
  const targets = page.locator('#list li:has([aria-expanded=true]) .bars li');
  await targets.first().waitFor();
  const { attention } = await app.post('/attention', { model: 'headlight-mini', text: decodeURIComponent(ROAD), layers: [3] });
  const row = attention[0][0].map((_, j) => attention[0].reduce((sum, head) => sum + head[7][j], 0) / 12).slice(1, -1);
  assert.equal(await targets.first().locator('.number').innerText(), Math.max(...row).toFixed(2));
  assert.deepEqual(await findings(page), []);
  await page.screenshot({ path: path.join(out, 'narrow.png') });

  assert.equal((await drawn(page)).length > 0, true, 'the arcs are there as a table');
  await page.getByRole('button', { name: 'Replace or edit' }).tap();
  await page.locator('#other-word').fill('street');
  await page.getByRole('button', { name: 'Replace the token' }).tap();
  await page.waitForFunction(() => document.querySelector('#list [data-token="7"]')?.textContent.startsWith('street'));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});

test('on paper stand the sentence, the picture, its caption and what the model expects', async () => {
  const page = await app.open('/', { colorScheme: 'dark' });
  const canvases = await page.$$eval('.plot canvas:not([hidden])', (all) => all.map(({ width, height, style }) => [width, height, style.width, style.height]));
  assert.ok(canvases.length >= 3);
  for (const [width, height, ...box] of canvases) assert.deepEqual(box, [`${width}px`, `${height}px`], 'a canvas prints at its own size');
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.controls', '.top', '#tour-button', '.numbers', '.caution']) assert.equal(await page.locator(gone).isVisible(), false, gone);
  for (const there of ['#text', '#reading', '#legend', '#plot', '#lens']) assert.equal(await page.locator(there).isVisible(), true, there);
  assert.equal(await page.locator('.printed').innerText(), 'headlight-mini, layer 3');
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()), '#fff');
  await page.screenshot({ path: path.join(out, 'paper.png') });
});

test('on paper a long picture is whole, not the part that was on the screen', async () => {
  const page = await app.open(`/?text=${encodeURIComponent('The pub is in the city. '.repeat(20).trim())}`);
  const heights = () => page.$$eval('.plot .arcs-sheet, .cells canvas', (all) => all.map(({ height }) => height));
  const whole = await page.$eval('#plot', (plot) => plot.clientHeight);
  assert.ok(whole > 3000 && (await heights()).every((height) => height < whole / 2));
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.deepEqual(await heights(), [whole, whole, whole], 'there at once: the printer does not wait');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.waitForFunction((whole) => document.querySelector('.plot .arcs-sheet').height < whole / 2, whole);
});
