// A set of sentences in Explain.
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { after } from 'node:test';
import { emptyFolder } from '../start.mjs';
import { evaluated, openSet, rowsOf, setAt } from './evaluated.mjs';
import { explained } from './explained.mjs';
import { saved } from './saved.mjs';
import { headlight, MODELS, out, root } from './start.mjs';

const models = emptyFolder({ after });
for (const name of ['headlight-mini', 'sentiment-left', 'sentiment-right']) symlinkSync(path.join(MODELS, name), path.join(models, name));
for (const name of ['planted', 'planted-two']) symlinkSync(path.join(root, 'tests/fixtures', name), path.join(models, name));
const app = headlight({ models, options: ['--default-model', 'headlight-mini'] });

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const NARROW = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const LEFT_ROWS = 'model=sentiment-left&model2=sentiment-right';
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const numberOf = (text) => Number(text.replace('−', '-').replace(/[+ %]/g, ''));

/** The six sentences as the server is asked about them. */
const SIX = [
  ['It was a fantastic performance!', 'positive'],
  ['This is a really good book, and I enjoyed reading it.', 'positive'],
  ['The movie was okay; it had some good and bad parts.', 'neutral'],
  ['The product works as advertised, but nothing special.', 'neutral'],
  ['The experience was terrible, and I will never go back there again.', 'negative'],
  ['I was disappointed with the quality of the item.', 'negative'],
].map(([text, label]) => ({ text, label }));

/** Opens the panel and writes a set. */
async function write(page, text) {
  await page.getByRole('button', { name: 'Sentences', exact: true }).click();
  await page.locator('#set-text').fill(text);
}

test('the report’s six: what both say, by disagreement, and how good they are', async () => {
  const page = await openSet(app, setAt('six', LEFT_ROWS));
  const answer = await app.post('/evaluate', { models: ['sentiment-left', 'sentiment-right'], rows: SIX });
  const expected = [...answer.rows].sort((a, b) => b.disagreement - a.disagreement);
  const rows = await rowsOf(page);
  assert.deepEqual(rows.map(([number]) => Number(number)), expected.map(({ row }) => row + 1));
  for (const [i, [, text, label, , , difference, apart]] of rows.entries()) {
    const { row, results: [left, right], disagreement } = expected[i];
    assert.deepEqual([text, label], [SIX[row].text, SIX[row].label]);
    assert.ok(Math.abs(numberOf(difference) - (left.probabilities[1] - right.probabilities[1])) < 0.0051);
    assert.ok(Math.abs(Number(apart) - disagreement) < 0.0051);
  }
  assert.match(await page.locator('#reading').innerText(), /finds 2 of 6 positive, .* 3; they part most on The product works/);
  const quality = await page.locator('#quality').innerText();
  assert.match(quality, /Accuracy\s+100\.0 %\s+\(51\.0 % to 100\.0 %\) of 4 labelled rows/);
  assert.match(quality, /4 labelled rows prove nothing/);
  assert.match(quality, /2 rows labelled “neutral” are left out: this model has no such class\./);
  for (const model of answer.models) assert.ok(quality.includes(model.lean.masked.value.toFixed(2)), `${model.model} leans`);
  assert.deepEqual(page.complaints, []);
});

test('every row has LIME and SHAP, left above right, and words add up over the set', async () => {
  const page = await openSet(app, setAt('six', LEFT_ROWS));
  const shap = await app.post('/evaluate', { models: ['sentiment-left', 'sentiment-right'], rows: SIX, method: 'shap' });
  const pictures = page.locator('#multiples > li');
  assert.equal(await pictures.count(), 6);
  for (const [i, { units }] of shap.explanations.entries()) {
    const texts = await pictures.nth(i).locator('svg').nth(1).locator('text').allTextContents();
    assert.deepEqual(texts.filter((text) => text === 'left' || text === 'right'), ['left', 'right']);
    for (const { text } of units) assert.ok(texts.some((shown) => shown === text || (shown.endsWith('…') && text.startsWith(shown.slice(0, -1)))), text);
  }
  const words = await page.$$eval('#set-words tbody tr', (rows) => rows.map((row) => [row.cells[0].innerText, row.querySelectorAll('.number')[2].innerText]));
  assert.deepEqual(words.map(([word]) => word), shap.words.words.slice(0, words.length).map(({ word }) => word));
  for (const [i, [, number]] of words.entries()) assert.ok(Math.abs(numberOf(number) - shap.words.words[i].difference.effect) < 0.0051);
});

