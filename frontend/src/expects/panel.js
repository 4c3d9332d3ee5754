import { lensToken } from '../answers.js';
import { unitOf } from '../attention/units.js';
import { h } from '../ui/dom.js';
import { failure } from '../ui/states.js';
import { bars } from './bars.js';
import { lensTable } from './lens.js';
import { ordinal, percent, readable } from './words.js';

/** @typedef {import('../types.js').Token} Token */
/** @typedef {import('../types.js').Model} Model */
/** @typedef {import('../types.js').Analysis} Analysis */
/** @typedef {import('../types.js').Lens} Lens */
/** @typedef {import('../types.js').Unit} Unit */

const TITLES = { 'fill-mask': 'What the model expects here', causal: 'What the model expects next', classification: 'What the model says', encoder: 'What the model expects' };

/** @param {Model} model @param {Token} token */
function place({ task }, token) {
  const word = h('q', {}, token.text);
  if (task === 'causal') return ['after ', word];
  return token.masked && token.piece !== '[MASK]' ? ['behind ', h('span', { className: 'masked' }, '[MASK]'), ', where the text says ', word] : ['at ', word];
}

/** @param {Lens} lens @param {Token} token */
function truth({ layers }, token) {
  const original = layers.at(-1)?.original;
  if (!original) return null;
  const word = h('q', {}, readable(original.token));
  const said = original.rank === 1 ? 'is the first guess' : `is guess number ${original.rank.toLocaleString('en')}`;
  const what = token.masked ? 'The true word ' : 'The word in the text ';
  return h('p', { className: 'truth', title: `${ordinal(original.rank)} of the vocabulary` }, what, word, ` ${said} (${percent(original.probability)}).`);
}

/** @param {Analysis} analysis */
const classes = ({ classes: scores }) => bars((scores ?? []).map(({ label, probability }) => ({ name: label, probability })));

/** @param {string} sentence */
const note = (sentence) => h('p', { className: 'note' }, sentence);

/**
 * @typedef {object} Seen
 * @property {Model} model
 * @property {Analysis} analysis
 * @property {Token | undefined} token  in focus
 * @property {Lens | null} lens  of that token
 * @property {number} layer
 * @property {boolean} held  whether the token is locked or masked, not only hovered
 */

/** @param {Seen} seen @returns {Node[]} */
function contents({ model, analysis, token, lens, layer, held }) {
  if (model.task === 'encoder') return [note('This model has no vocabulary head, so it cannot say which word it expects. Its attention can still be read.')];
  if (model.task === 'classification') return [classes(analysis), note('A classifier reads the whole text; it has no vocabulary head, so it expects no word at a single place.')];
  if (!token) return [note(model.task === 'causal' ? 'Choose a token to read what would follow it, layer by layer.' : 'Choose a token to read what the model would put in its place, layer by layer. Double-click masks it first.')];
  const original = lens?.layers.at(-1)?.original ?? null;
  const guesses = analysis.predictions?.[token.index] ?? [];
  const rows = guesses.map(({ token: piece, id, probability }) => ({ name: readable(piece), probability, true: id === original?.id }));
  const deep = lens
    ? [truth(lens, token), h('h3', {}, 'Layer by layer'), lensTable(lens.layers, layer, original && readable(original.token))]
    : [held ? null : note('Click the token to read it layer by layer.')];
  return [bars(rows), ...deep.filter((part) => part !== null)];
}

/**
 * The column beside the picture: predictions and lens of the token in focus.
 * @param {import('../attention/actions.js').Actions} actions
 */
export function expectsPanel(actions) {
  const title = h('h2');
  const where = h('p', { className: 'where' });
  const body = h('div');
  /** @type {Unit | undefined} */
  let unit;
  const mask = h('button', { type: 'button', className: 'quiet', id: 'mask-button', title: 'Key m, or double-click the token', onclick: () => { if (unit) actions.mask(unit); } });
  const element = h('section', { className: 'expects', id: 'expects', 'aria-label': 'Predictions', tabIndex: 0 }, title, h('div', { className: 'place' }, where, mask), body);
  let shown = '';

  /**
   * @param {import('../store.js').Snapshot} now @param {Model} model
   * @param {import('../answers.js').Answers} answers @param {Unit[]} units
   */
  function render({ state, hover }, model, answers, units) {
    title.textContent = TITLES[model.task];
    const analysis = answers.analysis.value;
    const problem = answers.analysis.problem ?? answers.lens.problem;
    element.classList.toggle('stale', !answers.analysis.current && !problem);
    if (problem) return void (shown = '', body.replaceChildren(failure(problem, answers.retry)));
    if (!answers.analysis.current || !analysis) return;
    const kept = lensToken(state);
    const index = state.lock.length ? kept : (hover.token?.index ?? kept);
    const token = index === undefined ? undefined : analysis.tokens[index];
    const lens = token && index === kept && answers.lens.current && answers.lens.value?.token === index ? answers.lens.value : null;
    const layer = answers.attention.value?.layer ?? 0;
    const key = [answers.analysis.key, index, lens ? answers.lens.key : '', layer, state.units].join('|');
    if (key === shown) return;
    shown = key;
    const vocabulary = model.task === 'fill-mask' || model.task === 'causal';
    unit = token && unitOf(units, token.index);
    where.replaceChildren(...(token && vocabulary ? place(model, token) : []));
    mask.hidden = !token || token.special || !actions.canMask();
    mask.textContent = token?.masked ? 'Unmask' : 'Mask';
    body.replaceChildren(...contents({ model, analysis, token, lens, layer, held: index === kept }));
  }
  return { element, render };
}
