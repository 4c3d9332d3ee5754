import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { attackAt, BOOK, BOTH, draftText, laid, openAttack, search, word } from './attacked.mjs';
import { headlight, out } from './start.mjs';

const app = headlight();
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const NARROW = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const label = (probabilities) => probabilities.indexOf(Math.max(...probabilities));

/** The label that a model gives each text, classified afresh. */
const labels = async (model, texts) => (await app.post('/classify', { model, texts })).probabilities.map(label);

/** The text with one edit after the other undone, by the page's own buttons. */
async function undoEach(page) {
  const words = await page.$$eval('[data-revert]', (buttons) => buttons.map(({ dataset }) => dataset.revert));
  const texts = [];
  for (const index of words) {
    await page.locator(`[data-revert="${index}"]`).click();
    await laid(page);
    texts.push(await draftText(page));
    await page.keyboard.press('u');
    await page.locator(`[data-revert="${index}"]`).waitFor();
    await laid(page);
  }
  return texts;
}

test('a search turns the label: its text by itself, and no longer with any one edit undone', async () => {
  const page = await openAttack(app, attackAt('section=search'));
  await search(page);
  assert.match(await page.locator('#ending').innerText(), /^The goal is reached with \d+ edits? \([\d,]+ texts asked in/);
  const draft = await draftText(page);
  const [before, after] = await labels(BOTH[0], [BOOK, draft]);
  assert.notEqual(after, before, draft);
  const undone = await undoEach(page);
  assert.ok(undone.length >= 1);
  for (const [i, given] of (await labels(BOTH[0], undone)).entries()) assert.equal(given, before, undone[i]);
  assert.deepEqual(page.complaints, []);
});

test('every step stands there with what was tried, as the server took it', async () => {
  const page = await openAttack(app, attackAt('section=search'));
  await search(page);
  const answer = await app.post('/attack', { models: BOTH, text: BOOK, recipe: 'bae', goal: 'left', locked: [], seed: 0 });
  assert.equal(await draftText(page), answer.text);
  const steps = await page.$$eval('#steps > li', (items) => items.map((item) => [item.querySelector('summary ins')?.textContent ?? '', item.querySelectorAll('tbody tr').length, item.querySelectorAll('tbody .taken').length]));
  assert.deepEqual(steps, answer.steps.map(({ replacement, tried }) => [replacement, tried.length, 1]));
  assert.equal(await page.locator('#trace svg').getAttribute('aria-label'), 'Probability of positive, step by step');
  const dots = await page.locator('#trace svg path[d$=z]').count();
  assert.equal(dots, 2 * (1 + answer.steps.length + (answer.undone.length ? 1 : 0)));
  assert.match(await page.locator('#known-by').innerText(), answer.known_by.wordnet ? /by WordNet/ : /WordNet is not installed/);
});

test('a search can be stopped, and says what it tried', async () => {
  const long = 'The film was really good, and I enjoyed the music and the story of it. '.repeat(4).trim();
  const page = await openAttack(app, attackAt('section=search&search=beam&queries=20000&goal=both', long));
  await page.locator('#search').click();
  await page.locator('#stop').click();
  await page.waitForFunction(() => document.getElementById('progress').hidden);
  assert.match(await page.locator('#ending').innerText(), /^Stopped\./);
  assert.equal(await page.locator('#results tbody tr').count(), 1);
  assert.match(await page.locator('#results tbody').innerText(), /stopped/);
  assert.equal(query(page).edits, undefined);
  assert.deepEqual(page.complaints, []);
});

test('results are counted both ways, opened again, and a link reproduces them', async () => {
  const page = await openAttack(app, attackAt('section=search'));
  await search(page);
  const [first, link] = [await draftText(page), page.url()];
  await page.locator('.judge [data-mark=not_valid]').check();
  await page.waitForFunction(() => /0 of 1 reached it by/.test(document.getElementById('count').textContent));
  await page.locator('#recipe').selectOption('input_reduction');
  await search(page);
  assert.match(await page.locator('#ending').innerText(), /^The answer stays without \d+ words/);
  await page.locator('.judge [data-mark=valid]').check();
  await page.waitForFunction(() => /^2 of 2 reached the goal; 1 of 2 reached it by/.test(document.getElementById('count').textContent));
  await page.locator('[data-open="1"]').click();
  await page.waitForFunction(() => location.search.includes('masked_lm'));
  await laid(page);
  assert.equal(await draftText(page), first);
  assert.equal(await page.locator('#recipe').inputValue(), 'bae');
  assert.equal(await page.locator('.judge [data-mark=not_valid]').isChecked(), true);

  const other = await openAttack(app, link.slice(link.indexOf('/?')));
  assert.equal(await draftText(other), first);
  assert.match(await other.locator('#ending').innerText(), /came by a link/);
  await search(other);
  assert.equal(await draftText(other), first, 'the same search finds the same edits');
  assert.deepEqual([...page.complaints, ...other.complaints], []);
});

test('locked words stay, goals follow the models, and what a recipe lacks is said', async () => {
  const page = await openAttack(app, attackAt('section=search&goal=both&locked=3%2C5'));
  await search(page);
  const edits = query(page).edits ?? '';
  assert.ok(!/(^|,)[35]:/.test(edits), edits);
  assert.match(await page.locator('#recipe-about').innerText(), /Locked words stay: really, book\.$/);
  if (/goal is reached/.test(await page.locator('#ending').innerText())) {
    const draft = await draftText(page);
    for (const model of BOTH) assert.notEqual(...(await labels(model, [BOOK, draft])), model);
  }
  await page.locator('#model2').selectOption('');
  await page.waitForFunction(() => document.getElementById('goal').disabled);
  assert.equal(await page.locator('#goal').inputValue(), 'left');
  await page.locator('#recipe').selectOption('pwws');
  await search(page);
  const said = await page.locator('#search-section').innerText();
  assert.match(said, /wordnet-base|goal/, 'without WordNet a sentence says where to get it');
  assert.deepEqual(page.complaints.filter((one) => !/422/.test(one)), []);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing, ${colorScheme}; on a phone nothing is wider than the screen`, async () => {
    for (const [name, options] of Object.entries({ wide: {}, narrow: NARROW })) {
      const page = await openAttack(app, attackAt('section=search'), { colorScheme, bypassCSP: true, ...options });
      await search(page);
      await page.locator('.step-line summary').first().click();
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`), [], name);
      if (name === 'narrow') assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      await page.screenshot({ path: path.join(out, `attack-search-${name}-${colorScheme}.png`), fullPage: true });
      await page.context().close();
    }
  });
}

test('the keyboard searches, stops, judges and opens', async () => {
  const page = await openAttack(app, attackAt('section=search'));
  await page.locator('#search').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.judge:not([hidden])'), null, { timeout: 60_000 });
  await laid(page);
  await page.locator('.judge [data-mark=valid]').focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => /1 of 1 reached it by/.test(document.getElementById('count').textContent));
  assert.equal(await page.evaluate(() => document.activeElement.dataset.mark), 'valid', 'the choice keeps the focus');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => /0 of 1 reached it by/.test(document.getElementById('count').textContent));
  await word(page, 0).focus();
  await page.keyboard.press('u');
  await page.waitForFunction(() => !location.search.includes('edits='));
  await page.locator('[data-open="1"]').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.search.includes('edits='));
  assert.deepEqual(page.complaints, []);
});
