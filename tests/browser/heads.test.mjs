// Which head does what, and what layers know: on the small corpus of corpus.mjs, measured before the page is opened; on the
// same one where nothing was measured yet; and on a model whose heads were planted.
import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { after } from 'node:test';
import { emptyFolder, MODELS, run } from '../start.mjs';
import { conllu } from '../system/planted-corpus.mjs';
import { MODEL, TINY, withCorpus } from './corpus.mjs';
import { saved } from './saved.mjs';
import { headlight, out, root, sentence, settled } from './start.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Runs a command to its end. */
async function done(...args) {
  const { code, stderr } = await run(args);
  assert.equal(code, 0, stderr);
}

const app = headlight({
  prepare: async (data) => {
    await withCorpus(data);
    await done('corpus', 'heads', TINY, '--model', MODEL, '--models', MODELS, '--data', data);
    await done('probe', 'train', TINY, '--model', MODEL, '--data', data);
  },
});
const bare = headlight({ prepare: withCorpus });

const PLANTED = 'planted-heads';
const models = emptyFolder({ after });
symlinkSync(path.join(root, 'tests/fixtures', PLANTED), path.join(models, PLANTED));
const planted = headlight({
  models,
  prepare: async (data) => {
    const file = path.join(data, 'planted.conllu');
    writeFileSync(file, conllu());
    await done('corpus', 'build', 'planted', file, '--model', PLANTED, '--models', models, '--data', data);
    await done('corpus', 'heads', 'planted', '--model', PLANTED, '--models', models, '--data', data);
  },
});

const TEXT = 'The girl ran to a local pub to escape the din of her city.';
const INPUT = { model: MODEL, text: TEXT, masked: [9] };
const table = async (relation) => (await fetch(`${app.address()}/api/v1/corpora/${TINY}/heads?model=${MODEL}${relation ? `&relation=${relation}` : ''}`)).json();
const percent = (share) => `${(100 * share).toFixed(1)} %`;
const frame = (page) => page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));

/** A page whose heads have their labels. */
async function labelled(at = '/', options) {
  const page = await app.open(at, options);
  await page.locator('#heads.named').waitFor();
  await frame(page);
  return page;
}

/** Chooses how a head is found. */
const choose = (page, kind) => page.locator(`#find input[value=${kind}]`).check({ force: true });

/** The rows of the list: [[head, number]]. */
const rows = (page) => page.$$eval('#find .ranked li', (all) => all.map((row) => [row.querySelector('[data-head]').dataset.head, row.querySelector('.number').textContent]));

test('heads bear what they are best at, where that beats the offset, with the numbers of the answer', async () => {
  const page = await labelled();
  const { heads, relations } = await table();
  const found = relations.filter(({ words, best }) => words >= 50 && best?.beats_baseline);
  for (const { layer, head, labels } of heads.filter(({ layer }) => layer === 3)) {
    const own = found.filter(({ best }) => best.layer === layer && best.head === head);
    const chip = page.locator(`#heads label:nth-child(${head})`);
    const shown = await chip.locator('.does').innerText();
    assert.equal(shown !== '', own.length + labels.length > 0, `${head}: ${shown}`);
    const title = (await chip.getAttribute('title')) ?? '';
    for (const { relation, best, words } of own) {
      assert.ok(title.includes(relation) && title.includes(`${percent(best.share)} of ${words.toLocaleString('en')}`), title);
      assert.ok(title.includes(percent(best.baseline)), title);
    }
  }
  assert.ok(found.length > 0, 'something is found in this corpus');
  const { layer, head } = found[0].best;
  await page.goto(`${app.address()}/?layer=${layer}&heads=${head}`);
  await page.locator('#legend .evidence').waitFor();
  assert.match(await page.locator('#legend .evidence').innerText(), new RegExp(`^Head ${head} on ${TINY}: `));
  assert.deepEqual(page.complaints, []);
});

test('labels cost the first picture nothing: they are asked for after it', async () => {
  const asked = [];
  await labelled('/', { prepare: async (page) => page.on('request', (request) => asked.push(new URL(request.url()).pathname)) });
  const first = (wanted) => asked.findIndex((at) => at.includes(wanted));
  assert.ok(first('/attention') >= 0 && first('/lens') >= 0);
  assert.ok(first('/corpora') > first('/attention') && first('/corpora') > first('/lens'));
  assert.ok(first('/lazy/heads/') > first('/attention'));
});

