import { best, KINDS } from '../names.js';
import { RECIPES } from '../search/names.js';
import { standing } from '../search/words.js';

/** @typedef {import('./saving.js').Shown} Shown */
/** @typedef {import('../search/runs.js').Run} Run */
/** @typedef {Record<string, string | number>} Row */

/** For each model the probability of the label that it gave first. @param {Shown} shown @param {(model: number) => number[] | undefined} of @returns {Row} */
const said = ({ room }, of) =>
  Object.fromEntries(
    room.said.flatMap(({ model, labels, before }, m) => {
      const [label, now] = [best(before), of(m)];
      return now ? [[`${model.id}_${labels[label]}`, now[label]]] : [];
    }),
  );

/** The text before and after. @param {Shown} shown @returns {Row[]} */
const texts = (shown) => [
  { part: 'text', text: shown.room.state.text, ...said(shown, (m) => shown.room.said[m].before) },
  ...(shown.room.state.edits.length ? [{ part: 'edited text', text: shown.room.draft, ...said(shown, (m) => shown.room.said[m].after) }] : []),
];

/** @param {Shown} shown @returns {Row[]} */
export const edits = ({ room: { state, words }, judged }) =>
  state.edits.map(({ word, kind, replacement }, i) => ({
    part: 'edit',
    word,
    original: words[word].text,
    replacement,
    kind: KINDS[kind],
    alarms: judged[i]?.alarms.join(' ') ?? '',
  }));

/** @param {Shown} shown @returns {Row[]} */
export const steps = (shown) =>
  (shown.run?.steps ?? []).map(({ word, kind, replacement, probabilities, queries, candidates }, i) => ({
    part: 'step',
    number: i + 1,
    word,
    original: shown.room.words[word]?.text ?? '',
    replacement,
    kind: KINDS[kind],
    ...said(shown, (m) => probabilities[m]),
    queries,
    candidates,
  }));

/** @param {Run} run @returns {Row} */
const search = (run) => ({
  part: 'search',
  number: run.number,
  text: run.found?.text ?? run.ask.text,
  models: run.ask.models.join(' '),
  recipe: RECIPES[run.ask.recipe][0],
  goal: run.ask.goal,
  outcome: standing(run),
  valid: run.mark === null ? '' : run.mark === 'valid' ? 'yes' : 'no',
  edits: run.found?.edits.length ?? '',
  queries: run.queries,
  seconds: Number(run.seconds.toFixed(2)),
});

/** The searches of the session, the first one first. @param {Shown} shown @returns {Row[]} */
export const searches = ({ runs }) => [...runs].reverse().map(search);

/** Everything in view, one row each. @param {Shown} shown @returns {Row[]} */
export const rowsOf = (shown) => [...texts(shown), ...edits(shown), ...steps(shown), ...searches(shown)];

/** The same whole, with what was asked. @param {Shown} shown @param {Record<string, unknown>} state @param {string} link */
export function jsonOf({ room, judged, cosine, runs }, state, link) {
  const said = room.said.map(({ model, labels, before, after }) => ({ model: model.id, labels, before, after }));
  const edits = room.state.edits.map((edit, i) => ({ ...edit, original: room.words[edit.word].text, ...judged[i] }));
  const searches = [...runs].reverse().map(({ number, ask, step, seconds, mark, found }) => ({ number, asked: ask, step, seconds, mark, answer: found }));
  return `${JSON.stringify({ text: room.state.text, edited: room.draft, link, state, said, edits, cosine, searches }, null, 2)}\n`;
}
