import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { after } from 'node:test';
import { emptyFolder, run } from '../start.mjs';
import { saved } from './saved.mjs';
import { frames, headlight, MODELS, out } from './start.mjs';

const app = headlight();
const folder = emptyFolder({ after });
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const NARROW = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const OKAY = 'The movie was okay; it had some good and bad parts.';
const BOTH = ['sentiment-left', 'sentiment-right'];
const PAIR = 'model=sentiment-left&model2=sentiment-right';
const at = (rest = PAIR, text = OKAY) => `/?place=attack&section=checklist&text=${encodeURIComponent(text)}&${rest}`;
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const state = (page) => page.evaluate(() => history.state.view);

/** Waits until the tests in view are those that the state asks for. */
async function checked(page) {
  await page.waitForFunction(() => document.querySelector('#checks') && document.querySelector('#checklist #progress')?.hidden && !document.querySelector('.checks.stale'), null, { timeout: 60_000 });
  await frames(page);
}

async function open(where, options) {
  const page = await app.open(where, { wait: false, ...options });
  await checked(page);
  return page;
}

/** Every row: name, variant without what is struck out, and for each model whether it passes and what it says. */
const rowsOf = (page) =>
  page.$$eval('#checks [data-case]', (rows) =>
    rows.map((row) => {
      const variant = row.querySelector('.open').cloneNode(true);
      for (const gone of variant.querySelectorAll('del')) gone.remove();
      const sides = [...row.querySelectorAll('.judged')].map((side) => [side.querySelector('.outcome .unseen').textContent, side.querySelector('bdi').textContent, side.querySelector('.number').textContent]);
      return { name: row.querySelector('th').textContent, variant: variant.textContent, expected: row.querySelector('.expected').textContent, sides };
    }),
  );

const word = (pass) => (pass === null ? 'No answer: ' : pass ? 'Passes: ' : 'Fails: ');
const answered = () => app.post('/checklist', { models: BOTH, text: OKAY });

test('about thirty tests by both models: what was expected, what was said, and how many pass', async () => {
  const page = await open(at());
  const answer = await answered();
  const rows = await rowsOf(page);
  assert.ok(rows.length >= 30, `${rows.length} tests`);
  const order = ['invariance', 'directional', 'minimum_functionality'];
  const expected = order.flatMap((kind) => answer.cases.filter((one) => one.kind === kind));
  assert.deepEqual(rows.map(({ name, variant }) => [name, variant]), expected.map(({ case: { name, text } }) => [name, text]));
  for (const [i, { sides }] of rows.entries())
    for (const [model, { pass, label, after }] of expected[i].results.entries()) {
      const [verdict, got, number] = sides[model];
      assert.equal(verdict, word(pass), rows[i].name);
      assert.ok(got.endsWith(label), `${rows[i].name}: ${got}`);
      const last = number.split('→').at(-1);
      assert.ok(/< 0.1/.test(last) || Math.abs(parseFloat(last) / 100 - after[1]) <= 0.0051, `${rows[i].name}: ${number} ${after}`);
    }
  const heads = await page.locator('#checks .model span').allInnerTexts();
  assert.deepEqual(heads, answer.models.map(({ passed, failed }) => `${passed} of ${passed + failed} pass`));
  for (const kind of order)
    for (const model of [0, 1]) {
      const marks = expected.filter((one) => one.kind === kind).map(({ results }) => results[model].pass);
      const cell = page.locator(`#checks [data-kind=${kind}] .count`).nth(model);
      assert.match(await cell.innerText(), new RegExp(`${marks.filter(Boolean).length} of ${marks.length} pass`));
      assert.equal(await cell.locator('.marks .fails').count(), marks.filter((pass) => !pass).length);
    }
  const { failed } = answer.models[0];
  assert.match(await page.locator('#checklist-said').innerText(), new RegExp(`Movie sentiment fails ${failed} of ${rows.length}`));
  assert.deepEqual(page.complaints, []);
});

test('failures alone, by keyboard, and the same by the link', async () => {
  const page = await open(at());
  const all = await rowsOf(page);
  const failing = all.filter(({ sides }) => sides.some(([verdict]) => verdict === 'Fails: '));
  await page.locator('[data-passed=show]').focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((count) => document.querySelectorAll('#checks [data-case]').length === count, failing.length);
  assert.deepEqual(await rowsOf(page), failing);
  assert.equal(query(page).passed, 'hide');
  const heads = await page.locator('#checks .model span').allInnerTexts();
  assert.match(heads[0], new RegExp(` of ${all.length} pass`), 'counts are of all tests');
  const other = await open(new URL(page.url()).pathname + new URL(page.url()).search);
  assert.deepEqual((await rowsOf(other)).map(({ name }) => name), failing.map(({ name }) => name));
});

