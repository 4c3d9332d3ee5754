import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { after } from 'node:test';
import { assertAlike } from '../alike.mjs';
import { emptyFolder } from '../start.mjs';
import { saved } from './saved.mjs';
import { headlight, out } from './start.mjs';

// No WordNet, so that there is a defence that cannot be had.
const app = headlight({ options: ['--wordnet', emptyFolder({ after })] });
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const NARROW = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const OKAY = 'The movie was okay; it had some good and bad parts.';
const MODELS = ['sentiment-left', 'sentiment-right'];
const PAIR = 'model=sentiment-left&model2=sentiment-right&recipe=deep_word_bug';
const ROWS = [
  { text: 'It was a fantastic performance!', label: 'positive' },
  { text: 'This is a really good book.', label: 'negative' },
  { text: 'The experience was terrible.', label: 'negative' },
];
const SET = `set=${encodeURIComponent(`text\tlabel\n${ROWS.map(({ text, label }) => `${text}\t${label}`).join('\n')}`)}`;
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);

/** An example that look-alike letters make of the sentence, found once. */
let found;
async function edits() {
  found ??= await app.post('/attack', { models: MODELS, text: OKAY, recipe: 'homoglyphs' });
  assert.ok(found.reached, 'look-alikes turn the sentence');
  return `edits=${encodeURIComponent(found.edits.map(({ word, kind, replacement }) => `${word}:${kind}:${encodeURIComponent(replacement)}`).join(','))}`;
}
const at = (rest = '') => `/?place=attack&section=defences&text=${encodeURIComponent(OKAY)}&${PAIR}&${rest}`;

async function open(where, options) {
  const page = await app.open(where, { wait: false, ...options });
  await page.locator('#trials').waitFor();
  return page;
}

/** Tries what is switched on, to the end. */
async function tried(page) {
  await page.locator('#try').click();
  await page.waitForFunction(() => document.getElementById('defences-said').textContent && document.querySelector('#trials').parentElement.getAttribute('aria-busy') === 'false', null, { timeout: 120_000 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

const row = (page, name) => page.locator(`#trials [data-row=${name}]`);
const cell = (page, name, which) => row(page, name).locator(`td:nth-of-type(${which})`);

test('what each defence stops and costs is what the server says', async () => {
  const page = await open(at(`${await edits()}&defences=unicode,spelling,ensemble&attacked=1&${SET}`));
  assert.match(await page.locator('#try').innerText(), /Try 3 defences/);
  assert.match(await page.locator('.begin').innerText(), /run 8 times/);
  await tried(page);
  const answer = await app.post('/attack/defend', { models: MODELS, text: OKAY, edited: found.text, recipe: 'deep_word_bug', defences: ['unicode', 'spelling', 'ensemble'], rows: ROWS, attacked_rows: 1 });
  assert.equal(answer.defences.length, 4);
  for (const { defence, still_works, found: said, attacked, clean } of answer.defences) {
    const name = defence ?? 'none';
    const example = await cell(page, name, 1).innerText();
    assert.match(example, still_works ? /still works/ : /stopped/, name);
    const numbers = await cell(page, name, 1).locator('.number').allInnerTexts();
    for (const [i, { before, after }] of said.entries()) {
      const [was, now] = numbers[i].split('→').map((text) => (/<|100/.test(text) ? null : parseFloat(text) / 100));
      if (was !== null) assert.ok(Math.abs(was - before[1]) < 0.0051, `${name}: ${numbers[i]}`);
      if (now !== null) assert.ok(Math.abs(now - after[1]) < 0.0051, `${name}: ${numbers[i]}`);
    }
    const recipe = await cell(page, name, 2).innerText();
    assert.ok(recipe.includes(`${attacked.reached} of ${attacked.texts}`), `${name}: ${recipe}`);
    assert.match(recipe, new RegExp(`${attacked.reached_here ? '' : 'not '}reached on this text; ${Math.round(attacked.queries)} texts? asked`));
    const right = await cell(page, name, 3).innerText();
    for (const [i, accuracy] of clean.accuracy.entries()) assert.ok(right.includes(`${Math.round(accuracy * clean.rows[i])} of ${clean.rows[i]} rows`), `${name}: ${right}`);
  }
  const [none, unicode] = answer.defences;
  assert.ok(none.still_works && !unicode.still_works, 'plain characters stop look-alikes');
  assert.match(await page.locator('#defences-said').innerText(), /The edited text is stopped by (every defence|Plain characters)/);
  assert.match(await row(page, 'refill').innerText(), /Switched off/);
  assert.deepEqual(page.complaints, []);
});

test('a defence is a switch: off by keyboard, on again without asking anew', async () => {
  const page = await open(at(`${await edits()}&defences=unicode,spelling`));
  await tried(page);
  const before = await row(page, 'spelling').innerText();
  await page.locator('[data-defence=spelling]').focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => /Switched off/.test(document.querySelector('[data-row=spelling]').innerText));
  assert.equal(query(page).defences, 'unicode');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.defence), 'spelling');
  const passes = await app.metric('headlight_forward_passes_total');
  await page.keyboard.press('Space');
  await page.waitForFunction((text) => document.querySelector('[data-row=spelling]').innerText === text, before);
  assert.equal(await app.metric('headlight_forward_passes_total'), passes);
  await page.locator('[data-defence=ensemble]').check();
  await page.waitForFunction(() => document.getElementById('try').checkVisibility() && document.getElementById('try').textContent === 'Try Both models');
  assert.equal(await row(page, 'spelling').innerText(), before, 'what is known stays');
  await tried(page);
  assert.match(await cell(page, 'ensemble', 2).innerText(), /of 1/);
  const other = await open(new URL(page.url()).pathname + new URL(page.url()).search);
  assert.deepEqual(await other.$$eval('[data-defence]', (all) => all.filter(({ checked }) => checked).map(({ dataset }) => dataset.defence)), ['unicode', 'spelling', 'ensemble']);
  assert.deepEqual(page.complaints, []);
});

