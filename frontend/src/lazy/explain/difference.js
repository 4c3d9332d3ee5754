import { h } from '../../ui/dom.js';
import { baseScene } from './base-scene.js';
import { isUnsure, weightBars } from './bars.js';
import { picture } from './draw.js';
import { byWeight } from './grid.js';
import { markedText } from './marked.js';
import { NAMES, unitOf } from './names.js';
import { digitsFor, plain, signed } from './numbers.js';

/** @typedef {import('./seen.js').Seen} Seen */
/** @typedef {import('./grid.js').Row} Row */

/** The methods whose difference is exact or has an interval, the exact one first. */
const METHODS = ['shap', 'lime'];
/** Words that the sentence names. */
const NAMED = 3;

/** @param {Row[]} rows */
const largest = (rows) => Math.max(0, ...rows.map(({ weight }) => Math.abs(weight)));

/** Where each model begins and where the text takes it. @param {Seen} seen @param {number} width */
function bases({ sheets, answer }, width) {
  const models = sheets.map(({ result }) => ({ base: result.base_value ?? 0, value: result.prediction }));
  const [left, right] = models;
  const title = `Base values: left ${plain(left.base)}, right ${plain(right.base)}; f(x): left ${plain(left.value)}, right ${plain(right.value)}`;
  const caption = `From the base value, what is said of ${answer.target} without any word, to f(x).`;
  return h('figure', { id: 'bases' }, picture(baseScene(models, width), title), h('figcaption', {}, caption));
}

/** The words that make two models disagree, in a sentence. @param {Row[]} rows @param {number} digits */
function sentence(rows, digits) {
  const sure = byWeight(rows).filter((row) => !isUnsure(row) && Math.abs(row.weight) >= 0.5 / 10 ** digits);
  if (!sure.length) return h('p', { className: 'said' }, 'No word makes them disagree that could be told from chance.');
  const words = sure.slice(0, NAMED).flatMap((row, i) => [i ? ', ' : '', h('em', { dir: 'auto' }, row.text), ` (${signed(row.weight, digits)})`]);
  return h('p', { className: 'said' }, 'What makes them disagree, left − right: ', ...words, '.');
}

/**
 * Two models on one text: where they begin, and the words that part them.
 * @param {() => void} changed @param {(row: Row, beside: HTMLElement) => void} open
 */
export function differencePart(changed, open) {
  const body = h('div', { className: 'columns' });
  const said = h('div');
  const element = h('section', { className: 'apart', id: 'difference', 'aria-labelledby': 'difference-title' }, h('h2', { id: 'difference-title' }, 'Left − right', h('span', { className: 'of' }, 'both models were asked about the same texts')), said, body);
  /** @type {Record<string, boolean>} whether all words are shown, by method */
  const all = {};
  let width = 0;
  new ResizeObserver(([{ contentRect }]) => {
    const room = Math.floor(Math.min(contentRect.width, contentRect.width > 720 ? (contentRect.width - 80) / 3 : Infinity));
    if (room !== width) changed();
    width = room;
  }).observe(element);
  /** @type {unknown[]} */
  let before = [];

  /** @param {Seen} seen */
  function bars({ answer, difference }) {
    const show = { all: Boolean(all[answer.method]), showAll: (/** @type {boolean} */ whole) => ((all[answer.method] = whole), changed()) };
    const heading = h('h3', {}, NAMES[answer.method], h('span', { className: 'of' }, ` ${unitOf(answer.method, answer.results[0].quality)}`));
    return h('section', {}, heading, ...weightBars(difference, { most: largest(difference), beside: difference, ...show }));
  }

  /** @param {Seen[]} all_ @returns {boolean} whether anything was drawn anew */
  function render(all_) {
    const seen = METHODS.flatMap((method) => all_.filter(({ answer, difference }) => answer.method === method && difference.length));
    element.hidden = !seen.length;
    const now = [...seen, width, JSON.stringify(all)];
    if (now.length === before.length && now.every((one, i) => one === before[i])) return false;
    before = now;
    if (!seen.length || !width) return false;
    const [first] = seen;
    const most = largest(first.difference);
    said.replaceChildren(sentence(first.difference, digitsFor(most)));
    const words = markedText(first.text, first.difference, { most, truncated: first.answer.truncated?.at ?? null, open });
    const left = h('div', {}, ...(first.answer.method === 'shap' ? [bases(first, width)] : []), ...words);
    body.replaceChildren(left, ...seen.map(bars));
    return true;
  }
  return { element, render };
}