test('a failure opens on the desk as edits of the sentence, or as a text of its own', async () => {
  const page = await open(at(`${PAIR}&passed=hide`));
  const row = (name) => page.locator('#checks [data-case]', { has: page.getByRole('rowheader', { name, exact: true }) });
  await row('very').locator('.open').press('Enter');
  await page.locator('#checklist').waitFor({ state: 'detached' });
  assert.deepEqual((await state(page)).edits, ['3:insert:very%20okay']);
  assert.equal(await page.locator('#text').inputValue(), OKAY);
  assert.match(await page.locator('.draft').innerText(), /very okay/);
  await page.goBack();
  await checked(page);
  await row('others\' blame').locator('.open').click();
  await page.locator('#checklist').waitFor({ state: 'detached' });
  assert.equal(await page.locator('#text').inputValue(), 'Some people think it is terrible, but I love it.');
  assert.deepEqual(page.complaints, []);
});

test('tests are taken out and added; the set is kept by the link', async () => {
  const page = await open(at());
  const before = await rowsOf(page);
  const out = page.locator('#checks [data-out]');
  await out.nth(1).press('Enter');
  await page.waitForFunction((count) => document.querySelectorAll('#checks [data-case]').length === count, before.length - 1);
  await checked(page);
  assert.deepEqual((await rowsOf(page)).map(({ name }) => name), before.map(({ name }) => name).toSpliced(1, 1));
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), `Take out ${before[2].name}`);
  await page.getByRole('button', { name: 'Add a test' }).click();
  await page.getByLabel('What is done').fill('irony');
  assert.equal(await page.getByLabel('Variant of the sentence').inputValue(), OKAY);
  await page.getByLabel('Variant of the sentence').fill('  ');
  assert.ok(await page.locator('#case-panel button[type=submit]').isDisabled());
  await page.getByLabel('Variant of the sentence').fill('Oh great, <b>another</b> movie with good and bad parts.');
  await page.getByLabel('What is expected').selectOption('negative');
  await page.getByLabel('What is expected').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('rowheader', { name: 'irony' }).waitFor();
  await checked(page);
  const after = await rowsOf(page);
  const irony = after.find(({ name }) => name === 'irony');
  assert.deepEqual([irony.variant, irony.expected], ['Oh great, <b>another</b> movie with good and bad parts.', 'negative']);
  assert.match(await page.locator('#kept').innerText(), new RegExp(`A set of ${before.length} tests of this sentence`));
  await page.waitForURL(/\/v\//);
  const again = await open(new URL(page.url()).pathname);
  assert.deepEqual((await rowsOf(again)).map(({ name }) => name), after.map(({ name }) => name));
  await again.getByRole('button', { name: 'Make the tests of the sentence anew' }).click();
  await again.waitForFunction((count) => document.querySelectorAll('#checks [data-case]').length === count, before.length);
  await checked(again);
  assert.deepEqual((await rowsOf(again)).map(({ name }) => name), before.map(({ name }) => name));
  assert.deepEqual(page.complaints, []);
});

test('a saved set runs on the command line, which fails where a test does; the page opens the file again', async () => {
  const page = await open(at());
  const answer = await answered();
  const set = await saved(page, 'set', { within: page.locator('#checklist') });
  assert.equal(set.name, 'checklist-the-movie-was-okay-it.json');
  const shown = await page.locator('#command').innerText();
  assert.equal(shown, `headlight checklist run ${set.name} --model sentiment-left --model2 sentiment-right`);
  const args = (name) => shown.replace(set.name, path.join(folder, name)).split(' ').slice(1).concat('--models', MODELS);
  writeFileSync(path.join(folder, 'all.json'), set.text);
  const failing = await run(args('all.json'));
  assert.equal(failing.code, 1, failing.stderr);
  const [left, right] = answer.models;
  assert.match(failing.stdout, new RegExp(`sentiment-left: ${left.passed} passed, ${left.failed} failed`));
  assert.match(failing.stdout, new RegExp(`sentiment-right: ${right.passed} passed, ${right.failed} failed`));
  const { cases } = JSON.parse(set.text);
  const passing = cases.filter((_, i) => answer.cases[i].results.every(({ pass }) => pass));
  const file = path.join(folder, 'passing.json');
  writeFileSync(file, JSON.stringify({ cases: passing }));
  assert.equal((await run(args('passing.json'))).code, 0);
  await page.locator('#case-file').setInputFiles(file);
  await page.waitForFunction((count) => document.querySelectorAll('#checks [data-case]').length === count, passing.length);
  await checked(page);
  assert.match(await page.locator('#checklist-said').innerText(), new RegExp(`passes all ${passing.length}\\..* passes all ${passing.length}\\.`));
  await page.locator('[data-passed=hide]').check({ force: true });
  await page.getByText('Nothing fails.').waitFor();
  assert.deepEqual(page.complaints, []);
});

