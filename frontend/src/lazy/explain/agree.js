import { listed } from '../../attention/reading.js';
import { METHODS } from '../../state/keys.js';
import { h } from '../../ui/dom.js';
import { agreement, TOP_WORDS } from './agreement.js';
import { fold } from './fold.js';
import { foldedRows } from './grid.js';
import { NAMES } from './names.js';
import { plain } from './numbers.js';

/** @typedef {import('./types.js').Method} Method */
/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').ExplainedUnit} ExplainedUnit */
/** @typedef {import('./agreement.js').Voice} Voice */

const HOW = `Kendall’s τ of the weights by word (1: the same order, 0: no relation, −1: the other way round), and how many of the ${TOP_WORDS} strongest words are shared. Rollout knows no minus, so with it sizes are compared.`;

/** @param {Answer} answer @param {ExplainedUnit[]} grid @returns {Voice} */
function voice({ method, units, results: [{ weights, quality }] }, grid) {
  const supported = (quality.faithfulness ?? []).map(({ comprehensiveness }) => comprehensiveness);
  return {
    method,
    weights: foldedRows(units, weights, grid).rows.map(({ weight }) => weight),
    supported: supported.length ? supported.reduce((sum, one) => sum + one, 0) / supported.length : -Infinity,
  };
}

/** @param {ReturnType<typeof agreement>} said */
function sentence({ closest, apart, supported }) {
  const parts = [];
  if (closest) parts.push(`${NAMES[closest.a.method]} and ${NAMES[closest.b.method]} agree most (τ ${plain(closest.tau)}).`);
  if (apart) parts.push(`${NAMES[apart.voice.method]} stands furthest apart (mean τ ${plain(apart.tau)}).`);
  if (supported.length)
    parts.push(`Taking words away moves the model most in the order of ${listed(supported.map(({ method }) => NAMES[method]))} (by ${plain(supported[0].supported)} on average).`);
  return parts.join(' ');
}

/** @param {number | null} tau @param {number} shared @param {number} most  words that could be shared */
function cell(tau, shared, most) {
  const element = h('td', {}, tau === null ? '–' : plain(tau), h('small', {}, ` ${shared} of ${most}`));
  element.classList.add((tau ?? 0) < 0 ? 'minus' : 'plus');
  element.style.setProperty('--strength', `${(Math.abs(tau ?? 0) * 45).toFixed(0)}%`);
  return element;
}

/** @param {Voice[]} voices @param {ReturnType<typeof agreement>['pairs']} pairs */
function table(voices, pairs) {
  const most = Math.min(TOP_WORDS, voices[0].weights.length);
  const row = (/** @type {Voice} */ a, /** @type {number} */ i) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, NAMES[a.method]),
      ...voices.slice(0, i).map((b) => {
        const pair = pairs.find((one) => one.a === b && one.b === a);
        return cell(pair?.tau ?? null, pair?.shared ?? 0, most);
      }),
    );
  const head = h('tr', {}, h('td'), ...voices.slice(0, -1).map(({ method }) => h('th', { scope: 'col' }, NAMES[method])));
  return h('div', { className: 'sideways' }, h('table', { className: 'matrix' }, h('thead', {}, head), h('tbody', {}, ...voices.slice(1).map((a, i) => row(a, i + 1)))));
}

/**
 * Where the methods agree, and which one the test by taking words away supports.
 * @param {import('./desk.js').Desk} desk @param {() => void} changed
 */
export function agreePanel(desk, changed) {
  const panel = fold('agree', 'Do the methods agree?', 'Six methods on this text, two by two', changed);
  /** Methods that have to be asked for. @returns {Method[]} */
  const needs = () => (panel.open ? METHODS : []);

  /** @param {ExplainedUnit[] | null} grid @param {string} model */
  function render(grid, model) {
    const slips = METHODS.map((method) => desk.get(method));
    const answers = slips.flatMap((slip) => (slip?.step === 'done' && slip.answer ? [slip.answer] : []));
    const missing = slips.flatMap((slip, i) => (slip?.problem ? [`${NAMES[METHODS[i]]}: ${slip.problem.message}`] : []));
    const coming = slips.some((slip) => slip?.step === 'waiting' || slip?.step === 'running');
    return panel.draw([grid, model, coming, missing.join(), ...answers], () => {
      if (!grid?.length) return [h('p', { className: 'note' }, 'There are no words to compare.')];
      const voices = answers.map((answer) => voice(answer, grid));
      const said = agreement(voices);
      return [
        h('p', { className: 'said' }, voices.length > 1 ? sentence(said) : '', coming ? ' The rest is on its way …' : ''),
        ...(voices.length > 1 ? [table(voices, said.pairs)] : []),
        h('p', { className: 'note' }, `${model}. ${HOW}`),
        ...missing.map((text) => h('p', { className: 'note' }, text)),
      ];
    });
  }
  return { element: panel.element, needs, render };
}