test('the overview names heads, and its table says what was measured', async () => {
  const page = await labelled('/?view=overview');
  await page.locator('#overview [data-head="1.1"]').waitFor();
  const { heads } = await table();
  const previous = heads.find(({ labels }) => labels.includes('previous'));
  const button = page.locator(`#overview [data-head="${previous.layer}.${previous.head}"]`);
  assert.ok((await button.getAttribute('title')).includes(`${percent(previous.previous)} of its attention goes to the token before`));
  await page.locator('.figure details summary').click();
  await page.locator('#edges tbody tr').first().waitFor();
  const rows = await page.locator('#edges tbody tr').allInnerTexts();
  assert.ok(rows[heads.indexOf(previous)].includes('the token before'));
});

test('Find: which heads look from one word to another here', async () => {
  const page = await labelled('/?lock=9f');
  await page.keyboard.press('f');
  await page.locator('#find').waitFor();
  const selects = page.locator('#find .find-choices select');
  await selects.nth(1).waitFor();
  assert.equal(await selects.nth(0).locator('option:checked').innerText(), 'escape', 'the locked word looks');
  await selects.nth(1).selectOption({ label: 'din' });
  await page.waitForFunction(() => location.search.includes('lock=9f%2C11t'));
  await page.locator('#find .said').filter({ hasText: 'to “din” here' }).waitFor();
  const { attention } = await app.post('/attention', { ...INPUT, rows: [9] });
  const expected = attention
    .flatMap((layer, l) => layer.map(([row], head) => ({ key: `${l + 1}.${head + 1}`, weight: row[11], rank: 1 + row.filter((other) => other > row[11]).length })))
    .sort((a, b) => b.weight - a.weight);
  assert.deepEqual((await rows(page)).map(([key]) => key), expected.slice(0, 8).map(({ key }) => key));
  const note = await page.locator('#find .ranked .evidence').first().innerText();
  assert.ok(note.startsWith(`${expected[0].rank}${['st', 'nd', 'rd'][expected[0].rank - 1] ?? 'th'} of `), note);
  await page.locator('#find .ranked a').first().click();
  const [layer, head] = expected[0].key.split('.');
  await page.waitForFunction(([layer, head]) => location.search.includes(`layer=${layer}`) && location.search.includes(`heads=${head}`), [layer, head]);
  await settled(page);
  assert.equal(await page.locator('#find [aria-current]').getAttribute('data-head'), expected[0].key);
  assert.match(page.url(), /find=pair/);
  await page.goBack();
  await page.waitForFunction(() => !location.search.includes('heads='));
  assert.deepEqual(page.complaints, []);
});

test('Find by relation: every head beside the best offset; a link opens it', async () => {
  const page = await app.open('/?find=relation:det');
  await page.locator('#find .ranked li').first().waitFor();
  const { findings, relations, sentences } = await table('det');
  const det = relations.find(({ relation }) => relation === 'det');
  const best = [...new Map(findings.map((finding) => [`${finding.layer}.${finding.head}`, finding]).reverse()).entries()];
  await page.getByRole('button', { name: /^Show all/ }).click();
  const shown = await rows(page);
  assert.equal(shown.length, best.length);
  assert.deepEqual(shown.map(([, number]) => number), [...shown].map(([key]) => percent(Math.max(...findings.filter(({ layer, head }) => `${layer}.${head}` === key).map(({ share }) => share)))));
  assert.deepEqual(shown[0], [`${findings[0].layer}.${findings[0].head}`, percent(findings[0].share)]);
  const said = await page.locator('#find .said').innerText();
  for (const number of [percent(det.best.share), percent(det.best.baseline), det.words.toLocaleString('en')]) assert.ok(said.includes(number), said);
  assert.ok((await page.locator('#find .source').innerText()).includes(`${sentences.toLocaleString('en')} sentences`));
  const marked = await page.locator('#find .ranked .marked').count();
  assert.equal(marked, shown.filter(([key]) => findings.find(({ layer, head }) => `${layer}.${head}` === key).beats_baseline).length);
  await page.locator('#find select').selectOption('obj');
  await page.waitForFunction(() => location.search.includes('find=relation%3Aobj'));
});

