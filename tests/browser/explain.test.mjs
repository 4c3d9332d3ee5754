import assert from 'node:assert/strict';
import test from 'node:test';
import { barsOf, explainAt, explained, FANTASTIC, forcesOf, number, openExplain, retype, wordsOf } from './explained.mjs';
import { headlight, settled } from './start.mjs';

const app = headlight();
const LEFT = 'sentiment-left';
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const close = (shown, exact) => assert.ok(Math.abs(number(shown) - exact) <= 0.00051 + 0.006 * (shown.length <= 5), `${shown} for ${exact}`);

/** Words of an answer with their weights, the strongest first. */
const ranked = ({ units, results: [{ weights }] }) =>
  weights.map(({ unit, weight }) => [units[unit].text, weight]).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));

/** Holds a list of the page to an answer of the server. */
function same(shown, answer) {
  const expected = ranked(answer);
  assert.deepEqual(
    shown.map(([word]) => word),
    expected.map(([word]) => word),
  );
  shown.forEach(([, text], i) => close(text, expected[i][1]));
}

test('the first screen: the sentence, what the model says, LIME, SHAP and coloured words', async () => {
  const page = await openExplain(app, '/?place=explain');
  assert.equal(await page.locator('#text').inputValue(), FANTASTIC);
  assert.equal(await page.locator('#model').inputValue(), LEFT);
  const { labels, probabilities } = await app.post('/classify', { model: LEFT, texts: [FANTASTIC] });
  assert.deepEqual(await page.locator('.classes .name').allInnerTexts(), labels);
  assert.equal(await page.locator('.classes input:checked').inputValue(), 'positive');
  assert.match(await page.locator('.classes label:has(:checked) .number').innerText(), new RegExp(`^${(probabilities[0][1] * 100).toFixed(0)} %$`));
  const ask = { models: [LEFT], text: FANTASTIC };
  const shap = await app.post('/explain', { ...ask, method: 'shap' });
  same(await barsOf(page), await app.post('/explain', { ...ask, method: 'lime' }));
  same(await forcesOf(page), shap);
  const [force] = await page.locator('#shap svg').evaluateAll((pictures) => pictures.map((svg) => svg.textContent));
  assert.match(force, new RegExp(`base value ${shap.results[0].base_value.toFixed(2)}`));
  assert.match(force, new RegExp(`f\\(x\\) ${shap.results[0].prediction.toFixed(2)}`));
  assert.deepEqual((await wordsOf(page)).map(([word]) => word), ['It', 'was', 'a', 'fantastic', 'performance!']);
  const blank = await app.post('/classify', { model: LEFT, texts: [shap.results[0].blank.text] });
  assert.match(await page.locator('#shap .blank').innerText(), new RegExp(`gives positive ${(blank.probabilities[0][1] * 100).toFixed(0)} %`));
  assert.doesNotMatch(await page.locator('#words').innerText(), /Shown instead|A quick look/);
  assert.deepEqual(page.complaints, []);
  assert.match(await page.locator('#reading').innerText(), /sentiment-left\) gives positive 99 %; fantastic \(\+0\.13\) and performance! \(\+0\.11\) speak for it/);
  assert.equal(await page.locator('.card .trust').count(), 3);
  const lowest = await page.locator('.cards').evaluate((element) => element.getBoundingClientRect().bottom);
  assert.ok(lowest <= 800, `the cards end at ${lowest} px`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1280);
});

test('a word that is pointed at lights up everywhere, and the sentence tells its weights', async () => {
  const page = await openExplain(app, '/?place=explain');
  await page.locator('#lime li', { hasText: 'fantastic' }).hover();
  for (const place of ['#lime li', '#shap .chips-list li', '#words .word']) assert.match(await page.locator(`${place}.lit`).innerText(), /fantastic/, place);
  assert.ok((await page.locator('#shap svg .lit').count()) > 0);
  assert.match(await page.locator('#reading').innerText(), /^fantastic: LIME \+0\.\d+, SHAP \+0\.\d+, /);
  await page.mouse.move(5, 5);
  assert.equal(await page.locator('.lit').count(), 0);
  assert.match(await page.locator('#reading').innerText(), /gives positive/);
});

