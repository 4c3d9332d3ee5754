import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { after } from 'node:test';
import { drawn, headlight, out, root, settled } from './start.mjs';
import { zoo } from './zoo.mjs';

const models = zoo();
const app = headlight({ models: models.folder, options: ['--default-model', 'headlight-mini'] });
after(models.remove);

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const NARROW = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const checkpoint = (name) => path.join(root, 'tests/fixtures/checkpoints', name);
const add = (page) => page.getByRole('button', { name: 'Add', exact: true });
const refusal = (page) => page.locator('#models-panel [role=alert]');

/** Opens the panel and chooses a file. */
async function begin(page, file) {
  await page.locator('#models-button').click();
  await page.locator('#import-file').setInputFiles(file);
}

/** Fills a field of the folded part. */
async function say(page, name, value) {
  await page.locator('#models-panel details').evaluate((details) => {
    details.open = true;
  });
  await page.getByLabel(name).fill(value);
}

/** Answers an import with a problem. */
const refuse = (page, status, code, detail) =>
  page.route('**/api/v1/models/import', (route) =>
    route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ status, code, detail }) }),
  );

async function findings(page) {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => window.axe.run('#models-panel', { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`);
}

test('a file of weights becomes a model: what was assumed, two sentences, its classes', async () => {
  const page = await app.open('/?text=A%20wonderful%20film.');
  await begin(page, checkpoint('custom_head.pt'));
  assert.equal(await page.getByLabel('Name').inputValue(), 'custom_head');
  await say(page, 'Heads per layer', '4');
  await say(page, 'Labels', 'bad, good');
  await add(page).click();
  const result = page.locator('#import-result');
  await result.waitFor();
  const said = await result.innerText();
  assert.match(said, /custom_head is in the list\./);
  assert.match(said, /BERT, 3 layers × 4 heads/);
  assert.match(said, /The tokenizer is that of “[\w-]+”, which has the same number of pieces/);
  assert.match(said, /It was a fantastic performance![\s\S]*bad[\s\S]*good[\s\S]*The experience was terrible\./);
  assert.equal(await result.locator('.bars li').count(), 4);
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.waitForFunction(() => location.search.includes('model=custom_head'));
  await settled(page);
  assert.equal(await page.locator('#model').inputValue(), 'custom_head');
  assert.match(await page.locator('#expects').innerText(), /bad[\s\S]*%[\s\S]*good[\s\S]*%/);
  assert.ok((await drawn(page)).length > 0);
  assert.deepEqual(page.complaints, []);
});

test('refused files say why, and nothing typed is lost', async () => {
  const page = await app.open('/');
  for (const [file, why] of [
    ['hostile.pt', /hostile\.pt asks to call “posix\.system”; Headlight calls nothing that a file names\./],
    ['truncated.pt', /truncated\.pt is cut off or damaged/],
  ]) {
    await begin(page, checkpoint(file));
    await page.getByLabel('Name').fill('kept');
    await say(page, 'Heads per layer', '4');
    await add(page).click();
    await page.waitForFunction(() => document.querySelector('#models-panel [role=alert]').textContent);
    assert.match(await refusal(page).innerText(), why);
    assert.equal(await page.getByLabel('Name').inputValue(), 'kept');
    assert.equal(await page.getByLabel('Heads per layer').inputValue(), '4');
    assert.equal(await add(page).isEnabled(), true);
    await page.keyboard.press('Escape');
  }
  assert.equal(await page.locator('#model option[value=kept]').count(), 0);
});

test('a name that is taken is told before the file is sent', async () => {
  const page = await app.open('/');
  await begin(page, checkpoint('state_dict.pt'));
  await page.getByLabel('Name').fill('headlight-mini');
  await add(page).click();
  await page.waitForFunction(() => document.querySelector('#models-panel [role=alert]').textContent);
  assert.match(await refusal(page).innerText(), /There is a model “headlight-mini” already/);
});

test('from another machine the server’s token is asked for, and sent', async () => {
  const page = await app.open('/');
  await refuse(page, 403, 'forbidden', 'Only the machine that Headlight runs on may do this.');
  await begin(page, checkpoint('state_dict.pt'));
  assert.equal(await page.getByLabel('The server’s token').isVisible(), false);
  await add(page).click();
  await page.getByLabel('The server’s token').fill('secret');
  assert.match(await refusal(page).innerText(), /Only the machine that Headlight runs on/);
  const [request] = await Promise.all([page.waitForRequest('**/models/import'), add(page).click()]);
  assert.equal(request.headers().authorization, 'Bearer secret');
});

test('sending shows how far it is and can be given up', async () => {
  const page = await app.open('/');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 200_000 };
  await devtools.send('Network.emulateNetworkConditions', slow);
  await begin(page, { name: 'large.pt', mimeType: 'application/octet-stream', buffer: Buffer.alloc(3e6) });
  await add(page).click();
  await page.waitForFunction(() => /^[\d.]+ [kM]B of 3\.0 MB$/.test(document.querySelector('.progress .note')?.textContent));
  await page.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await add(page).isVisible(), true);
  assert.equal(await page.getByLabel('Name').inputValue(), 'large');
  assert.equal(await refusal(page).innerText(), '');
});

test('the panel is operated by keyboard and keeps the focus inside', async () => {
  const page = await app.open('/');
  await page.locator('#models-button').focus();
  await page.keyboard.press('Enter');
  await page.locator('#models-panel[open] #models').waitFor();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => document.activeElement === document.body || !document.activeElement.closest('#app'));
    assert.ok(inside, 'the page behind is out of reach');
  }
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#models-panel').isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'models-button');
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in list, form and refusal, ${colorScheme}, wide and narrow`, async () => {
    for (const [width, options] of Object.entries({ wide: {}, narrow: NARROW })) {
      const page = await app.open('/', { colorScheme, bypassCSP: true, ...options });
      await refuse(page, 422, 'import_failed', 'The file has no encoder.');
      await page.locator('#models-button').click();
      await page.locator('#models').waitFor();
      assert.deepEqual(await findings(page), [], 'list');
      await page.screenshot({ path: path.join(out, `models-${width}-${colorScheme}.png`) });
      await page.locator('#import-file').setInputFiles(checkpoint('state_dict.pt'));
      await add(page).click();
      await refusal(page).getByText('no encoder').waitFor();
      assert.deepEqual(await findings(page), [], 'refusal');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      await page.screenshot({ path: path.join(out, `models-refusal-${width}-${colorScheme}.png`) });
      await page.context().close();
    }
  });
}
