import assert from 'node:assert/strict';
import test from 'node:test';
import { drawn, headlight, settled } from './start.mjs';

const app = headlight();
const PAIR = { text: 'The cat sat.', pair: 'It was tired.' };

test('a second text is typed, filtered by direction, and removed again', async () => {
  const page = await app.open(`/?text=${encodeURIComponent(PAIR.text)}&layer=3`);
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('radio', { name: 'A pair' }).check();
  await page.keyboard.press('Escape');
  await page.locator('#pair').fill(PAIR.pair);
  await page.locator('#pair').press('Enter');
  await settled(page);
  const input = { model: 'headlight-mini', text: PAIR.text, text_pair: PAIR.pair, layers: [3] };
  const { tokens } = await app.post('/attention', input);
  assert.equal(await page.locator('.tokens.from button').count(), tokens.length);

  await page.getByRole('button', { name: 'View' }).click();
  for (const same of ['First → first', 'Second → second']) await page.getByRole('checkbox', { name: same }).uncheck();
  await page.waitForFunction(() => decodeURIComponent(location.search).includes('pairs=ab,ba'));
  const edges = await drawn(page);
  assert.ok(edges.length > 0 && edges.every(({ from, to }) => tokens[from].side !== tokens[to].side));
  await page.keyboard.press('Escape');
  const again = await app.open(page.url().slice(app.address().length));
  assert.equal(await again.locator('#pair').inputValue(), PAIR.pair);
  assert.deepEqual(await drawn(again), edges);
  await again.getByRole('button', { name: 'Remove' }).click();
  await again.waitForFunction(() => !location.search.includes('pair'));
  assert.equal(await again.locator('#pair').isVisible(), false);
});

test('where a model takes no second text, it is left out and that is said', async () => {
  const page = await app.open(`/?text=hello%20there&pair=again`, {
    prepare: (page) =>
      page.route('**/api/v1/*', (route) =>
        route.request().postDataJSON()?.text_pair
          ? route.fulfill({
              status: 422,
              contentType: 'application/problem+json',
              body: JSON.stringify({ code: 'no_pairs', detail: 'The model takes no second text.' }),
            })
          : route.fallback(),
      ),
  });
  await page.waitForFunction(() => !location.search.includes('pair'));
  await settled(page);
  assert.match(await page.locator('#notices').innerText(), /second text was left out/);
  assert.ok((await drawn(page)).length > 0);
});
