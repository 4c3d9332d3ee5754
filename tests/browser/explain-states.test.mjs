import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { barsOf, explainAt, explained, FANTASTIC, openExplain, retype, wordsOf } from './explained.mjs';
import { headlight, out } from './start.mjs';

const app = headlight();
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const LONG = 'The film was not good but it was not bad. '.repeat(6).trim();
const VERY_LONG = 'The film was not good but it was not bad. '.repeat(60).trim();

const busyExplaining = (page) => page.locator('#progress:not([hidden])').waitFor();

test('odd texts have an answer that is text', async () => {
  const page = await openExplain(app, '/?place=explain');
  page.on('dialog', () => assert.fail('a script ran'));
  for (const text of ['<script>alert(1)</script>', '<b>great</b> & "bad"', 'שלום עולם נהדר', '👩‍👩‍👧 😀', '😀', 'ok', "don't"]) {
    await retype(page, text);
    await page.waitForFunction((typed) => document.querySelector('.marked')?.textContent.replace(/[+−]?\d\.\d+/g, '').startsWith(typed.slice(0, 2)), text);
    await explained(page);
    const words = await wordsOf(page);
    assert.ok(words.length > 0, text);
    assert.equal(words.map(([word]) => word).join('').replace(/\s/g, ''), text.replace(/\s/g, ''), text);
  }
  assert.equal(await page.locator('#app img, #app script, #app .marked b').count(), 0);
});

test('right to left: words run from the right, and the arrow keys with them', async () => {
  const page = await openExplain(app, explainAt('שלום עולם נהדר'));
  const boxes = await page.locator('#words .word').evaluateAll((words) => words.map((word) => word.getBoundingClientRect().left));
  assert.ok(boxes[0] > boxes[1] && boxes[1] > boxes[2]);
  await page.locator('#words .word').first().focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.evaluate(() => document.activeElement.querySelector('span').textContent), 'עולם');
});

test('a text without a word says so', async () => {
  const page = await openExplain(app, explainAt('!!!'));
  assert.match(await page.locator('#lime').innerText(), /no word in this text that could be taken away/);
  assert.equal(await page.locator('.classes label').count(), 2);
  await retype(page, '');
  await page.waitForFunction(() => /Type a sentence/.test(document.querySelector('#explain .state')?.textContent ?? ''));
  await retype(page, 'Back again.');
  await page.waitForFunction(() => !/Type a sentence/.test(document.querySelector('#explain .state')?.textContent ?? ''));
  await explained(page);
  assert.equal((await wordsOf(page)).length, 2);
});

test('600 words stay usable: the strongest at first, all when asked for, and a way to stop', async () => {
  const page = await app.open(explainAt(VERY_LONG, 'method=gradient_x_input&budget=20'), { wait: false });
  await page.locator('#words .word').nth(400).waitFor({ timeout: 60_000 });
  await page.locator('#shap .chips-list li').first().waitFor({ timeout: 120_000 });
  await page.locator('#stop').click();
  await page.waitForFunction(() => document.getElementById('progress').hidden);
  const count = () => page.locator('#shap .chips-list li').count();
  assert.equal(await count(), 20);
  await page.locator('#shap .more').click();
  await page.waitForFunction(() => document.querySelectorAll('#shap .chips-list li').length > 400);
  assert.ok((await page.locator('#explain button', { hasText: 'Go on' }).count()) > 0);
  assert.ok((await page.locator('#words .cut').innerText()).length > 100, 'what the model did not read is there, and pale');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1280);
});

test('Stop ends the work on the server too, and Go on takes it up', async () => {
  const page = await app.open(explainAt(LONG), { wait: false });
  await page.waitForFunction(() => /SHAP: [1-9]/.test(document.getElementById('progress')?.textContent ?? ''), null, { timeout: 60_000 });
  await page.locator('#stop').click();
  await page.waitForFunction(() => /Stopped\./.test(document.getElementById('lime')?.innerText ?? ''));
  const passes = () => app.metric('headlight_forward_passes_total');
  await page.waitForTimeout(1500);
  const [first] = [await passes()];
  await page.waitForTimeout(1000);
  assert.equal(await passes(), first, 'nothing is computed any more');
  await page.locator('#lime button', { hasText: 'Go on' }).click();
  await page.locator('#progress:not([hidden])').waitFor();
  await retype(page, 'Short now.');
  await explained(page);
  assert.equal((await barsOf(page)).length, 2);
});

test('typing quickly: only the last text is drawn, whatever order answers come in', async () => {
  const page = await openExplain(app, '/?place=explain');
  for (const text of ['It was a bad film.', 'It was a good film.', 'It was a bad, bad film.', 'Good.']) await retype(page, text);
  await page.waitForFunction(() => document.querySelectorAll('#words .word').length === 1);
  await explained(page);
  assert.deepEqual((await barsOf(page)).map(([word]) => word), ['Good.']);
  assert.equal(await page.locator('#explain .stale').count(), 0);
});

test('an old answer stays, faint, while the new one is on its way', async () => {
  const page = await openExplain(app, '/?place=explain');
  await page.route('**/api/v1/explain', (route) => setTimeout(() => route.continue().catch(() => {}), 1500));
  await retype(page, 'Another text.');
  await page.locator('#lime.stale').waitFor();
  assert.ok((await page.locator('#lime').innerText()).includes('fantastic'));
  await page.unroute('**/api/v1/explain');
});

