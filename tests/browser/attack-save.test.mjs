import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { PNG } from 'pngjs';
import { attackAt, BOOK, BOTH, draftText, openAttack, search } from './attacked.mjs';
import { saved, standsAlone } from './saved.mjs';
import { headlight, out } from './start.mjs';

const app = headlight();

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

  const json = JSON.parse((await saved(page, 'json')).text);
  assert.deepEqual([json.text, json.edited], [BOOK, draft]);
  const [{ answer, asked, mark }] = json.searches;
  assert.deepEqual([answer.text, asked.models, mark], [draft, BOTH, 'valid']);
  assert.equal(rows.filter((row) => row.startsWith('step,')).length, answer.steps.length);
  assert.equal(rows.filter((row) => row.startsWith('edit,')).length, answer.edits.length);

  const text = (await saved(page, 'md')).text;
  assert.ok(text.startsWith(`## ${BOOK}\n\n> ${draft}\n`), text);
  assert.match(text, /\| Step \| Movie sentiment \| Product sentiment \|/);
  assert.match(text, /1 of 1 reached it by a text that still means the same\./);

  const svg = (await saved(page, 'svg')).text;
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
  await standsAlone(page, 'attack.html', text);
});
