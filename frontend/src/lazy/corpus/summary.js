import { h } from '../../ui/dom.js';
import { once } from '../../once.js';
import { picture } from '../explain/draw.js';
import { barInWords } from './reading.js';
import { summaryScene } from './summary-scene.js';

/** @typedef {import('./types.js').Count} Count */
/** @typedef {import('./types.js').Topic} Topic */
/** @typedef {import('./types.js').Search} Search */

/** What is counted, in the order in which it is shown. @type {[Topic, string][]} */
export const TOPICS = [
  ['upos', 'Part of speech'],
  ['deprel', 'Relation'],
  ['lemma', 'Lemma'],
  ['feats', 'Features'],
  ['attended_upos', 'Attends to: part of speech'],
  ['attended_deprel', 'Attends to: relation'],
  ['offset', 'Attends to: how far away'],
];

/** Bars of a list that are shown before one asks for more. */
export const FEW = 6;

const WIDTH = 376;

/** @param {import('../../attention/reading.js').Part[]} parts */
export const sentenceOf = (parts) => parts.map((part) => (typeof part === 'string' ? part : h('em', { dir: 'auto' }, part.quote)));

/** @param {Topic} topic @param {string} title @param {Count[]} counts */
function section(topic, title, counts) {
  const place = h('div');
  const all = h('button', { type: 'button', className: 'link more', onclick: () => draw(counts) }, `All ${counts.length}`);
  /** @param {Count[]} shown */
  function draw(shown) {
    const words = shown.map((count) => barInWords(topic, count));
    const text = words.map((parts) => parts.map((part) => (typeof part === 'string' ? part : part.quote)).join('')).join(' ');
    place.replaceChildren(picture(summaryScene(shown, WIDTH), `${title}. ${text}`));
    all.hidden = shown.length === counts.length;
  }
  draw(counts.slice(0, FEW));
  const said = h('p', { className: 'note' }, ...sentenceOf(barInWords(topic, counts[0])));
  return h('section', { 'data-topic': topic }, h('h3', {}, title), place, said, all);
}

/** What the neighbours have in common, a list of bars for each thing that is counted. */
export function summaries() {
  const element = h('div', { className: 'summaries', id: 'summaries' });
  const legend = h(
    'p',
    { className: 'note key' },
    'Bar: share of the neighbours, with its 95 % interval. Tick: share in the corpus. Coloured and ●: more (orange) or fewer (blue) than chance gives, at 5 % false discoveries.',
  );
  const render = once((/** @type {Search} */ { summary }) => {
    const known = TOPICS.filter(([topic]) => summary[topic].length > 0);
    element.replaceChildren(...(known.length ? [h('div', { className: 'heading' }, h('h2', {}, 'What they have in common')), legend] : []), ...known.map(([topic, title]) => section(topic, title, summary[topic])));
  });
  return { element, render };
}
