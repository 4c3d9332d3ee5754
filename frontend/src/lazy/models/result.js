import { bars } from '../../expects/bars.js';
import { h } from '../../ui/dom.js';
import { architectureName, onPage, parametersIn } from './words.js';

/** @typedef {import('../../types.js').Imported} Imported */

const CHECK = 'Is the good one called bad? Then the labels are in the wrong order: add the file again with the labels swapped.';

/** @param {Imported} model */
const sizes = ({ architecture, layers, heads, parameters }) =>
  `${architectureName(architecture)}, ${layers} layers × ${heads} heads, ${parametersIn(parameters)} parameters`;

/** @param {string[]} labels @returns {(sample: import('../../types.js').Sample) => HTMLElement} */
const sampleWith =
  (labels) =>
  ({ text, probabilities }) =>
    h(
      'figure',
      {},
      h('figcaption', {}, h('q', {}, text)),
      bars(
        labels.map((name, i) => ({ name, probability: probabilities[i] })),
        1,
      ),
    );

/** @param {Imported} model */
function findings({ assumptions, samples, labels = [] }) {
  const assumed = assumptions.length
    ? [h('h4', {}, 'Assumed'), h('ul', { className: 'assumed' }, ...assumptions.map((sentence) => h('li', {}, onPage(sentence))))]
    : [];
  const tried = samples
    ? [
        h('h4', {}, 'Tried on two sentences'),
        h('div', { className: 'samples' }, ...samples.map(sampleWith(labels))),
        h('p', { className: 'note' }, CHECK),
      ]
    : [];
  return [...assumed, ...tried];
}

/**
 * What came of an import: sizes, what was assumed, and two sentences that
 * show whether labels are swapped.
 * @param {Imported} model @param {() => void} open @param {() => void} again
 */
export function result(model, open, again) {
  const another = h('button', { type: 'button', className: 'quiet', onclick: again }, 'Add another');
  const enter = h('button', { type: 'button', className: 'act', onclick: open }, 'Open it');
  return h(
    'div',
    { className: 'result', id: 'import-result' },
    h('p', { className: 'done', tabIndex: -1 }, h('strong', {}, model.name), ' is in the list.'),
    h('p', { className: 'note' }, sizes(model)),
    model.error ? h('p', { className: 'refusal' }, `It does not load: ${model.error}`) : null,
    ...findings(model),
    h('div', { className: 'actions' }, model.error ? null : enter, another),
  );
}