test('a trial tells how far it is, is stopped, and goes on', async () => {
  const page = await open(at(`${await edits()}&recipe=bae&attacked=3&${SET}`));
  await page.locator('#try').click();
  await page.waitForFunction(() => /: \d of 8$/.test(document.querySelector('#defences #progress span').textContent));
  assert.match(await row(page, 'ensemble').innerText(), /Comes next/);
  await page.locator('#stop').click();
  await page.getByText('Stopped.', { exact: true }).waitFor();
  await page.waitForFunction(async () => {
    const passes = async () => (await (await fetch('/metrics')).text()).match(/headlight_forward_passes_total.*? (\d+)/)[1];
    const was = await passes();
    await new Promise((done) => setTimeout(done, 400));
    return was === (await passes());
  });
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.locator('#defences #progress:not([hidden])').waitFor();
  // Another text gives it up.
  await page.locator('#text').fill('Another text was typed.');
  await page.locator('#text').press('Enter');
  await page.waitForFunction(() => document.querySelector('#defences #progress').hidden && /Not tried yet/.test(document.querySelector('[data-row=none]').innerText));
  assert.deepEqual(page.complaints, []);
});

test('what cannot be had says why; without an edit there is no example', async () => {
  const page = await open(at('defences=synonyms'));
  assert.match(await page.locator('#defences-set').innerText(), /No labelled sentences are loaded/);
  await tried(page);
  assert.match(await row(page, 'synonyms').innerText(), /Synonyms come from WordNet, which is not installed here/);
  assert.match(await cell(page, 'none', 1).innerText(), /none on the desk/);
  assert.match(await page.locator('#defences-said').innerText(), /The text is not edited/);
  await page.locator('[data-defence=synonyms]').uncheck();
  await page.waitForFunction(() => !document.querySelector('.begin').checkVisibility());
  assert.equal(query(page).defences, 'none');
});

