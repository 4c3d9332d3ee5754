import { h } from '../ui/dom.js';
import { decimal, headsPhrase } from './reading.js';

/** @typedef {Pick<import('./picture.js').Picture, 'most' | 'shownHeads' | 'specials' | 'model'>} Picture */
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
 * What the picture is: its scale, the heads, the threshold, what special tokens
 * take, and whether something is left out.
 * @param {Picture} picture @param {State} state
 * @param {{ thing: string, most?: number, hidden?: number }} drawn  what stands for the largest weight, and how large
 *   that is; how many arcs the cap left out, where there are arcs
 * @returns {Node[]}
 */
export function legendOf(picture, state, { thing, most = picture.most, hidden }) {
  const said = h('span', {}, legendParts(picture, state, { thing, most, hidden }).join(' · '));
  if (!hidden) return [said];
  const lightest = ` · the lightest ${hidden.toLocaleString('en')} arcs are not drawn`;
  return [said, h('span', { className: 'capped' }, lightest)];
}

/** What was measured of a head on a corpus, in a line of its own. @param {string} said */
export const measured = (said) => (said ? [h('span', { className: 'evidence' }, said)] : []);

/**
 * The same as plain text.
 * @param {Picture} picture @param {State} state @param {{ thing: string, most?: number, hidden?: number }} drawn
 * @returns {string[]}
 */
export function legendParts(picture, state, { thing, most = picture.most, hidden }) {
  if (!picture.shownHeads.length) return [];
  const { specials } = picture;
  const taken = specials >= 0.005 ? `, which take ${Math.round(specials * 100)} %` : '';
  return [
    ...(most > 0 ? [`${thing} = ${most === 1 ? '1' : decimal(most)}`] : []),
    headsNamed(picture, state),
    ...(hidden === undefined ? [] : [`${state.threshold} % of each row`]),
    SPECIALS[state.specials] + taken,
    ...(state.pairs ? [`only ${state.pairs.map(([from, to]) => `${from} → ${to}`).join(', ')}`] : []),
  ];
}