test('a result opens in a sentence of the corpus in which the head does it', async () => {
  const page = await labelled('/?find=relation:obj');
  await page.locator('#find .ranked li').first().waitFor();
  const { findings } = await table('obj');
  const { layer, head, seen } = findings[0];
  const { examples, read } = await (await fetch(`${app.address()}/api/v1/corpora/${TINY}/heads/examples?model=${MODEL}&layer=${layer}&head=${head}&relation=obj&seen=${seen}`)).json();
  assert.ok(examples.length > 0 && read <= 24);
  await page.locator('#find .ranked button').first().click();
  await page.waitForFunction((text) => document.getElementById('text').value === text, examples[0].sentence.text);
  await settled(page);
  const query = new URL(page.url()).searchParams;
  assert.deepEqual([query.get('layer'), query.get('heads'), query.get('lock'), query.get('mask')], [`${layer}`, `${head}`, `${examples[0].from}f`, null]);
  assert.match(await page.locator('#find [role=status]').innerText(), new RegExp(`^Example 1 of ${examples.length}, out of ${read} sentences read`));
  const answer = await app.post('/attention', { model: MODEL, text: examples[0].sentence.text, layers: [layer], heads: [head], rows: [examples[0].from] });
  assert.ok((await sentence(page)).includes(answer.tokens[examples[0].from].text));
  const link = page.url();
  await page.goto(link);
  await settled(page);
  assert.equal(await page.locator('#text').inputValue(), examples[0].sentence.text);
});

test('Find by habit and by likeness', async () => {
  const page = await app.open('/?find=habit:special');
  await page.locator('#find .ranked li').first().waitFor();
  const { heads, divergence } = await table();
  const sorted = [...heads].sort((a, b) => b.special - a.special);
  assert.deepEqual(await rows(page), sorted.slice(0, 8).map(({ layer, head, special }) => [`${layer}.${head}`, percent(special)]));
  const mean = heads.reduce((sum, { special }) => sum + special, 0) / heads.length;
  assert.ok((await page.locator('#find .said').innerText()).includes(`the mean of all heads is ${percent(mean)}`));
  await choose(page, 'like');
  await page.waitForFunction(() => location.search.includes('find=like'));
  await page.locator('#find select').selectOption('3.1');
  await page.waitForFunction(() => location.search.includes('find=like%3A3.1'));
  const at = heads.findIndex(({ layer, head }) => layer === 3 && head === 1);
  const near = heads.map((head, i) => ({ head, far: divergence[at][i] })).filter((_, i) => i !== at).sort((a, b) => a.far - b.far)[0];
  await page.waitForFunction((key) => document.querySelector('#find .ranked [data-head]')?.dataset.head === key, `${near.head.layer}.${near.head.head}`);
  assert.equal((await rows(page))[0][1], near.far.toFixed(3));
  await page.locator('#find-close').click();
  await page.locator('#find').waitFor({ state: 'hidden' });
  assert.ok(!page.url().includes('find='));
});

test('the map: every head a point, reached by keys, opened by Enter, saved as a figure', async () => {
  const page = await labelled('/?view=map');
  const points = page.locator('#map [data-head]');
  await points.first().waitFor();
  const { heads } = await table();
  assert.equal(await points.count(), heads.length);
  assert.match(await sentence(page), new RegExp(`^${heads.length} heads, the nearer the more alike on ${TINY}; a plane shows \\d+ % of that\\.$`));
  await page.locator('#map [tabindex="0"]').focus();
  const focused = () => page.evaluate(() => document.activeElement.closest('#map')?.querySelector(':focus')?.dataset.head);
  const passed = [await focused()];
  for (const key of ['ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowDown']) {
    await page.keyboard.press(key);
    passed.push(await focused());
  }
  assert.ok(passed.every(Boolean) && new Set(passed).size > 2, `${passed}`);
  const now = passed.at(-1);
  assert.ok((await page.locator('#legend').innerText()).startsWith(`Layer ${now.split('.')[0]}, head ${now.split('.')[1]}`));
  const svg = (await saved(page, 'svg')).text;
  for (const words of ['map of heads', 'no habit', 'layer 6', 'classical']) assert.ok(svg.includes(words), `its key and caption: ${words}`);
  assert.equal((await saved(page, 'csv')).text.trim().split('\r\n').length, 1 + heads.length);
  await page.keyboard.press('Escape');
  await page.locator(`#map [data-head="${now}"]`).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction((now) => location.search.includes(`layer=${now.split('.')[0]}`) && !location.search.includes('view='), now);
  await settled(page);
  await page.keyboard.press('s');
  await page.waitForFunction(() => location.search.includes('view=map'));
  assert.deepEqual(page.complaints, []);
});

