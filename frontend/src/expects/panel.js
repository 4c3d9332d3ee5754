import { lensToken } from '../answers.js';
import { isTypedMask } from '../attention/units.js';
import { once } from '../once.js';
import { range } from '../state/state.js';
import { h } from '../ui/dom.js';
import { failure } from '../ui/states.js';
import { bars } from './bars.js';
import { lensTable } from './lens.js';
import { percent, readable } from './words.js';

/** @typedef {import('../types.js').Token} Token */
/** @typedef {import('../types.js').Model} Model */
/** @typedef {import('../types.js').Analysis} Analysis */
/** @typedef {import('../types.js').Lens} Lens */

const TITLES = {
  'fill-mask': 'What the model expects here',
  causal: 'What the model expects next',
  classification: 'What the model says',
  encoder: 'What the model expects',
};
const NO_HEAD = 'This model has no vocabulary head, so it cannot say which word it expects. Its attention can still be read.';
const CLASSIFIER = 'A classifier reads the whole text; it has no vocabulary head, so it expects no word at a single place.';
const CHOOSE_NEXT = 'Choose a token to read what would follow it, layer by layer.';
const CHOOSE = 'Choose a token to read what the model would put in its place, layer by layer. Double-click masks it first.';

/** @param {Token} token */
function place(token) {
  const word = h('q', {}, token.text);
  if (!token.masked || isTypedMask(token.text)) return ['at ', word];
  return ['behind ', h('span', { className: 'masked' }, '[MASK]'), ', where the text says ', word];
}

/** A word as far as a token has come with it. @param {Token} token @param {Analysis} analysis */
const upTo = (token, { tokens }) =>
  tokens
    .filter(({ index, word }) => index === token.index || (index < token.index && word !== null && word === token.word))
    .map(({ text }) => text)
    .join('');

/** @param {Model} model @param {Token | undefined} token @param {Analysis} analysis */
function titleOf({ task }, token, analysis) {
  return task === 'causal' && token ? ['What follows ', h('q', {}, upTo(token, analysis))] : [TITLES[task]];
}

/** @param {Model} model @param {Token} token */
function wordAsked({ task }, { masked }) {
  if (task === 'causal') return 'The next token of the text ';
  return masked ? 'The true word ' : 'The word in the text ';
}

/** @param {Model} model @param {Lens} lens @param {Token} token */
function truth(model, { layers }, token) {
  const original = layers.at(-1)?.original;
  if (!original) return null;
  const word = h('q', {}, readable(original.token));
  const said = original.rank === 1 ? 'is the first guess' : `is guess number ${original.rank.toLocaleString('en')}`;
  const what = wordAsked(model, token);
  return h('p', { className: 'truth' }, what, word, ` ${said} (${percent(original.probability)}).`);
}

/** @param {Analysis} analysis */
const classes = ({ classes: scores }) => bars((scores ?? []).map(({ label, probability }) => ({ name: label, probability })), 1);

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
 * @property {((token: number, piece: string) => void) | undefined} put  reads another token there, where that makes sense
 */

/** @param {Seen} seen @param {string} lensId @returns {Node[]} */
function contents({ model, analysis, token, lens, layer, held, put }, lensId) {
  if (model.task === 'encoder') return [note(NO_HEAD)];
  if (model.task === 'classification') return [classes(analysis), note(CLASSIFIER)];
  if (!token) return [note(model.task === 'causal' ? CHOOSE_NEXT : CHOOSE)];
  const original = lens?.layers.at(-1)?.original ?? null;
  const guesses = analysis.predictions?.[token.index] ?? [];
  const rows = guesses.map(({ token: piece, id, probability }) => ({
    name: readable(piece),
    probability,
    true: id === original?.id,
    choose: put && (() => put(token.index, piece)),
  }));
  const deep = lens
    ? [truth(model, lens, token), h('h3', {}, 'Layer by layer'), lensTable(lens.layers, layer, original && readable(original.token), lensId)]
    : [held ? null : note('Click the token to read it layer by layer.')];
  return [bars(rows), ...deep.filter((part) => part !== null)];
}

/** @param {Token} token @param {Analysis} analysis @param {'pieces' | 'words'} units @returns {number[]} what is masked with the token */
function maskedWith(token, { words }, units) {
  if (units === 'pieces' || token.word === null) return [token.index];
  return range(...words[token.word].tokens);
}

/**
 * The column beside the picture: predictions and lens of the token in focus,
 * which is the one locked last, else the one hovered, else the one masked last.
 * @param {import('../attention/actions.js').Actions} actions @param {(id: string) => string} own @param {string} label
 */
export function expectsPanel(actions, own, label) {
  const title = h('h2');
  const where = h('p', { className: 'where' });
  const body = h('div');
  let toggle = () => {};
  const mask = h('button', {
    type: 'button',
    className: 'quiet',
    id: own('mask-button'),
    title: 'Key m, or double-click the token',
    onclick: () => toggle(),
  });
  const element = h(
    'section',
    { className: 'expects', id: own('expects'), 'aria-label': label, tabIndex: 0 },
    title,
    h('div', { className: 'place' }, where, mask),
    body,
  );
  const failed = once(failure);
  let shown = '';

  /** @param {Token | undefined} token */
  const put = (token) => (token && !token.special && actions.canMask() ? actions.replace : undefined);

  /** @param {Seen} seen */
  function show(seen) {
    const { model, token, analysis } = seen;
    title.replaceChildren(...titleOf(model, token, analysis));
    where.replaceChildren(...(token && model.task === 'fill-mask' ? place(token) : []));
    mask.hidden = !token || token.special || !actions.canMask();
    mask.textContent = token?.masked ? 'Unmask' : 'Mask';
    body.replaceChildren(...contents(seen, own('lens')));
  }

  /**
   * @param {import('../store.js').Snapshot} now @param {Model} model
   * @param {import('../answers.js').Answers} answers
   */
  function render({ state, hover }, model, answers) {
    if (!shown) title.textContent = TITLES[model.task];
    const { value: analysis, current, key: analysed } = answers.analysis;
    const problem = answers.analysis.problem ?? answers.lens.problem;
    element.classList.toggle('stale', !current && !problem);
    if (problem) return void ((shown = ''), body.replaceChildren(failed(problem, answers.retry)));
    if (!current || !analysis) return;
    const kept = lensToken(state);
    const index = state.lock.length ? kept : (hover.token?.index ?? kept);
    const token = index === undefined ? undefined : analysis.tokens[index];
    const lens = index === kept && answers.lens.current ? answers.lens.value : null;
    const layer = answers.attention.value?.layer ?? 0;
    if (token) toggle = () => actions.mask(maskedWith(token, analysis, state.units));
    const key = [analysed, index, lens && answers.lens.key, layer].join('|');
    if (key !== shown) show({ model, analysis, token, lens, layer, held: index === kept, put: put(token) });
    shown = key;
  }
  return { element, render };
}