test('another class turns the signs, is in the link, and Back returns', async () => {
  const page = await openExplain(app, '/?place=explain');
  const before = await forcesOf(page);
  await page.locator('.classes input[value=negative]').check({ force: true });
  await page.waitForFunction(() => location.search.includes('target=negative'));
  await explained(page);
  const after = await forcesOf(page);
  assert.deepEqual(after.map(([word, value]) => [word, number(value)]).sort(), before.map(([word, value]) => [word, -number(value)]).sort());
  assert.match(await page.locator('#reading').innerText(), /gives negative 1\.3 %/);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('.classes input[value=positive]').checked);
  await explained(page);
  assert.deepEqual(await forcesOf(page), before);
});

test('places share a text that was typed; each keeps its own model and first sentence', async () => {
  const page = await app.open('/');
  await page.locator('#place-explain').click();
  await explained(page);
  assert.deepEqual(query(page), { place: 'explain' });
  await page.locator('#place-attention').click();
  await settled(page);
  assert.equal(page.url(), `${app.address()}/`);
  await retype(page, 'I liked it.');
  await settled(page);
  await page.locator('#place-explain').click();
  await explained(page);
  assert.deepEqual(query(page), { place: 'explain', text: 'I liked it.' });
  assert.deepEqual((await wordsOf(page)).map(([word]) => word), ['I', 'liked', 'it.']);
  await page.locator('#model').selectOption('sentiment-right');
  await explained(page);
  await page.locator('#place-attention').click();
  await settled(page);
  assert.equal(await page.locator('#model').inputValue(), 'headlight-mini');
  await page.goBack();
  await explained(page);
  assert.equal(await page.locator('#model').inputValue(), 'sentiment-right');
});

test('a word opens in Attention, locked there', async () => {
  for (const name of ['headlight-mini', 'Movie sentiment (sentiment-left)']) {
    const page = await openExplain(app, '/?place=explain');
    await page.locator('#words .word', { hasText: 'fantastic' }).click();
    await page.getByRole('button', { name: `Open in Attention, ${name}` }).click();
    await page.waitForFunction(() => !location.search.includes('place='));
    await settled(page);
    assert.match(await page.locator('.tokens.from [aria-pressed=true]').innerText(), /^fantastic/);
    assert.equal(await page.locator('#text').inputValue(), FANTASTIC);
    await page.goBack();
    await explained(page);
  }
});

test('a word that is pressed when an answer comes keeps its click', async () => {
  const page = await openExplain(app, explainAt(FANTASTIC));
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route('**/explain', async (route) => {
    await held;
    await route.continue();
  });
  const answer = page.waitForResponse('**/explain');
  await page.locator('#method').selectOption('gradient_x_input');
  await page.locator('#words .word').first().hover();
  const first = await page.locator('#words .word').first().elementHandle();
  await page.mouse.down();
  release();
  await (await answer).finished();
  await page.waitForTimeout(300);
  assert.equal(await first.evaluate((word) => word.isConnected), true, 'nothing is drawn anew under the pointer');
  await page.mouse.up();
  await page.getByRole('button', { name: 'Leave this word out of the text' }).waitFor();
  await explained(page);
  assert.deepEqual(page.complaints, []);
});

test('a word can be left out of the text', async () => {
  const page = await openExplain(app, '/?place=explain');
  await page.locator('#words .word', { hasText: 'fantastic' }).click();
  await page.getByRole('button', { name: 'Leave this word out' }).click();
  await page.waitForFunction(() => document.getElementById('text').value === 'It was a performance!');
  await explained(page);
  assert.equal((await wordsOf(page)).length, 4);
});

test('what a link says that does not fit is repaired and said', async () => {
  const page = await openExplain(app, explainAt('Good.', 'model=headlight-mini&model2=nobody&target=glad&method=tea&budget=1'));
  const notices = await page.locator('#notices').innerText();
  for (const sentence of [/headlight-mini does not classify; Movie/, /no model “nobody” here; one model/, /no class “glad”/, /method=tea/, /budget=1/]) assert.match(notices, sentence);
  assert.equal((await barsOf(page)).length, 1);
});

test('two models stand under each other, with one set of words', async () => {
  const page = await openExplain(app, explainAt(FANTASTIC, 'model2=sentiment-right'));
  for (const card of ['#lime', '#shap', '#words']) assert.equal(await page.locator(`${card} .sheet`).count(), 2, card);
  assert.equal(await page.locator('.classes label').first().locator('.number span').count(), 2);
  await page.locator('#model2').selectOption('');
  await page.waitForFunction(() => document.querySelectorAll('#lime .sheet').length === 1);
  await explained(page);
});

