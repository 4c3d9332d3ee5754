import { points } from '../names.js';
import { nameOf } from './names.js';

/** @typedef {import('./rows.js').Row} Row */

/** @param {Row[]} rows @param {boolean} edited  whether there is an example at all @param {string} yet  nothing, or that more are to come */
function exampleSentence(rows, edited, yet) {
  const [none, ...others] = rows;
  if (!edited) return 'The text is not edited, so there is no example to stop.';
  if (none.example !== 'works') return 'The edited text does not reach the goal even without a defence.';
  const stopping = others.filter(({ example }) => example === 'stopped').map(({ defence }) => nameOf(defence));
  if (!others.length) return 'Without a defence, the edited text reaches the goal.';
  if (!stopping.length) return `The edited text reaches the goal through every defence${yet}.`;
  return `The edited text is stopped by ${stopping.length === others.length ? `every defence${yet}` : stopping.join(', ')}.`;
}

/** @param {Row[]} rows @param {string} yet */
function recipeSentence([none, ...others], yet) {
  const { hits, of } = none.success;
  const alone = `Without a defence, the recipe reaches it on ${hits} of ${of} ${of === 1 ? 'text' : 'texts'}`;
  const [most] = [...others].sort((a, b) => a.success.share - b.success.share);
  if (!most || !hits || most.success.share >= none.success.share) return others.length && hits ? `${alone}, and no defence${yet} makes that fewer.` : `${alone}.`;
  return `${alone}; run through ${nameOf(most.defence)}, on ${most.success.hits}.`;
}

/** @param {Row[]} rows */
function costSentence([, ...others]) {
  const costs = others.flatMap(({ defence, clean }) => (clean ?? []).flatMap((side) => (side?.cost ? [{ defence, cost: side.cost }] : [])));
  const [most] = costs.sort((a, b) => b.cost - a.cost);
  return most && most.cost > 0 ? ` ${nameOf(most.defence)} costs most of what was right: ${points(most.cost).slice(1)} points of accuracy.` : '';
}

/** What the trial shows, in sentences. @param {Row[]} rows  first none @param {boolean} edited @param {boolean} whole  whether all that are switched on were tried */
export function reading(rows, edited, whole) {
  const yet = whole ? '' : ' so far';
  return `${exampleSentence(rows, edited, yet)} ${recipeSentence(rows, yet)}${costSentence(rows)}`;
}
