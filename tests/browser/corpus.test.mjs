import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { assertAlike } from '../alike.mjs';
import { HOME, MODEL, openCorpus, searched, TINY, withCorpus } from './corpus.mjs';
import { saved } from './saved.mjs';
import { headlight, out, sentence, settled } from './start.mjs';

const app = headlight({ prepare: withCorpus });
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const INPUT = { model: MODEL, text: 'The girl ran to a local pub to escape the din of her city.', masked: [9] };
const search = (body = {}) => app.post(`/corpora/${TINY}/search`, { ...INPUT, token: 9, layer: 3, by: 'embedding', k: 50, ...body });
const byLayer = (body = {}) => app.post(`/corpora/${TINY}/by-layer`, { ...INPUT, token: 9, by: 'embedding', k: 50, label: 'upos', ...body });

/** The rows of the concordance: [[score, match, label of the match]]. */
const rows = (page) => page.$$eval('#hits .hit', (all) => all.map((row) => [row.querySelector('.score').textContent, row.querySelector('.match').textContent, row.querySelector('[data-offset="0"]').textContent]));

test('the nearest places are those of the answer, each with its score, under each other', async () => {
  const page = await openCorpus(app);
  const { hits, random_pair_score: random, searched: tokens } = await search();
  await page.locator('#more-hits').click();
  assert.deepEqual(await rows(page), hits.map(({ score, tokens: words, word }) => [score.toFixed(3), words[word].form, words[word].upos]));
  assert.match(await page.locator('#nearness').innerText(), new RegExp(`random have ${random.toFixed(2)} \\(median\\)\\. ${tokens.toLocaleString('en')} tokens`));
  const lefts = await page.$$eval('#hits .match', (all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
  assert.equal(new Set(lefts).size, 1, 'the matches stand under each other');
  assert.deepEqual(page.complaints, []);
  await page.screenshot({ path: path.join(out, 'corpus.png') });
});

test('the summary is what a count of the neighbours gives', async () => {
  const page = await openCorpus(app);
  const { hits } = await search();
  const counts = new Map();
  for (const { tokens, word } of hits) counts.set(tokens[word].upos, (counts.get(tokens[word].upos) ?? 0) + 1);
  const [[label, count]] = [...counts].sort((a, b) => b[1] - a[1]);
  assert.match(await sentence(page), new RegExp(`^Of the ${hits.length} neighbours of escape behind the mask at layer 3, by embedding, ${count} are ${label} \\(`));
  if (counts.size > 6) await page.locator('[data-topic=upos] .more').click();
  const said = await page.locator('[data-topic=upos] svg').getAttribute('aria-label');
  for (const [tag, n] of counts) assert.ok(said.includes(`${n} of ${hits.length} neighbours are ${tag}: `), `${tag} in ${said}`);
  const attended = hits.filter((hit) => hit.attended !== null);
  const offsets = attended.filter((hit) => hit.attended === hit.word).length;
  if (offsets) assert.ok((await page.locator('[data-topic=offset] svg').getAttribute('aria-label')).includes(`${offsets} of ${attended.length} neighbours attend most to themselves`));
});

test('report point 2: the chart over all layers opens from a link and says which tag takes over where', async () => {
  const page = await openCorpus(app, `${HOME}&layer=1`);
  for (const by of ['embedding', 'context']) {
    await page.waitForFunction((id) => document.querySelector(`#${id} svg`), `by-${by}`);
    const { layers } = await byLayer({ by });
    assert.deepEqual(layers.map(({ layer }) => layer), by === 'embedding' ? [0, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6]);
    const last = layers.at(-1).shares[0].label;
    let first = layers.length - 1;
    while (first > 0 && layers[first - 1].shares[0].label === last) first--;
    const text = await page.locator(`#by-${by} .said`).innerText();
    const since = first === layers.length - 1 ? `only at layer ${layers[first].layer},` : `at layer ${layers[first].layer} `;
    assert.ok(text.startsWith(first === 0 ? `${last} leads at every layer` : `${last} takes over ${since}`), text);
    const shares = await page.$$eval(`#by-${by} tbody tr`, (all) => all.map((row) => [row.querySelector('th').textContent, row.querySelector('td').textContent]));
    assert.deepEqual(shares.map(([layer]) => Number(layer)), layers.map(({ layer }) => layer));
  }
});

test('a layer of a chart is gone to; old neighbours are marked until the new ones are there', async () => {
  let slow = false;
  const page = await openCorpus(app, HOME, {
    prepare: (page) =>
      page.route('**/search', async (route) => {
        if (slow) await new Promise((done) => setTimeout(done, 800));
        await route.continue();
      }),
  });
  slow = true;
  const box = await page.locator('#by-context svg').boundingBox();
  await page.mouse.click(box.x + box.width - 20, box.y + box.height / 2);
  await page.waitForFunction(() => document.querySelector('.results.stale'));
  assert.match(await page.locator('#old').innerText(), /asked before/);
  assert.match(await sentence(page), /at layer 3, by embedding/, 'what is shown says what it is of');
  await searched(page);
  assert.equal(await page.locator('#old').innerText(), '');
  assert.match(await sentence(page), /at layer 6, by the context of all heads/);
  assert.match(page.url(), /layer=6/);
  assert.deepEqual(await rows(page), (await search({ layer: 6, by: 'context' })).hits.slice(0, 15).map(({ score, tokens, word }) => [score.toFixed(3), tokens[word].form, tokens[word].upos]));
});

test('filters, heads, columns and the rest of a query are in the link', async () => {
  const page = await openCorpus(app, `${HOME}&by=context&layer=2&heads=1,3&k=10&upos=NOUN&not_form=pub&per=all&centred=yes&label=deprel&offsets=-2,-1,0`);
  const body = { layer: 2, by: 'context', heads: [1, 3], k: 10, filter: { upos: 'NOUN', not_form: 'pub', one_per_sentence: false }, centred: true };
  const { hits } = await search(body);
  assert.deepEqual(await rows(page), hits.map(({ score, tokens, word }) => [score.toFixed(3), tokens[word].form, tokens[word].deprel]));
  assert.deepEqual(await page.locator('#hits thead .tag').allInnerTexts(), ['−2', '−1', '0']);
  await page.locator('#right-more').click();
  await page.waitForFunction(() => location.search.includes('offsets=-2%2C-1%2C0%2C1'));
  await page.getByRole('button', { name: /^Filter \(3\)/ }).click();
  await page.locator('#filter-upos').fill('VERB');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => location.search.includes('upos=VERB'));
  await searched(page);
  assert.ok((await rows(page)).every(([, match]) => match !== 'pub'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await page.waitForFunction(() => location.search.includes('upos=NOUN'));
});

test('a filter that leaves nothing, a layer without heads, no token, no text: each is said', async () => {
  const page = await openCorpus(app, `${HOME}&form=unheardof`);
  assert.match(await sentence(page), /^Nothing in this corpus fits the filter/);
  await page.goto(`${app.address()}${HOME}&by=context&heads=none`);
  await searched(page);
  assert.match(await page.locator('.state').innerText(), /No head is chosen/);
  await page.goto(`${app.address()}${HOME}&text=Hello%20there`);
  await searched(page);
  assert.match(await page.locator('.state').innerText(), /Choose a token/);
  await page.locator('#strip [data-token="1"]').click();
  await page.locator('#hits .hit').first().waitFor();
  await page.goto(`${app.address()}${HOME}&text=`);
  await searched(page);
  assert.match(await page.locator('.state').innerText(), /Type a sentence/);
  await page.goto(`${app.address()}${HOME}&corpus=nowhere&by=context&layer=0`);
  await searched(page);
  assert.match(await page.locator('#notices').innerText(), /layer 0 was asked for, layer 1 is shown/);
});

test('the keyboard alone chooses a token, masks it and unfolds a place', async () => {
  const page = await openCorpus(app, `${HOME}&text=${encodeURIComponent('The girl ran home.')}`);
  await page.locator('#strip button[tabindex="0"]').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
  await page.waitForFunction(() => location.search.includes('lock=2f'));
  await page.keyboard.press('m');
  await page.waitForFunction(() => location.search.includes('mask=2'));
  await searched(page);
  assert.match(await sentence(page), /neighbours of girl behind the mask/);
  await page.keyboard.press(']');
  await page.waitForFunction(() => location.search.includes('layer=4'));
  await searched(page);
  await page.locator('#hits .match').first().focus();
  await page.keyboard.press('Enter');
  const words = await page.locator('.interlinear').first().locator('bdi').allInnerTexts();
  const { hits } = await app.post(`/corpora/${TINY}/search`, { model: MODEL, text: 'The girl ran home.', masked: [2], token: 2, layer: 4, by: 'embedding' });
  assert.deepEqual(words, hits[0].tokens.map(({ form }) => form));
});

test('a place opens in Attention, its match locked; Back leads to the neighbours', async () => {
  const page = await openCorpus(app);
  const { hits } = await search();
  await page.locator('#hits .match').first().click();
  await page.locator('[data-act=attention]').first().click();
  await page.locator('#plot').waitFor();
  await settled(page);
  assert.equal(await page.locator('#text').inputValue(), hits[0].sentence.text);
  assert.ok((await sentence(page)).startsWith(`${hits[0].tokens[hits[0].word].form} at layer 3 looks most at`), await sentence(page));
  await page.goBack();
  await searched(page);
  assert.match(await sentence(page), /neighbours of escape/);
});

test('beside the attention picture stand the nearest places of the same token, layer and heads', async () => {
  const asked = [];
  const page = await app.open('/', { prepare: async (page) => page.on('request', (request) => asked.push(new URL(request.url()).pathname)) });
  assert.ok(!asked.some((at) => at.endsWith('/search')), 'nothing is looked for before it is opened');
  await page.locator('#neighbours summary').click();
  await page.locator('#neighbours ol li').first().waitFor();
  const { hits } = await search();
  assert.deepEqual(await page.locator('#neighbours ol strong').allInnerTexts(), hits.slice(0, 6).map(({ tokens, word }) => tokens[word].form));
  await page.keyboard.press(']');
  await page.waitForFunction(() => document.querySelector('#neighbours .said')?.textContent.includes('layer 4'));
  await page.getByRole('link', { name: 'All of them in Corpus' }).click();
  await searched(page);
  assert.match(await sentence(page), /escape behind the mask at layer 4/);
});

test('a corpus is built from the page: what it takes is said first, its progress is shown, it can be cancelled', async () => {
  const page = await openCorpus(app, `${HOME}&model=sentiment-left&text=Hello%20there&lock=1f`);
  assert.match(await page.locator('#unbuilt').innerText(), /^No corpus is built for .+ yet\./);
  const row = page.locator(`[data-corpus=${TINY}]`);
  assert.match(await row.innerText(), /\d+ sentences/);
  assert.match(await row.locator('.cost').innerText(), /\d (kB|MB|GB) on disk, about \d+ (s|min)/);
  await row.locator('[data-act=build]').click();
  await row.locator('[data-act=cancel]').click();
  // It may not have begun yet when it was cancelled, or have been done already.
  const again = row.locator('[data-act=build], [data-act="go on"]');
  await again.or(page.locator('#hits .hit').first()).first().waitFor({ timeout: 60_000 });
  if (await again.isVisible()) await again.click();
  await page.locator('#hits .hit').first().waitFor({ timeout: 60_000 });
  assert.match(await sentence(page), /neighbours of Hello at layer/);
  assert.equal(await page.locator('#manage').isVisible(), true);
});

test('a list or a search that fails says so, with the way out', async () => {
  let fail = true;
  const problem = { status: 500, contentType: 'application/problem+json', body: JSON.stringify({ code: 'internal', detail: 'The index could not be read.' }) };
  const failing = (pattern) => ({ prepare: (page) => page.route(pattern, (route) => (fail ? route.fulfill(problem) : route.continue())) });
  for (const pattern of ['**/corpora', '**/search', '**/by-layer']) {
    fail = true;
    const page = await app.open(HOME, { wait: false, ...failing(pattern) });
    await page.locator('.state [type=button], .state button').first().waitFor();
    assert.match(await page.locator('.state').first().innerText(), /could not be read/);
    fail = false;
    await page.locator('.state button').first().click();
    await page.locator('#hits .hit').first().waitFor();
    await page.waitForFunction(() => document.querySelectorAll('#by-layer svg').length === 2);
    await page.context().close();
  }
});

test('what is shown is saved: every neighbour, every bar, the picture', async () => {
  const page = await openCorpus(app);
  await page.waitForFunction(() => document.querySelectorAll('#by-layer svg').length === 2);
  const { hits, summary } = await search();
  const [head, ...lines] = (await saved(page, 'csv')).text.trim().split('\r\n');
  assert.equal(head, 'rank,score,sentence,word,form,lemma,upos,xpos,feats,deprel,attended,attended_upos,attended_deprel,text');
  assert.equal(lines.length, hits.length);
  assert.ok(lines[0].startsWith(`1,${hits[0].score},${hits[0].sentence.id},`));
  const shares = (await saved(page, 'summary')).text;
  assert.ok(shares.includes(`upos,,,${summary.upos[0].label},${summary.upos[0].count},`));
  assert.ok(shares.includes('neighbours by layer,context,6,'));
  const json = JSON.parse((await saved(page, 'json')).text);
  assertAlike(json.search.hits, hits, 1e-6);
  const svg = (await saved(page, 'svg')).text;
  for (const words of ['By embedding', 'Part of speech', hits[0].tokens[hits[0].word].form, 'drawn at random', '@font-face']) assert.ok(svg.includes(words), words);
  assert.ok(!/(href|src)=|url\((?!"?data:)/.test(svg), 'it asks for nothing');
  assert.ok((await saved(page, 'png')).bytes.length > 20_000);
});

/** Everything that axe finds. */
async function findings(page) {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
}

for (const colorScheme of ['light', 'dark'])
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const page = await openCorpus(app, HOME, { colorScheme, bypassCSP: true });
    await page.waitForFunction(() => document.querySelectorAll('#by-layer svg').length === 2);
    await page.locator('#hits .match').first().click();
    await page.locator('#manage summary').click();
    assert.deepEqual(await findings(page), []);
    await page.getByRole('button', { name: 'Filter' }).click();
    assert.deepEqual(await findings(page), []);
    await page.keyboard.press('Escape');
    await page.goto(`${app.address()}/?model=${MODEL}`);
    await settled(page);
    await page.locator('#neighbours summary').click();
    await page.locator('#neighbours ol li').first().waitFor();
    assert.deepEqual(await findings(page), []);
  });

test('at 390 px nothing is wider than the screen, and a place can be unfolded', async () => {
  const page = await openCorpus(app, HOME, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.locator('#hits .match').first().tap();
  await page.locator('.interlinear').first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.screenshot({ path: path.join(out, 'corpus-narrow.png'), fullPage: true });
});

test('what a corpus says is only ever text', async () => {
  const page = await openCorpus(app, `${HOME}&text=${encodeURIComponent('<script>alert(1)</script> is שלום!')}&lock=1f&form=${encodeURIComponent('<script>alert(1)</script>')}`);
  assert.equal((await rows(page))[0][1], '<script>alert(1)</script>');
  assert.deepEqual(page.complaints, []);
});