test('a set is taken from the panel; labels are what counts', async () => {
  const page = await open(at());
  await page.getByRole('button', { name: 'take the report’s six' }).click();
  await page.getByText('A set of 6 labelled sentences.').waitFor();
  assert.equal(query(page).set, 'six');
  await page.getByLabel('Rows attacked').fill('201');
  await page.getByLabel('Rows attacked').press('Tab');
  assert.equal(await page.getByLabel('Rows attacked').inputValue(), '5');
  await page.getByLabel('Rows attacked').fill('2');
  await page.getByLabel('Rows attacked').press('Tab');
  await page.getByText('The recipe is run 24 times').waitFor();
  const write = async (text) => {
    await page.getByRole('button', { name: 'Sentences', exact: true }).click();
    await page.locator('#set-text').fill(text);
    await page.locator('#set-use').click();
  };
  await write('text\tlabel\nfine\tpositive\nso so\t');
  await page.getByText('A set of 1 labelled sentence. 1 row without a label is left out.').waitFor();
  await write('fine\nso so');
  await page.getByText('No sentence of the set has a label').waitFor();
  assert.ok(!(await page.getByLabel('Rows attacked').isVisible()));
  const other = await open(at('set=here:nowhere'));
  await other.getByText('The set of this link is in another tab').waitFor();
  assert.deepEqual([...page.complaints, ...other.complaints], []);
});

test('one model has no ensemble and one goal; a failure says why and is tried again', async () => {
  const page = await open(`/?place=attack&section=defences&text=${encodeURIComponent(OKAY)}&model=sentiment-left&recipe=deep_word_bug&defences=unicode,ensemble`, {
    prepare: (page) => page.route('**/api/v1/attack/defend', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ status: 500, code: 'internal', detail: 'Something broke.' }) }), { times: 1 }),
  });
  assert.equal(await page.locator('[data-row=ensemble]').count(), 0);
  assert.ok(!(await page.getByLabel('Goal').isVisible()));
  await page.locator('#try').click();
  await page.getByText('Something broke.').waitFor();
  await page.getByRole('button', { name: 'Retry' }).click();
  await page.waitForFunction(() => /of 1/.test(document.querySelector('[data-row=unicode] .recipe')?.innerText ?? ''));
  assert.equal(await cell(page, 'unicode', 2).locator('.which').count(), 0);
});

test('numbers are saved as CSV and JSON', async () => {
  const page = await open(at(`${await edits()}&defences=unicode&attacked=0&${SET}`));
  await tried(page);
  const within = page.locator('#defences');
  const csv = await saved(page, 'csv', { within });
  assert.equal(csv.name, 'sentiment-left-sentiment-right-deep_word_bug-defences.csv');
  const lines = csv.text.trim().split('\r\n');
  assert.deepEqual(lines.map((line) => line.split(',').slice(0, 2).join()), ['defence,example', 'No defence,still works', lines[2].split(',').slice(0, 2).join()]);
  const { asked, defences, link } = JSON.parse((await saved(page, 'json', { within })).text);
  assert.equal(new URL(link).searchParams.get('section'), 'defences');
  const { rows, attacked_rows, edited } = asked;
  assert.deepEqual([rows, attacked_rows, edited], [ROWS, 0, found.text]);
  const { defences: again } = await app.post('/attack/defend', { ...asked, defences: ['unicode'] });
  assertAlike(defences, again, 1e-5);
});

test('axe finds nothing; on a phone nothing is wider than the screen', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const [name, options] of Object.entries({ defences: {}, 'defences-narrow': NARROW })) {
      const page = await open(at(`${await edits()}&defences=unicode,spelling,drop_unknown,synonyms&attacked=2&${SET}`), { colorScheme, bypassCSP: true, ...options });
      await tried(page);
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary}`), [], `${name}, ${colorScheme}`);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= page.viewportSize().width, name);
      await page.screenshot({ path: path.join(out, `${name}-${colorScheme}.png`), fullPage: true });
      await page.context().close();
    }
  }
});