test('columns sort, and a row opens in the view of one sentence; Back returns', async () => {
  const page = await openSet(app, setAt('six', LEFT_ROWS));
  await page.locator('[data-by=order]').click();
  await page.locator('th[aria-sort=ascending] [data-by=order]').waitFor();
  assert.deepEqual((await rowsOf(page)).map(([number]) => number), ['1', '2', '3', '4', '5', '6']);
  await page.locator('[data-by=left]').press('Enter');
  await page.locator('th[aria-sort=descending] [data-by=left]').waitFor();
  const left = (await rowsOf(page)).map((row) => numberOf(row[3]));
  assert.deepEqual(left, [...left].sort((a, b) => b - a));
  assert.equal(await page.locator('th[aria-sort=descending]').count(), 1);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.by), 'left');
  await page.getByRole('button', { name: SIX[3].text }).first().click();
  await explained(page);
  assert.equal(await page.locator('#text').inputValue(), SIX[3].text);
  assert.equal(query(page).set, undefined);
  assert.equal(query(page).model2, 'sentiment-right');
  await page.goBack();
  await evaluated(page);
  assert.equal(query(page).set, 'six');
  await page.locator('[data-which=one]').check({ force: true });
  await page.locator('#explain').waitFor();
  await page.locator('[data-which=set]').check({ force: true });
  await evaluated(page);
  assert.equal(await page.locator('#rows tbody tr').count(), 6);
});

test('a set is pasted or taken from a file; lines that cannot be read are named', async () => {
  const page = await openSet(app, setAt('six', LEFT_ROWS));
  await write(page, 'text,label\n"good, really",1\na,b,c\n<script>alert(1)</script>,0\n\n,1\n');
  assert.match(await page.locator('#set-panel').innerText(), /Line 3: 3 fields instead of 2\.\s+Line 6: No text\.\s+2 sentences can be used/);
  await page.locator('#set-use').click();
  await evaluated(page);
  assert.deepEqual((await rowsOf(page)).map(([, text, label]) => [text, label]).sort(), [['<script>alert(1)</script>', '0'], ['good, really', '1']]);
  assert.match(await page.locator('#quality').innerText(), /of 2 labelled rows/);
  assert.equal(query(page).set, 'text\tlabel\ngood, really\t1\n<script>alert(1)</script>\t0');
  await page.reload();
  await evaluated(page);
  assert.equal(await page.locator('#rows tbody tr').count(), 2);
  await page.getByRole('button', { name: 'Sentences', exact: true }).click();
  await page.locator('#set-file').setInputFiles({ name: 'set.jsonl', mimeType: 'text/plain', buffer: Buffer.from('{"text": "fine", "label": "pos"}\n{"text": "one\\ntwo"}\n') });
  await page.waitForFunction(() => document.getElementById('set-use').textContent === 'Use these 2');
  await page.locator('#set-use').click();
  await evaluated(page);
  assert.deepEqual((await rowsOf(page)).map((row) => row[1]).sort(), ['fine', 'one two']);
  await write(page, ' ');
  await page.locator('#set-use:disabled').waitFor();
  assert.deepEqual(page.complaints, []);
});

test('a thousand rows: progress, Stop, Go on, and a set that no link can hold', async () => {
  const page = await openSet(app, setAt('six', LEFT_ROWS));
  const rows = Array.from({ length: 1000 }, (_, i) => `Number ${i}: ${SIX[i % 6].text}\t${SIX[i % 6].label}`);
  await write(page, `text\tlabel\n${rows.join('\n')}`);
  await page.locator('#set-use').click();
  await page.waitForFunction(() => /Reading: [\d,]+ of 2,000 texts/.test(document.getElementById('progress').innerText));
  await page.waitForFunction(() => document.querySelectorAll('#rows tbody tr').length > 0);
  await page.locator('#stop').click();
  await page.getByText('Stopped.').first().waitFor();
  const passes = await app.metric('headlight_forward_passes_total');
  await page.waitForTimeout(500);
  assert.ok((await app.metric('headlight_forward_passes_total')) - passes < 200, 'nothing goes on');
  await page.getByRole('button', { name: 'Go on' }).click();
  await evaluated(page);
  assert.match(await page.locator('#quality').innerText(), /of 666 labelled rows/);
  assert.doesNotMatch(await page.locator('#quality').innerText(), /prove nothing/);
  assert.equal(await page.locator('#rows tbody tr').count(), 25);
  assert.match(await page.locator('#kept').innerText(), /too large for a link: it stays in this tab/);
  assert.match(query(page).set, /^here:/);
  assert.equal(await page.locator('#explain-all').innerText(), 'Explain all 1000');
  await page.reload();
  await evaluated(page);
  assert.equal(await page.locator('#rows tbody tr').count(), 25);
  await page.locator('#explain-all').click();
  await page.waitForFunction(() => /SHAP: \d+ of 1,000 rows/.test(document.getElementById('progress').innerText));
  await page.locator('#multiples > li').first().waitFor();
  await page.locator('#stop').click();
  await page.getByText('Stopped.').first().waitFor();
  assert.deepEqual(page.complaints, []);
});