test('presets have the numbers of the library, by word or in its own units', async () => {
  const text = 'It was fun, it was!';
  const page = await openExplain(app, explainAt(text, 'preset=library'));
  const lime = await app.post('/explain', { models: [LEFT], text, method: 'lime', options: { preset: 'lime' } });
  assert.match(await page.locator('#lime').innerText(), /added up by word/);
  const was = lime.results[0].weights[lime.units.find((unit) => unit.text === 'was').index].weight;
  const folded = (await barsOf(page)).filter(([word]) => word.startsWith('was'));
  assert.equal(folded.length, 2);
  for (const [, value] of folded) close(value, was / 2);
  await page.locator('[data-grid=own]').check({ force: true });
  await page.waitForFunction(() => location.search.includes('grid=own'));
  same(await barsOf(page), lime);
});

test('options are in the link, change what is asked for, and say what it costs', async () => {
  const page = await openExplain(app, '/?place=explain');
  await page.getByRole('button', { name: 'Options' }).click();
  assert.match(await page.locator('#cost').innerText(), /SHAP: \d+ texts asked, of at most 1,000 and some to test it; exact would take 32/);
  await page.locator('[data-option=removal][value=mask]').check({ force: true });
  await page.locator('[data-option=algorithm][value=permutation]').check({ force: true });
  await page.locator('[data-option=budget][value="250"]').check({ force: true });
  await page.locator('#seed').fill('7');
  await page.locator('#seed').press('Enter');
  await page.waitForFunction(() => location.search.includes('seed=7'));
  assert.deepEqual(query(page), { place: 'explain', removal: 'mask', algorithm: 'permutation', budget: '250', seed: '7' });
  await page.keyboard.press('Escape');
  await explained(page);
  const options = { budget: 250, removal: 'mask', algorithm: 'permutation' };
  same(await forcesOf(page), await app.post('/explain', { models: [LEFT], text: FANTASTIC, method: 'shap', seed: 7, options }));
  await page.getByRole('button', { name: 'Options' }).click();
  await page.locator('[data-option=preset][value=library]').check({ force: true });
  await page.locator('fieldset:disabled [data-option=removal]').first().waitFor({ state: 'attached' });
});

test('panels: what happens without the words, where methods agree, what hangs on a choice, every number', async () => {
  const page = await openExplain(app, '/?place=explain');
  const { results } = await app.post('/explain', { models: [LEFT], text: FANTASTIC, method: 'shap' });
  await page.locator('#faithful summary').click();
  const [left] = results[0].quality.faithfulness;
  const column = page.locator('#faithful section', { hasText: 'SHAP' });
  assert.match(await column.innerText(), new RegExp(`Comprehensiveness\\s+\\+${left.comprehensiveness.toFixed(2)}`));
  assert.equal(await column.locator('svg').count(), 2, 'a curve for each way of removal');
  assert.match(await column.locator('figcaption').first().innerText(), /area between [+−]?\d\.\d\d/);
  await page.locator('#agree summary').click();
  await page.waitForFunction(() => document.querySelectorAll('#agree .matrix tbody tr').length === 5 && !/on its way/.test(document.getElementById('agree').textContent), null, { timeout: 60_000 });
  assert.match(await page.locator('#agree .said').innerText(), /agree most \(τ \d\.\d\d\).+Taking words away moves the model most in the order of/);
  await page.locator('#sensitive summary').click();
  await page.waitForFunction(() => /by \d+\s%(?!.+on its way)/s.test(document.querySelector('#sensitive .fold-body').textContent), null, { timeout: 60_000 });
  assert.match(await page.locator('#sensitive .said').first().innerText(), /^SHAP depends on how a word is taken away by \d+\s%\.$/);
  assert.match(await page.locator('#sensitive .said').last().innerText(), /^Integrated gradients depends on the blank text that it starts from by \d+\s%\.$/);
  assert.deepEqual(await page.locator('#sensitive thead th').allInnerTexts(), ['left out', 'masked', 'unknown', 'refilled', 'padding', 'masks', 'zeros', 'mean word']);
  await page.locator('#weights-table summary').click();
  await page.locator('#weights-table tbody tr').first().waitFor();
  const rows = await page.locator('#weights-table tbody tr').allInnerTexts();
  assert.equal(rows.length, 5);
  assert.ok(rows[3].includes(results[0].weights[3].weight.toPrecision(3)));
});