test('what each layer’s probe says of the masked token, how good it is, and predicted tags for every word', async () => {
  const page = await labelled();
  await page.locator('#tags summary').click();
  await page.locator('#tags .probes').waitFor();
  await page.waitForFunction(() => location.search.includes('tags=show'));
  const { probes } = await app.post(`/corpora/${TINY}/tags`, INPUT);
  const cells = await page.$$eval('#tags .probes tbody tr', (all) => all.map((row) => [...row.querySelectorAll('strong')].map((cell) => cell.textContent)));
  assert.deepEqual(cells, probes[0].layers.map((_, i) => probes.map(({ layers }) => layers[i].tags[9].label)));
  const title = await page.locator('#tags .probes tbody tr').last().locator('.count').first().getAttribute('title');
  const last = probes[0].layers.at(-1);
  for (const number of [last.accuracy, last.control, probes[0].majority]) assert.ok(title.includes(percent(number)), title);
  const best = probes.map(({ layers }) => layers.reduce((a, b) => (b.accuracy > a.accuracy ? b : a)));
  const { words } = await app.post('/analyze', INPUT);
  const tags = await page.$$eval('#tags .predicted li', (all) => all.map((item) => [...item.querySelectorAll('small')].map((tag) => tag.textContent)));
  assert.deepEqual(tags, words.map(({ tokens: [first] }) => best.map(({ tags }) => tags[first].label)));
  assert.match(await page.locator('#tags .note').last().innerText(), /^Predicted, not annotated/);
  await page.locator('.tokens.from [data-token="2"]').click();
  await page.locator('.tokens.from [data-token="9"]').click();
  await page.waitForFunction(() => location.search.includes('lock=2f'));
  await page.waitForFunction((label) => document.querySelector('#tags .probes tbody strong')?.textContent === label, probes[0].layers[0].tags[2].label);
  assert.deepEqual(page.complaints, []);
});

test('in Corpus, tags are predicted below the words, and the chart by layer has the probe’s line', async () => {
  const page = await app.open('/?place=corpus', { wait: false });
  await page.locator('#by-embedding svg').waitFor();
  const { probes } = await app.post(`/corpora/${TINY}/tags`, INPUT);
  const told = probes[0].layers.reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
  await page.locator('#strip.tagged').waitFor();
  assert.deepEqual(await page.locator('#strip .guess').allInnerTexts(), told.tags.flatMap((tag) => tag?.label ?? []));
  assert.ok((await page.locator('#guessed').innerText()).includes(`predicted by the probe of layer ${told.layer}, which is right for ${percent(told.accuracy)}`));
  const { layers } = await app.post(`/corpora/${TINY}/by-layer`, { ...INPUT, token: 9, by: 'embedding', k: 50, label: 'upos' });
  const best = layers.reduce((a, b) => (b.probe.accuracy > a.probe.accuracy ? b : a));
  assert.ok((await page.locator('#by-embedding .said').innerText()).includes(`The probe of layer ${best.layer}, right for`));
  assert.ok((await page.locator('#by-embedding svg text').allTextContents()).includes(`probe: ${layers[0].probe.label}`));
  const columns = await page.locator('#by-embedding thead th').allTextContents();
  assert.deepEqual(columns.slice(-2), ['Probe', 'Right']);
  assert.ok(!(await page.locator('#by-context thead th').allTextContents()).includes('Probe'));
});

test('the tour goes to the head that is best at a relation, and says its number and the baseline', async () => {
  const page = await labelled();
  await page.locator('#tour-button').click();
  for (let i = 0; i < 40; i++) {
    if ((await page.locator('#tour h2').innerText()) === 'A head that finds objects') break;
    await page.locator('#tour-next').click();
  }
  const { relations } = await table();
  const { best } = relations.find(({ relation }) => relation === 'obj');
  await page.waitForFunction(({ layer, head }) => location.search.includes(`layer=${layer}`) && location.search.includes(`heads=${head}`), best);
  const said = page.locator('#find .said').filter({ hasText: `Layer ${best.layer}, head ${best.head}: ` });
  await said.waitFor();
  assert.ok((await said.innerText()).includes(percent(best.share)) && (await said.innerText()).includes(percent(best.baseline)));
  assert.equal(await page.locator('#notices p').count(), 0);
});

