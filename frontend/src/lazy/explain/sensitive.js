import { h } from '../../ui/dom.js';
import { isCurrent } from './desk.js';
import { fold } from './fold.js';
import { foldedRows } from './grid.js';
import { strength } from './marked.js';
import { NAMES } from './names.js';
import { digitsFor, signed } from './numbers.js';
import { CHOICES, dependence, nameOf, variants } from './sensitivity.js';

/** @typedef {import('./sensitivity.js').Choice} Choice */
/** @typedef {import('./types.js').ExplainedUnit} ExplainedUnit */
/** @typedef {import('./request.js').Job} Job */
/** @typedef {{ value: string, name: string, weights: number[] | null, problem: string | null }} Variant */

/** Words of which every value is shown, at most. */
const MOST_WORDS = 12;
const HOW = 'By N %: Σ|a − b| / Σ(|a| + |b|) over the weights a and b of all words, as a mean over all pairs of choices. 0 % means the same weights, 100 % that no word keeps anything of its weight.';

/** @param {Choice} choice @param {Variant[]} known */
function sentence({ method, what }, known) {
  const depends = dependence(known.map(({ weights }) => /** @type {number[]} */ (weights)));
  return depends === null ? `${NAMES[method]}: nothing to compare yet.` : `${NAMES[method]} depends on ${what} by ${Math.round(depends * 100)}\u00a0%.`;
}

/** @param {Variant[]} known @param {ExplainedUnit[]} grid */
function table(known, grid) {
  const lists = known.map(({ weights }) => /** @type {number[]} */ (weights));
  const size = (/** @type {number} */ word) => Math.max(...lists.map((weights) => Math.abs(weights[word])));
  const most = Math.max(...[...grid.keys()].map(size));
  const words = [...grid.keys()].sort((a, b) => size(b) - size(a)).slice(0, MOST_WORDS);
  const digits = digitsFor(most);
  const cell = (/** @type {number} */ weight) => {
    const element = h('td', { className: weight < 0 ? 'minus' : 'plus' }, signed(weight, digits));
    element.style.setProperty('--strength', `${(strength(weight, most) * 90).toFixed(0)}%`);
    return element;
  };
  const row = (/** @type {number} */ word) => {
    const element = h('tr', {}, h('th', { scope: 'row' }, h('bdi', {}, grid[word].text)), ...lists.map((weights) => cell(weights[word])));
    element.dataset.word = String(word);
    return element;
  };
  const head = h('tr', {}, h('td'), ...known.map(({ name }) => h('th', { scope: 'col' }, name)));
  return h('div', { className: 'sideways' }, h('table', { className: 'matrix' }, h('thead', {}, head), h('tbody', {}, ...words.map(row))));
}

/**
 * How far an explanation depends on a choice that nobody can call right.
 * @param {import('./desk.js').Desk} desk @param {() => void} changed
 */
export function sensitivePanel(desk, changed) {
  const panel = fold('sensitive', 'Does it hang on a choice?', 'Other ways to take a word away, other blank texts', changed);
  /** @param {import('../../state/state.js').State} state @param {string} model @returns {Job[]} */
  const needs = (state, model) => (panel.open ? variants(state, model) : []);

  /** @param {Choice} choice @param {ExplainedUnit[]} grid @returns {Variant[]} */
  const all = (choice, grid) =>
    Object.entries(choice.values).map(([value, name]) => {
      const slip = desk.get(nameOf(choice, value));
      const answer = isCurrent(slip) && slip?.step === 'done' ? slip.answer : null;
      const weights = answer && foldedRows(answer.units, answer.results[0].weights, grid).rows.map(({ weight }) => weight);
      return { value, name, weights, problem: slip?.problem?.message ?? null };
    });

  /** @param {Choice} choice @param {ExplainedUnit[]} grid */
  function part(choice, grid) {
    const variants = all(choice, grid);
    const known = variants.filter(({ weights }) => weights !== null);
    const problems = [...new Set(variants.flatMap(({ name, problem }) => (problem ? [`${name}: ${problem}`] : [])))];
    const coming = variants.some(({ weights, problem }) => !weights && !problem);
    return h(
      'section',
      {},
      h('p', { className: 'said' }, sentence(choice, known), coming ? ' The rest is on its way …' : ''),
      known.length > 1 ? table(known, grid) : null,
      ...problems.map((text) => h('p', { className: 'note' }, text)),
    );
  }

  /** @param {ExplainedUnit[] | null} grid @param {string} model */
  function render(grid, model) {
    const steps = CHOICES.flatMap((choice) => Object.keys(choice.values).map((value) => desk.get(nameOf(choice, value))));
    return panel.draw([grid, ...steps.map((slip) => `${slip?.step} ${slip?.answered}`)], () => {
      if (!grid?.length) return [h('p', { className: 'note' }, 'There are no words to compare.')];
      return [h('div', { className: 'columns two' }, ...CHOICES.map((choice) => part(choice, grid))), h('p', { className: 'note' }, `${model}. ${HOW}`)];
    });
  }
  return { element: panel.element, needs, render };
}
