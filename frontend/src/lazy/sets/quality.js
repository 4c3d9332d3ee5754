import { h } from '../../ui/dom.js';
import { picture } from '../explain/draw.js';
import { plain, signed } from '../explain/numbers.js';
import { reliabilityScene } from './reliability-scene.js';

/** @typedef {import('./types.js').EvaluatedModel} EvaluatedModel */
/** @typedef {import('./types.js').Estimated} Estimated */
/** @typedef {import('./types.js').Pair} Pair */

const FEWEST = 30;
/** Of the reliability curve, px. */
const SIZE = 190;

/** @param {number} value */
const hundredths = (value) => `${(value * 100).toFixed(1)} %`;

/** @param {Estimated} estimated */
const between = ({ low, high }) => (low === null || high === null ? '' : ` (${hundredths(low)} to ${hundredths(high)})`);

/** @param {string} name @param {string} value @param {string} note */
const fact = (name, value, note) => h('div', { className: 'fact' }, h('dt', {}, name), h('dd', {}, h('strong', {}, value), h('span', {}, note)));

/** What is said of the labels that were left out, in sentences. @param {EvaluatedModel} model @returns {string[]} */
export const leftOut = ({ left_out: labels, truncated }) => [
  ...labels.map(({ label, rows }) => `${rows} ${rows === 1 ? 'row' : 'rows'} labelled “${label}” ${rows === 1 ? 'is' : 'are'} left out: this model has no such class.`),
  ...(truncated ? [`Of ${truncated} long ${truncated === 1 ? 'row' : 'rows'} it read the beginning only.`] : []),
];

/** @param {EvaluatedModel} model */
function facts({ accuracy, labelled, lean, calibration, senses }) {
  const list = [];
  if (accuracy) list.push(fact('Accuracy', hundredths(accuracy.value), `${between(accuracy)} of ${labelled} labelled rows`));
  if (lean?.neutral) list.push(fact('Lean on neutral rows', plain(lean.neutral.value), `mean probability of ${senses.positive}, ${lean.neutral.rows} rows${between(lean.neutral)}`));
  if (lean?.masked) {
    const how = lean.removal === 'mask' ? 'every word masked' : 'every word left out';
    list.push(fact('Lean on nothing', plain(lean.masked.value), `the same with ${how}${between(lean.masked)}`));
  }
  if (calibration) list.push(fact('Calibration error', plain(calibration.ece, 3), 'how far its sureness is from its accuracy, on average'));
  return h('dl', { className: 'facts' }, ...list);
}

/** What was taken for what, and the errors about each label. @param {EvaluatedModel} model */
function confusion({ labels, confusion: counts, errors }) {
  const head = h('tr', {}, h('th', { scope: 'col' }, 'Label'), ...labels.map((label) => h('th', { scope: 'col' }, `said ${label}`)), h('th', { scope: 'col' }, 'False +'), h('th', { scope: 'col' }, 'False −'));
  const rows = counts.map((row, truth) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, labels[truth]),
      ...row.map((count, said) => h('td', { className: said === truth ? 'hit' : count ? 'miss' : '' }, String(count))),
      h('td', {}, String(errors[truth].false_positives)),
      h('td', {}, String(errors[truth].false_negatives)),
    ),
  );
  return h('table', { className: 'confusion' }, h('caption', {}, 'What was taken for what'), h('thead', {}, head), h('tbody', {}, ...rows));
}

/** @param {EvaluatedModel} model @param {string} name */
function block(model, name) {
  const { calibration, labelled, too_few: few, senses } = model;
  /** @type {HTMLElement[]} */
  const parts = [h('h3', {}, name), facts(model)];
  const curve = calibration ? [h('figure', { className: 'reliability' }, picture(reliabilityScene(calibration.bins, SIZE), `${name}: how often it is right, by how sure it is`), h('figcaption', {}, 'How often it is right, by how sure it is; on the dashed line both are the same.'))] : [];
  if (labelled) parts.push(h('div', { className: 'beside' }, h('div', { className: 'sideways', tabIndex: 0, role: 'region', 'aria-label': `Errors of ${name}` }, confusion(model)), ...curve));
  if (few && labelled) parts.push(h('p', { className: 'few' }, `${labelled} labelled ${labelled === 1 ? 'row proves' : 'rows prove'} nothing: it takes at least ${FEWEST} to say how good a model is.`));
  if (senses.assumed) parts.push(h('p', { className: 'note' }, `Nobody named its classes: ${senses.positive} is taken for positive, as is the custom.`));
  for (const sentence of leftOut(model)) parts.push(h('p', { className: 'note' }, sentence));
  return h('section', { className: 'quality-of' }, ...parts);
}

/** What two models say together. @param {Pair | undefined} pair @param {number} count @returns {string[]} */
export function together(pair, count) {
  if (!pair) return [];
  const said = [`They give ${pair.different} of ${count} rows different classes.`];
  if (pair.contest) {
    const { only_first: first, only_second: second, p_value: p } = pair.contest;
    const chance = `A split this uneven has a probability of ${plain(p, p < 0.095 ? 3 : 2)} where both are equally good.`;
    const times = `Only the left one is right ${first} ${first === 1 ? 'time' : 'times'}, only the right one ${second}. ${chance}`;
    said.push(first + second ? times : 'Where one is right, so is the other.');
  }
  const leans = /** @type {const} */ ([['on neutral rows', pair.lean?.neutral], ['with every word gone', pair.lean?.masked]]).flatMap(([where, lean]) => {
    if (!lean) return [];
    const range = lean.low === null || lean.high === null ? '' : ` (${signed(lean.low)} to ${signed(lean.high)})`;
    return [`${where} ${signed(lean.value)}${range}`];
  });
  if (leans.length) said.push(`Left − right, mean probability of the positive class: ${leans.join(', ')}.`);
  return said;
}

/** How good the models are on the set, side by side. @param {EvaluatedModel[]} models @param {Pair | undefined} pair @param {number} count @param {string[]} names */
export function quality(models, pair, count, names) {
  const said = together(pair, count);
  return [
    ...(said.length ? [h('p', { className: 'said' }, said.join(' '))] : []),
    h('div', { className: models.length > 1 ? 'columns two' : '' }, ...models.map((model, i) => block(model, names.length > 1 ? `${i ? 'Right' : 'Left'}: ${names[i]}` : names[i]))),
  ];
}