test('where nothing was measured, no label is shown; it is measured and trained from the page', async () => {
  const page = await bare.open('/?find=relation:det');
  await page.locator('[data-act=make-heads]').waitFor();
  assert.equal(await page.locator('#heads.named').count(), 0);
  assert.match(await page.locator('#find').innerText(), new RegExp(`headlight corpus heads ${TINY} --model ${MODEL}`));
  await choose(page, 'pair');
  await page.locator('#find .ranked li').first().waitFor();
  await page.keyboard.press('s');
  await page.locator('.map-instead [data-act=make-heads]').waitFor();
  assert.match(await sentence(page), /once they are measured on a corpus/);
  await page.keyboard.press('o');
  await page.locator('#overview').waitFor();
  await page.getByRole('button', { name: 'Find a head', exact: true }).click();
  await page.locator('[data-act=make-heads]').click();
  await page.locator('#find .ranked li .tick').first().waitFor({ timeout: 60_000 });
  await page.locator('#heads.named').waitFor();
  await page.locator('#tags summary').click();
  await page.locator('[data-act=make-probes]').click();
  await page.locator('#tags [data-act=cancel]').or(page.locator('#tags .probes')).first().waitFor();
  await page.locator('#tags .probes').waitFor({ timeout: 120_000 });
  assert.deepEqual(page.complaints, []);
});

test('no corpus is built: the panel says so and leads to Corpus', async () => {
  const page = await bare.open('/?model=sentiment-left&find=habit:previous&text=Hello');
  await page.locator('#find .note a').waitFor();
  assert.match(await page.locator('#find').innerText(), /none is built for this model yet/);
  await page.locator('#find .note a').click();
  await page.waitForFunction(() => location.search.includes('place=corpus'));
});

test('heads that were planted bear their names', async () => {
  const page = await planted.open(`/?text=${encodeURIComponent('the dog sees the old dog .')}`);
  await page.locator('#heads.named').waitFor();
  await frame(page);
  assert.deepEqual(await page.locator('#heads .does').allInnerTexts(), ['prev', 'same']);
});

test('a table that cannot be read is said, with the way out', async () => {
  let fail = true;
  const problem = { status: 500, contentType: 'application/problem+json', body: JSON.stringify({ code: 'internal', detail: 'The table could not be read.' }) };
  const page = await app.open('/?find=habit:next', { wait: false, prepare: (page) => page.route('**/heads?*', (route) => (fail ? route.fulfill(problem) : route.continue())) });
  await page.locator('#find [role=alert] button').waitFor();
  assert.match(await page.locator('#find [role=alert]').innerText(), /could not be read/);
  fail = false;
  await page.locator('#find [role=alert] button').click();
  await page.locator('#find .ranked li').first().waitFor();
});

/** Everything that axe finds. */
async function findings(page) {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
}

for (const colorScheme of ['light', 'dark'])
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const page = await labelled('/?find=relation:obj&tags=show', { colorScheme, bypassCSP: true });
    await page.locator('#find .ranked li').first().waitFor();
    await page.locator('#tags .probes').waitFor();
    await page.screenshot({ path: path.join(out, `heads-${colorScheme}.png`) });
    assert.deepEqual(await findings(page), []);
    await page.goto(`${app.address()}/?view=map&find=pair`);
    await page.locator('#map [data-head]').first().waitFor();
    await frame(page);
    assert.deepEqual(await findings(page), []);
  });

test('at 390 px nothing is wider than the screen, and Find comes into view', async () => {
  const page = await labelled('/', { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.locator('#find-button').tap();
  await page.locator('#find select').first().waitFor();
  const top = await page.locator('#find').evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(top < 844, `${top}`);
  await page.locator('#tags summary').tap();
  await page.locator('#tags .probes').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.goto(`${app.address()}/?view=map`);
  await page.locator('#map [data-head]').first().waitFor();
  await frame(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});
