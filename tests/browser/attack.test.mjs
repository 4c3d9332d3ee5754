import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { after } from 'node:test';
import { draftOf } from '../../frontend/src/lazy/attack/draft.js';
import { emptyFolder } from '../start.mjs';
import { attackAt, BOOK, BOTH, draftText, laid, openAttack, openMenu, percent, word } from './attacked.mjs';
import { headlight, MODELS, out } from './start.mjs';

const app = headlight();
const language = emptyFolder({ after });
symlinkSync(path.join(MODELS, 'headlight-mini'), path.join(language, 'headlight-mini'));
const without = headlight({ models: language });
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const NARROW = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const GOOD = 4;

/** Everything that axe finds. */
async function findings(page) {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** What both models say of texts: the probability of “positive”. */
const positive = (texts) =>
  Promise.all(BOTH.map(async (model) => (await app.post('/classify', { model, texts })).probabilities.map(([, value]) => value)));

test('the text as words, and what both models say of it', async () => {
  const page = await openAttack(app, attackAt());
  assert.equal(await draftText(page), BOOK);
  const [[left], [right]] = await positive([BOOK]);
  assert.deepEqual(await page.locator('#verdicts .number').allInnerTexts(), [percent(left), percent(right)]);
  assert.match(await page.locator('#reading').innerText(), /^Movie sentiment says positive \(99 %\), and so does Product sentiment/);
  assert.equal(await page.locator('#edits').isVisible(), false);
  assert.deepEqual(page.complaints, []);
});

test('every swap of a word stands there with its real change for both models before it is chosen', async () => {
  const page = await openAttack(app, attackAt());
  await openMenu(page, GOOD);
  const { candidates, missing } = await app.post('/attack/candidates', { models: BOTH, text: BOOK, word: GOOD });
  for (const { kind, detail } of missing) assert.equal(await page.locator(`.swap-menu [data-kind=${kind}] .note`).innerText(), detail);
  while (await page.locator('.swap-menu .more').count()) await page.locator('.swap-menu .more').first().click();
  for (const kind of new Set(candidates.map((one) => one.kind))) {
    const shown = await page.$$eval(`.swap-menu [data-kind=${kind}] button.swap`, (rows) => rows.map((row) => [row.dataset.replacement, ...[...row.querySelectorAll('.number')].map((cell) => cell.childNodes[1].data)]));
    const expected = candidates.filter((one) => one.kind === kind);
    assert.deepEqual(shown.map(([replacement]) => replacement).sort(), expected.map(({ replacement }) => replacement).sort(), kind);
    for (const [replacement, ...numbers] of shown) {
      const { change } = expected.find((one) => one.replacement === replacement);
      numbers.forEach((number, i) => assert.ok(Math.abs(Number(number.replace('−', '-')) - 100 * change[i][1]) <= 0.51, `${replacement}: ${number}, ${change[i][1]}`));
    }
  }
  assert.ok(candidates.length > 30);
  assert.equal(await page.locator('.swap-menu .turned').count() > 0, true, 'what turns an answer is marked');
  const asked = Number((await page.locator('#asked').innerText()).match(/^[\d,]+/)[0]);
  assert.ok(asked > candidates.length * 0.8 && asked <= candidates.length + 1, `${asked} texts counted, ${candidates.length} swaps`);
  assert.deepEqual(page.complaints, []);
});

test('the page writes an edited text as the server does, to the letter', async () => {
  const texts = [' The film, though, was good. ', 'Good!!! Really (really) good\u00a0film…', 'x', 'שלום, עולם נהדר!', '😀 great 😀, 10 % off', 'one  two\n\nthree\t, four'];
  let compared = 0;
  for (const text of texts) {
    const { words } = await app.post('/analyze', { model: BOTH[0], text });
    const all = words.map(({ index }) => index);
    const choices = [[], ...all.map((word) => [word]), all.filter((word) => word % 2), all.filter((word) => word % 2 === 0), all];
    for (const left of choices) {
      for (const replacement of ['', 'a b']) {
        const edits = left.map((word) => ({ word, kind: 'insert', replacement }));
        const answer = await app.post('/attack/candidates', { models: BOTH.slice(0, 1), text, edits, word: 0, kinds: ['delete'] });
        assert.equal(draftOf(text, words, edits), answer.text, JSON.stringify([text, left, replacement]));
        compared++;
      }
    }
  }
  assert.ok(compared > 60);
});

test('a word of one\u2019s own is tried before it is chosen, and the guard knows it from a link too', async () => {
  const page = await openAttack(app, attackAt());
  await openMenu(page, GOOD);
  const mine = page.locator('.swap-menu [data-kind=own]');
  await mine.locator('input').press('Enter');
  assert.match(await mine.locator('.note').innerText(), /^Write a word first/);
  await mine.locator('input').fill('good');
  await mine.locator('input').press('Enter');
  assert.match(await mine.locator('.note').innerText(), /stands there/);
  await mine.locator('input').fill('mediocre');
  await mine.locator('input').press('Enter');
  await mine.locator('button.swap').waitFor();
  const mediocre = BOOK.replace('good', 'mediocre');
  const both = await positive([BOOK, mediocre]);
  const numbers = await mine.locator('.number').evaluateAll((cells) => cells.map((cell) => cell.childNodes[1].data.replace('\u2212', '-')));
  both.forEach(([before, after], i) => assert.ok(Math.abs(Number(numbers[i]) - 100 * (after - before)) <= 0.51, `${numbers[i]}`));
  await mine.locator('button.swap').click();
  await page.waitForFunction(() => location.search.includes('edits='));
  await laid(page);
  assert.equal(await draftText(page), mediocre);
  assert.equal(query(page).edits, '4:own:mediocre');
  const { candidates } = await app.post('/attack/candidates', { models: BOTH, text: BOOK, word: GOOD, kinds: ['own'], own: ['mediocre'] });
  const cosine = candidates[0].cosine.toFixed(2);
  const linked = await openAttack(app, new URL(page.url()).pathname + new URL(page.url()).search);
  for (const one of [page, linked]) {
    await one.waitForFunction(() => !/not known here|^$/.test(document.getElementById('warnings')?.innerText ?? ''));
    const said = await one.locator('#warnings').innerText();
    assert.ok(candidates[0].alarms.length || said.includes(`a cosine of ${cosine}`), said);
  }
  assert.equal(await linked.locator('#warnings').innerText(), await page.locator('#warnings').innerText());
  assert.deepEqual(page.complaints, []);
});

test('a swap is made, undone, made again, and taken back', async () => {
  const page = await openAttack(app, attackAt());
  await openMenu(page, GOOD);
  await page.locator('.swap-menu [data-replacement="boring"]').click();
  await page.waitForFunction(() => location.search.includes('edits='));
  await laid(page);
  const boring = BOOK.replace('good', 'boring');
  assert.equal(await draftText(page), boring);
  assert.equal(query(page).edits, '4:masked_lm:boring');
  const [[, left], [, right]] = await positive([BOOK, boring]);
  assert.deepEqual(await page.locator('#verdicts .number').allInnerTexts(), [`99 % → ${percent(left)}`, `99 % → ${percent(right)}`]);
  assert.match(await page.locator('#reading').innerText(), /^With 1 edit Movie sentiment turns from positive/);
  assert.match(await page.locator('#warnings').innerText(), /“boring” is the opposite of “good”/);
  assert.equal(await word(page, GOOD).evaluate((element) => element === document.activeElement), true, 'the word keeps the focus');

  await page.keyboard.press('u');
  await page.waitForFunction(() => !location.search.includes('edits='));
  await laid(page);
  assert.equal(await draftText(page), BOOK);
  await page.keyboard.press('U');
  await page.waitForFunction(() => location.search.includes('edits='));
  await laid(page);
  assert.equal(await draftText(page), boring);
  await page.locator(`[data-revert="${GOOD}"]`).click();
  await page.waitForFunction(() => !location.search.includes('edits='));
  await laid(page);
  assert.equal(await draftText(page), BOOK);
  assert.deepEqual(page.complaints, []);
});

test('each edit says what the models say without it, and a link brings edits and locks back', async () => {
  const at = attackAt('edits=4%3Amasked_lm%3Aboring%2C5%3Ahomoglyph%3Ab%25D0%25BEok%2C12%3Adelete%3A&locked=9%2C3');
  const page = await openAttack(app, at);
  const draft = 'This is a really boring bоok, and I enjoyed reading it';
  assert.equal(await draftText(page), draft);
  assert.equal(await page.locator('#draft .strange-letter').getAttribute('title'), 'A letter of another script: U+043E');
  assert.deepEqual(await page.$$eval('#draft .held', (held) => held.map((one) => one.firstChild.data)), ['really', 'enjoyed']);
  const without = [draft.replace('boring', 'good'), draft.replace('bоok', 'book'), `${draft}.`];
  const [left, right] = await positive(without);
  const cells = await page.$$eval('#edits tbody tr', (rows) => rows.map((row) => [...row.cells].slice(2, 4).map((cell) => cell.textContent)));
  assert.deepEqual(cells, without.map((_, i) => [`positive ${percent(left[i])}`, `positive ${percent(right[i])}`]));
  await page.locator('#revert-all').click();
  await page.waitForFunction(() => !location.search.includes('edits='));
  await laid(page);
  assert.equal(await draftText(page), BOOK);
  assert.deepEqual(page.complaints, []);
});

test('the edited text goes to Explain, and a word of Explain to the desk', async () => {
  const page = await openAttack(app, attackAt('edits=4%3Amasked_lm%3Aboring'));
  await page.locator('#explain-draft').click();
  await page.locator('#words .word').first().waitFor();
  assert.deepEqual([query(page).place, query(page).text, query(page).edits], ['explain', BOOK.replace('good', 'boring'), undefined]);
  await page.locator('#words .word').first().click();
  await page.getByRole('button', { name: 'Put other words there, in Attack' }).click();
  await page.locator('#draft').waitFor();
  await laid(page);
  assert.equal(await draftText(page), BOOK.replace('good', 'boring'));
  assert.deepEqual(page.complaints, []);
});

test('characters that are not seen are shown, and edits of words that are not there are dropped and said', async () => {
  const page = await openAttack(app, attackAt('edits=4%3Ahomoglyph%3Ago%25E2%2580%258Bod%2C40%3Adelete%3A'));
  assert.equal(await page.locator('#draft .hidden-letter').innerText(), 'U+200B');
  assert.match(await page.locator('#notices').innerText(), /edits or locks a word that this text does not have/);
  assert.equal(query(page).edits, '4:homoglyph:go%E2%80%8Bod');
});

test('the words stand explained before and after, for both models', async () => {
  const page = await openAttack(app, attackAt('edits=4%3Amasked_lm%3Aboring'));
  await page.locator('#why summary').click();
  await page.waitForFunction(() => document.querySelectorAll('#why .marked').length === 4, null, { timeout: 60_000 });
  const columns = await page.$$eval('#why figure', (all) => all.map((figure) => [figure.querySelector('figcaption').textContent, figure.querySelector('.marked').textContent.includes('boring')]));
  assert.deepEqual(columns, [['Movie sentiment, before', false], ['Movie sentiment, after', true], ['Product sentiment, before', false], ['Product sentiment, after', true]]);
  await page.waitForFunction(() => document.getElementById('notices') && !document.querySelector('#why .waiting'));
  const weight = await page.$$eval('#why figure:nth-child(2) .word', (words) => words.find((one) => one.textContent.startsWith('boring')).querySelector('small').textContent);
  assert.ok(weight.startsWith('−'), `boring speaks against positive: ${weight}`);
  await page.locator('#why figure').first().getByText('good').click();
  await page.locator('.swap-menu .of-word', { hasText: 'good' }).waitFor();
  assert.deepEqual(page.complaints, []);
});

test('the keyboard reaches and does everything', async () => {
  const page = await openAttack(app, attackAt());
  await word(page, 0).focus();
  for (let i = 0; i < GOOD; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('l');
  await page.waitForFunction(() => location.search.includes('locked=4'));
  await page.keyboard.press('Enter');
  assert.match(await page.locator('.swap-menu').innerText(), /locked: no search edits it/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !location.search.includes('locked'));
  await page.keyboard.press('Enter');
  await page.locator('.swap-menu button.swap').first().waitFor();
  await page.keyboard.press('ArrowDown');
  const chosen = await page.evaluate(() => document.activeElement.dataset.replacement);
  assert.ok(chosen, 'the arrow leads to a swap');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.search.includes('edits='));
  await laid(page);
  assert.equal(await word(page, GOOD).evaluate((element) => element === document.activeElement), true);
  await page.keyboard.press('Delete');
  await page.waitForFunction(() => !location.search.includes('edits='));
  await page.keyboard.press('?');
  await page.locator('#help').waitFor();
  assert.match(await page.locator('#help').innerText(), /Reading an attack/);
  await page.keyboard.press('Escape');
  assert.deepEqual(page.complaints, []);
});

test('odd texts have an answer that is text', async () => {
  const page = await openAttack(app, attackAt());
  page.on('dialog', () => assert.fail('a script ran'));
  const say = async (text) => {
    await page.locator('#text').fill(text);
    await page.locator('#text').press('Enter');
  };
  for (const text of ['<script>alert(1)</script>', 'שלום עולם נהדר', '👩‍👩‍👧 😀', "don't"]) {
    await say(text);
    await page.waitForFunction((typed) => document.querySelector('#draft')?.textContent === typed, text);
    await laid(page);
  }
  await say('');
  await page.waitForFunction(() => /Type a sentence/.test(document.querySelector('#attack .state')?.textContent ?? ''));
  const long = 'The film was not good but it was not bad. '.repeat(250).trim();
  await say(long);
  await page.waitForFunction((typed) => document.querySelector('#draft')?.textContent === typed, long);
  assert.ok((await page.locator('#draft .cut').innerText()).length > 1000, 'what the model does not read is there, and pale');
  assert.ok((await page.locator('#draft .word').count()) > 300);
  assert.deepEqual(page.complaints, []);
});

test('without a classifier, and without an answer, a sentence says so', async () => {
  const page = await openAttack(without, '/?place=attack');
  assert.match(await page.locator('#attack .state').innerText(), /None of the models classifies texts/);
  assert.deepEqual(page.complaints, []);
  const other = await openAttack(app, attackAt(), { prepare: (page) => page.route('**/classify', (route) => route.abort()) });
  assert.match(await other.locator('#attack [role=alert]').innerText(), /cannot be reached/);
  await other.unroute('**/classify');
  await other.getByRole('button', { name: 'Retry' }).click();
  await other.locator('#draft').waitFor();
  assert.equal(await draftText(other), BOOK);
});

test('one model alone has a desk too', async () => {
  const page = await openAttack(app, `/?place=attack&text=${encodeURIComponent(BOOK)}`);
  assert.equal(await page.locator('#verdicts h2').count(), 1);
  await openMenu(page, GOOD);
  assert.equal(await page.locator('.swap-menu button.swap').first().locator('.number').count(), 1);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing, ${colorScheme}; on a phone nothing is wider than the screen`, async () => {
    for (const [name, options] of Object.entries({ wide: {}, narrow: NARROW })) {
      const page = await openAttack(app, attackAt('edits=4%3Amasked_lm%3Aboring%2C5%3Ahomoglyph%3Ab%25D0%25BEok&locked=9'), { colorScheme, bypassCSP: true, ...options });
      assert.deepEqual(await findings(page), [], name);
      await page.screenshot({ path: path.join(out, `attack-${name}-${colorScheme}.png`) });
      await openMenu(page, 3);
      assert.deepEqual(await findings(page), [], `${name}, the menu of a word`);
      if (name === 'narrow') assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      await page.screenshot({ path: path.join(out, `attack-menu-${name}-${colorScheme}.png`) });
      await page.context().close();
    }
  });
}
