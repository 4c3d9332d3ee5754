import { analyze } from '../../api.js';
import { h, say } from '../../ui/dom.js';
import { once } from '../../once.js';
import { annotation } from './annotation.js';
import { concordance } from './kwic.js';
import { shading } from './shade.js';

/** @typedef {import('./types.js').Hit} Hit */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */

/** Letters on each side of a match that there is room for. */
const ROOM = 60;

/** @param {number} offset */
export const offsetName = (offset) => (offset < 0 ? `−${-offset}` : offset > 0 ? `+${offset}` : '0');

/** The state in which Attention shows a sentence of the corpus, its match locked. @param {State} state @param {Model} model @param {Hit} hit @returns {Promise<State>} */
export async function inAttention(state, model, { sentence: { text }, tokens, word }) {
  const { start, end } = word === null ? { start: 0, end: 0 } : tokens[word];
  const analysis = await analyze({ model: model.id, text }, {});
  const match = analysis.tokens.find((token) => token.start !== null && token.start < end && (token.end ?? 0) > start);
  const lock = match ? [{ index: match.index, side: /** @type {const} */ ('from') }] : [];
  return { ...state, place: 'attention', text, pair: null, pairs: null, mask: [], replace: [], pin: null, lock, layer: state.layer === 0 ? 1 : state.layer };
}

/**
 * The neighbours as a concordance: the matches under each other, darker words
 * get more of the match's attention; labels of the words at chosen offsets.
 * @param {(hit: Hit, button: HTMLButtonElement) => void} openHit  in Attention
 */
export function hitList(openHit) {
  const head = h('tr');
  const body = h('tbody');
  const table = h('table', { className: 'hits', id: 'hits' }, h('caption', { className: 'unseen' }, 'The nearest places in the corpus'), h('thead', {}, head), body);
  const more = h('button', { type: 'button', className: 'link', id: 'more-hits', onclick: () => grow() });
  const element = h('div', {}, table, more);
  /** Rows that are shown before one asks for all of them. */
  const FEW = 15;
  let all = false;
  let redraw = () => {};

  function grow() {
    all = true;
    redraw();
  }

  /** @param {Hit} hit @param {State} state @param {number} columns */
  function row(hit, { offsets, label }, columns) {
    const { before, match, after, cut } = concordance(hit, ROOM);
    const shade = shading(hit);
    const details = h('tr', { className: 'details', hidden: true });
    const toggle = h('button', { type: 'button', className: 'match', 'aria-expanded': 'false', title: 'The whole sentence, annotated', onclick: unfold }, match.text);
    function unfold() {
      details.hidden = !details.hidden;
      toggle.setAttribute('aria-expanded', String(!details.hidden));
      if (details.childElementCount) return;
      const open = h('button', { type: 'button', className: 'quiet framed small', 'data-act': 'attention', onclick: () => openHit(hit, open) }, 'Open in Attention');
      details.append(h('td', { colSpan: columns }, annotation(hit), h('p', { className: 'source' }, open, h('span', {}, hit.sentence.id))));
    }
    const tags = offsets.map((offset) =>
      h('td', { className: offset === 0 ? 'tag own' : 'tag', 'data-offset': offset }, (hit.word === null ? undefined : hit.tokens[hit.word + offset]?.[label]) ?? '–'),
    );
    const cells = [
      h('td', { className: 'score' }, hit.score.toFixed(3)),
      h('td', { className: 'before', dir: 'auto' }, h('div', {}, h('span', {}, cut.before ? '… ' : '', ...before.flatMap(shade), match.gap))),
      h('td', {}, toggle),
      h('td', { className: 'after', dir: 'auto' }, h('div', {}, h('span', {}, ...after.flatMap(shade), cut.after ? ' …' : ''))),
      ...tags,
    ];
    return [h('tr', { className: 'hit' }, ...cells), details];
  }

  const draw = once((/** @type {Hit[]} */ hits, /** @type {State['offsets']} */ offsets, /** @type {State['label']} */ label, /** @type {boolean} */ whole) => {
    const names = ['Cosine', 'Before', 'Match', 'After', ...offsets.map(offsetName)];
    head.replaceChildren(...names.map((name, i) => h('th', { scope: 'col', className: ['score', 'before', '', 'after'][i] ?? 'tag' }, name)));
    const seen = whole ? hits : hits.slice(0, FEW);
    body.replaceChildren(...seen.flatMap((hit) => row(hit, /** @type {State} */ ({ offsets, label }), names.length)));
    more.hidden = seen.length === hits.length;
    say(more, `Show all ${hits.length}`);
  });

  /** @param {Hit[]} hits @param {State} state */
  function render(hits, { offsets, label }) {
    redraw = () => draw(hits, offsets, label, all);
    redraw();
  }
  return { element, render };
}
