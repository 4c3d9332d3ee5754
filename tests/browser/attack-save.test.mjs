import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { PNG } from 'pngjs';
import { attackAt, BOOK, BOTH, draftText, openAttack, search } from './attacked.mjs';
import { headlight, out } from './start.mjs';

const app = headlight();

/** Saves what a page shows. @returns {Promise<{ name: string, bytes: Buffer }>} */
async function saved(page, kind) {
  await page.getByRole('button', { name: 'Save' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`#attack-save [data-kind=${kind}]`).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('a search is saved whole: numbers, answers, a report, a picture', async () => {
  const page = await openAttack(app, attackAt('section=search'));
  await search(page);
  await page.locator('.judge [data-mark=valid]').check();
  const draft = await draftText(page);

  const csv = await saved(page, 'csv');
  assert.equal(csv.name, 'attack-sentiment-left-sentiment-right-This-is-a-really.csv');
  const [head, ...rows] = csv.bytes.toString().trim().split('\r\n');
  assert.match(head, /^part,text,sentiment-left_positive,sentiment-right_positive,word,original,replacement,kind,alarms/);
  assert.ok(rows.some((row) => row.startsWith('search,') && row.includes('reached,yes')));

  const json = JSON.parse((await saved(page, 'json')).bytes);
  assert.deepEqual([json.text, json.edited], [BOOK, draft]);
  const [{ answer, asked, mark }] = json.searches;
  assert.deepEqual([answer.text, asked.models, mark], [draft, BOTH, 'valid']);
  assert.equal(rows.filter((row) => row.startsWith('step,')).length, answer.steps.length);
  assert.equal(rows.filter((row) => row.startsWith('edit,')).length, answer.edits.length);

  const text = (await saved(page, 'md')).bytes.toString();
  assert.ok(text.startsWith(`## ${BOOK}\n\n> ${draft}\n`), text);
  assert.match(text, /\| Step \| Movie sentiment \| Product sentiment \|/);
  assert.match(text, /1 of 1 reached it by a text that still means the same\./);

  const svg = (await saved(page, 'svg')).bytes.toString();
  for (const words of [draft, 'BAE', 'as it was', '@font-face']) assert.ok(svg.includes(words), words);
  assert.ok(!/(href|src)=|url\((?!"?data:)/.test(svg), 'it asks for nothing');
  const png = (await saved(page, 'png')).bytes;
  writeFileSync(path.join(out, 'attack.png'), png);
  assert.equal(PNG.sync.read(png).width, 2 * (760 + 56));
  assert.deepEqual(page.complaints, []);
});

test('the web page stands alone, shows text as text and asks for nothing', async () => {
  const text = '<img src=x onerror=alert(1)> </script> good';
  const page = await openAttack(app, attackAt('', text));
  const file = path.join(out, 'attack.html');
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
});
