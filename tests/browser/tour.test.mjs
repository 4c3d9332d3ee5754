import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { laid } from './attacked.mjs';
import { evaluated } from './evaluated.mjs';
import { searched, withCorpus } from './corpus.mjs';
import { explained } from './explained.mjs';
import { headlight, root, sentence, settled } from './start.mjs';

const app = headlight({ prepare: withCorpus });
const STOPS = JSON.parse(readFileSync(path.join(root, 'frontend/src/tour.json'), 'utf8'));

/** Notices may tell of a layer or head that this model does not have, and of nothing else. */
const ALLOWED = /^This model has \d+ (layers|heads per layer);/;

/** The picture of a stop in Attention is there. */
async function isDrawn(page, { id, state }) {
  const shown = page.locator(`#${state.view ?? 'plot'}`);
  assert.equal(await shown.isVisible(), true, id);
  if (!state.view) assert.ok(Number(await shown.getAttribute('data-arcs')) > 0, id);
}

/** All three explanations of a stop are there, of every model that it names. */
async function isExplained(page, { id, state }) {
  const models = state.model2 ? 2 : 1;
  for (const picture of ['#lime .weights', '#shap svg', '#words .marked']) assert.equal(await page.locator(picture).count(), models, `${id} ${picture}`);
  assert.equal(await page.locator('#method').inputValue(), state.method ?? 'integrated_gradients', id);
  if (state.target) assert.equal(await page.locator('.classes input:checked').inputValue(), state.target, id);
  assert.doesNotMatch(await page.locator('#words').innerText(), /Shown instead/, id);
}

/** The rows of a set are there, with their explanations. */
async function isEvaluated(page, { id }) {
  const [rows, pictures] = [page.locator('#rows tbody tr'), page.locator('#multiples > li')];
  assert.deepEqual([await rows.count(), await pictures.count()], [6, 6], id);
}

/** The neighbours of a stop in Corpus are there, and both charts. */
async function isFound(page, { id }) {
  assert.equal(await page.locator('#by-layer svg').count(), 2, id);
  assert.ok((await page.locator('#hits .hit').count()) > 0, id);
}

/** The desk of a stop in Attack is laid out, with what both models say and with its edits. */
async function isLaid(page, { id, state }) {
  assert.equal(await page.locator('#verdicts .by-model').count(), 2, id);
  assert.equal(await page.locator('#edits tbody tr').count(), state.edits?.length ?? 0, id);
}

/** What a stop shows, and how long that takes, by its place or the set that it is of. */
const KINDS = {
  attention: { there: settled, shown: isDrawn },
  corpus: { there: searched, shown: isFound },
  explain: { there: explained, shown: isExplained },
  attack: { there: laid, shown: isLaid },
  set: { there: evaluated, shown: isEvaluated },
};
const kindOf = ({ place, state }) => KINDS[state.set ? 'set' : place];


test('every stop of the tour opens a picture', async () => {
  const page = await app.open('/');
  await page.locator('#tour-button').click();
  for (const stop of STOPS) {
    await page.waitForFunction((title) => document.querySelector('#tour h2')?.textContent === title, stop.title);
    await kindOf(stop).there(page);
    const notices = (await page.locator('#notices p').allInnerTexts()).filter((notice) => !ALLOWED.test(notice));
    assert.deepEqual(notices, [], stop.id);
    assert.equal(await page.locator('[role=alert], .state').count(), 0, stop.id);
    assert.ok((await sentence(page)).length > 20, stop.id);
    await kindOf(stop).shown(page, stop);
    await page.locator('#tour-next').click();
  }
  assert.equal(await page.locator('#tour').count(), 0);
  assert.deepEqual(page.complaints, []);
});

test('stops have names of their own and a place that exists', () => {
  assert.equal(new Set(STOPS.map(({ id }) => id)).size, STOPS.length);
  for (const { id, place, title, see, state } of STOPS) assert.ok(KINDS[place] && title && see && (state.text ?? state.set), id);
});

test('a stop is one step: Back leads out of it', async () => {
  const page = await app.open('/?text=hello%20there');
  await page.locator('#tour-button').click();
  await page.waitForFunction(() => document.getElementById('text').value.startsWith('The cat'));
  await page.keyboard.press('u');
  await page.waitForFunction(() => document.getElementById('text').value === 'hello there');
});