test('the same link in another tab says where the set is', async () => {
  const page = await app.open(setAt('here:nowhere', LEFT_ROWS), { wait: false });
  await page.locator('#sets .state').waitFor();
  assert.match(await page.locator('#sets .state').innerText(), /too large for a link and is in another tab.*Load its file again\./);
  await write(page, 'good\nbad');
  await page.locator('#set-use').click();
  await evaluated(page);
  assert.equal(await page.locator('#rows tbody tr').count(), 2);
});

test('one model alone; a failure says why and is tried again', async () => {
  const page = await app.open(setAt('six', 'model=sentiment-left'), {
    wait: false,
    prepare: (page) => page.route('**/api/v1/evaluate', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ status: 500, code: 'internal', detail: 'Something broke.' }) }), { times: 1 }),
  });
  await page.getByText('Something broke.').waitFor();
  await page.getByRole('button', { name: 'Retry' }).click();
  await evaluated(page);
  assert.deepEqual((await rowsOf(page)).map(([number]) => number), ['1', '2', '3', '4', '5', '6']);
  assert.match(await page.locator('#reading').innerText(), /finds 2 of 6 positive; it is least sure of The movie was okay/);
  assert.equal(await page.locator('.quality-of').count(), 1);
});

test('one figure for a report, and the numbers', async () => {
  const page = await openSet(app, setAt('six', LEFT_ROWS));
  const svg = await saved(page, 'svg');
  assert.equal(svg.name, 'sentiment-left-sentiment-right-6-sentences.svg');
  // Long lines are broken.
  const text = svg.bytes.toString().replace(/<style>[^]*?<\/style>/, '');
  const said = text.replace(/<[^>]*>\n?/g, ' ').replace(/ +/g, ' ');
  for (const { text: sentence } of SIX) assert.ok(text.includes(sentence), sentence);
  assert.equal(text.match(/>left</g).length, 12);
  assert.match(said, /SHAP base values: left 0\.\d\d, right 0\.\d\d/);
  assert.match(said, /all on one scale from −0\.\d\d to \+0\.\d\d/);
  assert.match(said, /Fewer than 30 labelled rows prove nothing/);
  assert.equal((await saved(page, 'png')).bytes.subarray(1, 4).toString(), 'PNG');
  const csv = (await saved(page, 'csv')).text.trim().split('\r\n');
  assert.equal(csv.length, 7);
  assert.match(csv[0], /^row,text,label,sentiment-left says,sentiment-left p\(positive\)/);
  const json = JSON.parse((await saved(page, 'json')).text);
  assert.deepEqual([json.rows.length, json.totals.rows.length, json.shap.explanations.length, json.lime.explanations.length], [6, 6, 6, 6]);
  const html = (await saved(page, 'html')).text;
  assert.match(html, /<svg[^]*<table>[^]*The movie was okay; it had some good and bad parts\./);
  assert.deepEqual(page.complaints, []);
});

test('of a planted pair, the word in which they differ is first', async () => {
  const set = 'text\tlabel\nthe film was fun\tnegative\na zebra saw the film\tpositive\nso long\tnegative';
  const page = await openSet(app, setAt(set, 'model=planted&model2=planted-two'));
  assert.equal(await page.locator('#set-words tbody th').first().innerText(), 'fun');
  assert.match(await page.locator('#quality').innerText(), /Only the left one is right 1 time, only the right one 0\./);
  await page.getByRole('button', { name: 'the film was fun' }).first().click();
  await explained(page);
  await page.locator('#difference .said').waitFor();
  assert.match(await page.locator('#difference .said').innerText(), /left − right: fun \([+−]0\.9\d\)/);
  for (const list of await page.locator('#difference .weights').all()) assert.equal(await list.locator('.name').first().innerText(), 'fun');
  assert.equal(await page.locator('#bases svg').count(), 1);
});

test('axe finds nothing; on a phone nothing is wider than the screen', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const [name, options] of Object.entries({ set: {}, 'set-narrow': NARROW })) {
      const page = await openSet(app, setAt('six', LEFT_ROWS), { colorScheme, bypassCSP: true, ...options });
      if (name === 'set') await page.getByRole('button', { name: 'Sentences', exact: true }).click();
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary}`), [], `${name}, ${colorScheme}`);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= page.viewportSize().width, name);
      await page.screenshot({ path: path.join(out, `${name}-${colorScheme}.png`), fullPage: name !== 'set' });
      await page.context().close();
    }
  }
});