/** Answers the first requests of a method in its own way. */
async function fail(page, method, answer) {
  await page.route('**/api/v1/explain', (route) => (route.request().postDataJSON().method === method ? route.fulfill(answer) : route.continue()));
}
const problem = (status, code, detail, headers = {}) => ({
  status,
  headers: { 'Content-Type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: 'x', title: 'x', status, detail, code }),
});

test('what one method cannot do is said in its place; Retry asks again', async () => {
  const page = await app.open('/?place=explain', { wait: false, prepare: (page) => fail(page, 'lime', problem(500, 'internal', 'Something went wrong here.')) });
  await explained(page);
  assert.match(await page.locator('#lime [role=alert]').innerText(), /Something went wrong here/);
  assert.ok((await page.locator('#shap svg').count()) === 1);
  await page.unroute('**/api/v1/explain');
  await page.locator('#lime button', { hasText: 'Retry' }).click();
  await page.locator('#lime .weights').waitFor();
});

test('a method that a model does not have is told without Retry, and another one colours the words', async () => {
  const page = await app.open('/?place=explain', {
    wait: false,
    prepare: (page) => fail(page, 'integrated_gradients', problem(422, 'unsupported', 'This model has no gradients.')),
  });
  await explained(page);
  assert.match(await page.locator('#words').innerText(), /This model has no gradients\. Shown instead: (occlusion|gradient × input)/);
  assert.equal(await page.locator('#words .word').count(), 5);
});

test('a busy server is asked again, and that is said', async () => {
  let times = 0;
  const page = await app.open('/?place=explain', {
    wait: false,
    prepare: (page) =>
      page.route('**/api/v1/explain', (route) =>
        times++ === 1 ? route.fulfill(problem(429, 'busy', 'Too much is asked of the server.', { 'Retry-After': '1' })) : route.continue(),
      ),
  });
  await page.waitForFunction(() => /busy; asking again/.test(document.getElementById('notices')?.textContent ?? ''));
  await explained(page);
  assert.equal(await page.locator('#notices').innerText().catch(() => ''), '');
  assert.equal((await barsOf(page)).length, 5);
});

test('a stream that is cut off says so', async () => {
  const page = await app.open('/?place=explain', {
    wait: false,
    prepare: (page) => fail(page, 'shap', { status: 200, headers: { 'Content-Type': 'text/event-stream' }, body: 'event: progress\ndata: {"done":1,"total":2,"phase":"explain"}\n\n' }),
  });
  await explained(page);
  assert.match(await page.locator('#shap').innerText(), /connection ended before the answer did/);
});

test('a text that is too long is refused once, in a sentence', async () => {
  const page = await app.open('/?place=explain', { wait: false });
  await explained(page);
  await retype(page, 'word '.repeat(10_000));
  await page.locator('#explain .state button').waitFor();
  assert.match(await page.locator('#explain').innerText(), /\S+ .+\./);
  assert.equal(await page.locator('#explain .card').first().isVisible(), false);
});

/** Everything that axe finds. */
async function findings(page) {
  await page.addScriptTag({ path: AXE }).catch(() => {});
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
}

const STATES = {
  explain: ['/?place=explain', async () => {}],
  'explain two models': [explainAt(FANTASTIC, 'model2=sentiment-right'), async () => {}],
  'explain empty': [explainAt(''), async () => {}],
  'explain library': [explainAt('this was not a great movie , but a good movie nevertheless', 'preset=library&grid=own'), async () => {}],
  'explain word menu': ['/?place=explain', (page) => page.locator('#words .word').nth(3).click()],
  'explain options': ['/?place=explain', (page) => page.getByRole('button', { name: 'Options' }).click()],
  'explain panels': [
    '/?place=explain',
    async (page) => {
      for (const panel of ['faithful', 'agree', 'sensitive', 'weights-table']) await page.locator(`#${panel} summary`).click();
      await page.locator('#sensitive .matrix').last().waitFor({ timeout: 60_000 });
      await page.waitForFunction(() => !/on its way/.test(document.getElementById('explain').textContent), null, { timeout: 60_000 });
    },
  ],
  'explain help': ['/?place=explain', (page) => page.locator('#help-button').click().then(() => page.locator('#help').waitFor())],
};

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in Explain, ${colorScheme}`, async () => {
    for (const [name, [at, act]] of Object.entries(STATES)) {
      const page = await openExplain(app, at, { colorScheme, bypassCSP: true });
      await act(page);
      assert.deepEqual(await findings(page), [], name);
      await page.screenshot({ path: path.join(out, `${name.replaceAll(' ', '-')}-${colorScheme}.png`) });
      await page.context().close();
    }
  });
}

test('at 390 px everything stands under each other, and nothing sticks out', async () => {
  const page = await openExplain(app, explainAt('this was not a great movie , but a good movie nevertheless'), {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    bypassCSP: true,
  });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.locator('#words .word').nth(2).tap();
  await page.getByRole('button', { name: 'Leave this word out' }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.screenshot({ path: path.join(out, 'explain-narrow.png'), fullPage: true });
});

const focused = (page) => page.evaluate(() => document.activeElement.textContent);

test('the keyboard reaches and does everything', async () => {
  const page = await openExplain(app, '/?place=explain');
  const names = [];
  for (let i = 0; i < 40 && !names.at(-1)?.startsWith('word'); i++) {
    await page.keyboard.press('Tab');
    names.push(await page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.type));
  }
  for (const name of ['place-explain', 'model', 'text', 'model2', 'method', 'word']) assert.ok(names.some((seen) => seen.startsWith(name)), `${name} of ${names}`);
  await page.keyboard.press('End');
  assert.match(await focused(page), /^performance!\s*[+−0]/);
  assert.match(await page.locator('#reading').innerText(), /^performance!: /);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open in Attention' }).first().waitFor();
  await page.keyboard.press('Escape');
  assert.match(await focused(page), /^fantastic/);
  await page.keyboard.press('?');
  await page.locator('#help').waitFor();
  assert.match(await page.locator('#help').innerText(), /Reading an explanation/);
});