test('numbers are saved as CSV and JSON', async () => {
  const page = await open(at());
  const answer = await answered();
  const csv = (await saved(page, 'csv', { within: page.locator('#checklist') })).text.trim().split('\r\n');
  assert.equal(csv.length, answer.cases.length + 1);
  assert.match(csv[0], /^kind,test,sentence,variant,expected,sentiment-left,sentiment-left says,sentiment-left p\(positive\) before/);
  const json = await saved(page, 'json', { within: page.locator('#checklist') });
  assert.equal(json.name, 'checklist-the-movie-was-okay-it-results.json');
  const { link, cases } = JSON.parse(json.text);
  assert.deepEqual([cases.map((one) => one.case), new URL(link).searchParams.get('section')], [answer.cases.map((one) => one.case), 'checklist']);
});

test('a file that is no set says why; of one that is in part, the rest is used', async () => {
  const page = await open(at());
  const give = (text) => page.locator('#case-file').setInputFiles({ name: 'set.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await give('text\tlabel');
  await page.getByText('This is not JSON.').waitFor();
  await give('{"cases": {}}');
  await page.getByText('There is no list of cases in it.').waitFor();
  await give(JSON.stringify({ cases: [{ name: 'own', sentence: 'Fine.', text: '<img src=x>', expect: 'same' }, { name: 'x', sentence: 'a', text: 'b', expect: 'better' }] }));
  await page.getByText('Case 2: “better” is nothing that can be expected.').waitFor();
  await page.getByText('A set of 1 test of another sentence: “Fine.”').waitFor();
  await checked(page);
  assert.deepEqual((await rowsOf(page)).map(({ variant }) => variant), ['<img src=x>']);
  assert.equal(await page.locator('#app img').count(), 0);
  await page.locator('[data-out]').click();
  await page.getByText('There is no test in this set.').waitFor();
});

test('a set of 300 tests: progress, Stop, Go on; too large for a link it stays in the tab', async () => {
  const page = await open(at('model=sentiment-left'));
  const cases = Array.from({ length: 300 }, (_, i) => ({ name: `number ${i}`, sentence: `Film ${i} was good, and I would see it again with all of my friends.`, text: `Film ${i} was bad, and I would not see it again with any of my friends.`, expect: 'same' }));
  await page.locator('#case-file').setInputFiles({ name: 'set.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ cases })) });
  await page.waitForFunction(() => /of 300 tests/.test(document.querySelector('#checklist #progress').innerText));
  await page.locator('#stop').click();
  await page.getByText('Stopped.').waitFor();
  assert.match(await page.locator('#kept').innerText(), /A set of 300 tests, of 300 sentences\. It is too large for a link/);
  assert.match(query(page).cases, /^here:/);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForFunction(() => document.querySelectorAll('#checks [data-case]').length === 300, null, { timeout: 60_000 });
  await page.reload();
  await checked(page);
  assert.equal(await page.locator('#checks [data-case]').count(), 300);
  const other = await app.open(new URL(page.url()).pathname + new URL(page.url()).search, { wait: false });
  await other.getByText('These tests were too many for a link and are in another tab').waitFor();
});

test('a failure of the server says why and is tried again; without a text there is nothing to test', async () => {
  const page = await app.open(at(), {
    wait: false,
    prepare: (page) => page.route('**/api/v1/checklist', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ status: 500, code: 'internal', detail: 'Something broke.' }) }), { times: 1 }),
  });
  await page.getByText('Something broke.').waitFor();
  await page.getByRole('button', { name: 'Retry' }).click();
  await checked(page);
  await page.locator('#text').fill('');
  await page.getByText('Type a sentence').waitFor();
});

test('the command is copied', async () => {
  const page = await open(at(), { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByText('Copied.').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator('#command').innerText());
});

test('axe finds nothing; on a phone nothing is wider than the screen', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const [name, options] of Object.entries({ checklist: {}, 'checklist-narrow': NARROW })) {
      const page = await open(at(), { colorScheme, bypassCSP: true, ...options });
      if (name === 'checklist') await page.getByRole('button', { name: 'Add a test' }).click();
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary}`), [], `${name}, ${colorScheme}`);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= page.viewportSize().width, name);
      await page.screenshot({ path: path.join(out, `${name}-${colorScheme}.png`), fullPage: name !== 'checklist' });
      await page.context().close();
    }
  }
});
