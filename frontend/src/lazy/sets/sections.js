import { h } from '../../ui/dom.js';
import { instead } from '../explain/states.js';
import { multiples, picturesOf } from './multiples.js';
import { quality } from './quality.js';
import { wordList } from './words.js';

/** @typedef {import('./types.js').Evaluation} Evaluation */
/** @typedef {import('./work.js').Work} Work */

/**
 * What is in view of a set.
 * @typedef {object} Shown
 * @property {import('./read.js').Row[]} rows
 * @property {import('./lines.js').Line[]} lines  what is known of each
 * @property {string[]} names  of the models
 * @property {string} target  a label of the first
 * @property {boolean} explained  whether rows are explained
 * @property {Evaluation | null} totals
 * @property {Evaluation | null} shap
 * @property {Evaluation | null} lime
 */

/** So many rows are explained at once, as the server has it. */
const MOST_EXPLAINED = 1000;

/** @param {string} id @param {string} title @param {string} hint */
function section(id, title, hint) {
  const body = h('div');
  const element = h('section', { id, className: 'part', 'aria-labelledby': `${id}-title` }, h('h2', { id: `${id}-title` }, title, h('span', { className: 'of' }, hint)), body);
  return { element, body };
}

/**
 * What follows the table: how good the models are, why they say what they say, and which words matter.
 * @param {() => void} changed @param {(row: number) => void} open @param {() => void} explainAll
 */
export function sectionsOf(changed, open, explainAll) {
  const good = section('quality', 'How good they are', 'by the labels of the set, with 95 % intervals');
  const why = section('why', 'Why', 'every row by LIME and by SHAP, left above right, all on one scale');
  const words = section('words', 'Words that matter', 'the mean SHAP value over all rows');
  const drawn = multiples(changed, open);
  let all = false;
  const toggle = () => ((all = !all), changed());
  /** @type {unknown[]} */
  let shownBefore = [];

  /** @param {Shown} shown */
  function offer({ rows }) {
    if (rows.length > MOST_EXPLAINED) return h('p', { className: 'note' }, `At most ${MOST_EXPLAINED.toLocaleString('en')} rows are explained at once.`);
    const note = `Explaining ${rows.length} rows asks the models about some hundred texts for each: it takes a while, and can be stopped.`;
    return h('div', { className: 'offer' }, h('p', { className: 'note' }, note), h('button', { type: 'button', className: 'quiet framed', id: 'explain-all', onclick: explainAll }, `Explain all ${rows.length}`));
  }

  /** @param {Shown} shown @param {Work} work */
  function render(shown, work) {
    const { rows, names, explained, totals, shap, lime } = shown;
    const slips = [work.get('totals'), work.get('shap'), work.get('lime')];
    const steps = slips.map((slip) => `${slip?.step} ${slip?.problem?.message}`).join('|');
    const now = [rows, names.join('|'), explained, totals, shap, lime, steps, all];
    if (now.length === shownBefore.length && now.every((one, i) => Object.is(one, shownBefore[i]))) return redraw(shown);
    shownBefore = now;
    const { models, pair } = totals ?? {};
    good.element.hidden = !models && slips[0]?.step !== 'stopped';
    good.body.replaceChildren(...(models ? quality(models, pair, rows.length, names) : [instead(/** @type {any} */ (slips[0]), work.resume)]));
    const lost = slips.slice(1).find((slip) => slip?.step === 'failed' || slip?.step === 'stopped');
    why.body.replaceChildren(...(explained ? [drawn.element] : [offer(shown)]), ...(explained && lost ? [instead(/** @type {any} */ (lost), work.resume)] : []));
    words.element.hidden = !shap?.words?.words.length;
    if (shap?.words) words.body.replaceChildren(...wordList(shap.words, all, toggle));
    redraw(shown);
  }

  /** The pictures, which depend on the room as well. @param {Shown} shown */
  function redraw({ rows, explained, shap, lime }) {
    if (explained) drawn.render(picturesOf(rows, { shap: shap?.explanations ?? [], lime: lime?.explanations ?? [] }));
  }
  return { elements: [good.element, why.element, words.element], render };
}
