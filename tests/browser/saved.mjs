// What the tests of saved files share.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { out } from './start.mjs';

/**
 * Saves what a page, or a part of one, shows.
 * @param {import('playwright-core').Page} page @param {string} kind @param {{ within?: import('playwright-core').Locator }} [where]
 * @returns {Promise<{ name: string, bytes: Buffer, text: string }>}
 */
export async function saved(page, kind, { within = page } = {}) {
  await within.getByRole('button', { name: 'Save' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-kind=${kind}]:visible`).click()]);
  const bytes = readFileSync(await file.path());
  return { name: file.suggestedFilename(), bytes, text: bytes.toString() };
}

/** Opens a saved page from the disk and holds it to stand alone, with the text as nothing but text. @returns {Promise<import('playwright-core').Page>} */
export async function standsAlone(page, name, text) {
  const file = path.join(out, name);
  writeFileSync(file, (await saved(page, 'html')).bytes);
  const other = await page.context().newPage();
  const asked = [];
  other.on('request', (request) => request.url().startsWith('data:') || asked.push(request.url()));
  other.on('dialog', () => assert.fail('a script ran'));
  await other.goto(pathToFileURL(file).href);
  assert.deepEqual(asked, [pathToFileURL(file).href]);
  assert.equal(await other.locator('h1').innerText(), text);
  assert.equal(await other.locator('svg').count(), 1);
  assert.equal(await other.locator('img, script').count(), 0);
  return other;
}
