import { h } from '../ui/dom.js';
import { decimal, headsPhrase } from './reading.js';

/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('../state/state.js').State} State */

const TOGETHER = { mean: 'mean', sum: 'sum', max: 'largest' };
const SPECIALS = {
  hide: 'special tokens hidden',
  renorm: 'special tokens hidden, rows brought back to 1',
  show: 'special tokens shown',
};

/** @param {Picture} picture @param {State} state */
function headsNamed({ shownHeads, model }, { combine }) {
  if (shownHeads.length === 1) return `head ${shownHeads[0]}`;
  const all = `${model.heads} heads`;
  return `${TOGETHER[combine]} of ${headsPhrase(shownHeads, model.heads).replaceAll(',', '') || all}`;
}

/**
 * What the arcs are: their scale, the heads, the threshold, what special tokens
 * take, and whether some arcs are left out.
 * @param {Picture} picture @param {State} state @param {number} hidden  arcs that the cap left out
 * @returns {Node[]}
 */
export function legendOf(picture, state, hidden) {
  if (!picture.shownHeads.length) return [];
  const { most, edges, specials } = picture;
  const taken = specials >= 0.005 ? `, which take ${Math.round(specials * 100)} %` : '';
  const parts = [headsNamed(picture, state), `${state.threshold} % of each row`, SPECIALS[state.specials] + taken];
  if (edges.count) parts.unshift(`thickest arc = ${most === 1 ? '1' : decimal(most)}`);
  const said = h('span', {}, parts.join(' · '));
  if (!hidden) return [said];
  return [
    said,
    h('span', { className: 'capped' }, ` · the lightest ${hidden.toLocaleString('en')} arcs of this part are not drawn`),
  ];
}
