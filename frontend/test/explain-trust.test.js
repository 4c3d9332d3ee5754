import test from 'node:test';
import assert from 'node:assert/strict';
import { agreement, compared, kendall, overlap } from '../src/lazy/explain/agreement.js';
import { dependence, difference, variants } from '../src/lazy/explain/sensitivity.js';
import { verdictOf } from '../src/lazy/explain/trust.js';
import { initial } from '../src/state/state.js';
import { generator } from './generator.js';

/** @param {any} quality @param {any} more @returns {import('../src/lazy/explain/trust.js').Verdict} */
function verdict(method, quality, more = {}) {
  const result = { model: 'm', prediction: 0.9, base_value: 0.5, weights: [], quality };
  const answer = { method, target: 'positive', units: [], results: [result], evaluations: 1, cost: { budget: 1000, exact: 32 }, seed: 0, truncated: null, ...more };
  return verdictOf(result, /** @type {any} */ (answer));
}
const report = (/** @type {number} */ comprehensiveness, /** @type {number} */ random_high) => ({ operator: 'delete', comprehensiveness, sufficiency: 0, tau_loo: 0, random_low: 0, random_high });

test('LIME: by its fit and by how far it misses the text itself', () => {
  assert.equal(verdict('lime', { r2: 0.9, local_prediction: 0.92 }).level, 'holds');
  assert.equal(verdict('lime', { r2: 0.6, local_prediction: 0.92 }).level, 'roughly');
  assert.equal(verdict('lime', { r2: 0.9, local_prediction: 0.3 }).level, 'doubtful');
  const thin = verdict('lime', { r2: 0.9, local_prediction: 0.92 }, { units: Array(21), cost: { budget: 20, exact: null } });
  assert.deepEqual([thin.level, /through 20 samples for 21 words/.test(thin.text)], ['roughly', true]);
  assert.match(verdict('lime', { r2: 0.4, local_prediction: 1.02 }).text, /R² 0\.40 and says 1\.02 where the model says 0\.90: too rough/);
});

test('SHAP: exact, estimated, or with phrases that were not divided', () => {
  assert.deepEqual(verdict('shap', { residual: 1e-17, unresolved: [] }), { level: 'holds', text: 'Base value and weights add up to f(x); every combination of words was asked about.' });
  assert.match(verdict('shap', { residual: 0.01, unresolved: [] }, { cost: { budget: 1000, exact: 9000 } }).text, /miss f\(x\) by 0\.010; estimated from 1,000/);
  assert.match(verdict('shap', { unresolved: [{}, {}] }).text, /^2 phrases were not divided/);
});

test('integrated gradients: by what its weights miss of the change', () => {
  const quality = { value: 3, baseline_value: -1, steps: 50, converged: true };
  assert.deepEqual([0.02, 0.1, 0.5].map((delta) => verdict('integrated_gradients', { ...quality, delta }).level), ['holds', 'roughly', 'doubtful']);
  assert.equal(verdict('integrated_gradients', { ...quality, delta: 0.02, converged: false }).level, 'doubtful');
  assert.match(verdict('integrated_gradients', { ...quality, delta: -0.02 }).text, /by 0\.020 \(0\.5 % of the change\), in 50 steps/);
});

test('words that matter no more than random ones make any explanation doubtful', () => {
  const shap = { residual: 0, unresolved: [] };
  assert.equal(verdict('shap', { ...shap, faithfulness: [report(0.3, 0.1), report(0.2, 0.1)] }).level, 'holds');
  assert.match(verdict('shap', { ...shap, faithfulness: [report(0.3, 0.1), report(0.1, 0.1)] }).text, /two ways of removal disagree/);
  const chance = verdict('shap', { ...shap, faithfulness: [report(-0.1, 0.2), report(0.1, 0.2)] });
  assert.equal(chance.level, 'doubtful');
  assert.match(chance.text, /the probability rises by 0\.10, at random by up to 0\.20: no better than chance/);
});

test('Kendall’s τ-b: 1 for the same order, −1 for its reverse, ties taken out', () => {
  assert.equal(kendall([1, 2, 3], [10, 20, 30]), 1);
  assert.equal(kendall([1, 2, 3], [3, 2, 1]), -1);
  assert.equal(kendall([1, 1, 1], [1, 2, 3]), null);
  // 4 pairs alike, 1 against, 1 tied in b: 3 / √(6 · 5).
  assert.ok(Math.abs(/** @type {number} */ (kendall([1, 2, 3, 4], [1, 3, 2, 3])) - 3 / Math.sqrt(30)) < 1e-12);
  for (let seed = 1; seed <= 100; seed++) {
    const { integer } = generator(seed);
    const list = () => Array.from({ length: 6 }, () => integer(0, 4));
    const [a, b] = [list(), list()];
    const tau = kendall(a, b);
    assert.equal(tau, kendall(b, a));
    assert.ok(tau === null || (tau >= -1 && tau <= 1));
  }
});

test('agreement: the closest pair, who stands apart, whose words matter most', () => {
  const voice = (/** @type {any} */ method, /** @type {number[]} */ weights, supported = 0) => ({ method, weights, supported });
  const [a, b, c] = [voice('lime', [1, 2, 3, 4], 0.2), voice('shap', [1, 2, 3, 5], 0.2), voice('occlusion', [4, 3, 2, 1], 0.1)];
  const { closest, apart, supported, pairs } = agreement([a, b, c]);
  assert.deepEqual([closest?.a, closest?.b, apart?.voice, supported, pairs.length], [a, b, c, [a, b], 3]);
  assert.equal(overlap([5, -4, 3, 0], [-5, 4, 0, 0]), 2);
  assert.equal(compared(voice('attention_rollout', [1, 2]), voice('lime', [-1, -2])).tau, 1, 'sizes alone');
  assert.deepEqual(agreement([]).supported, []);
});

test('dependence: 0 for the same weights, 1 where nothing is kept', () => {
  assert.equal(difference([1, -2], [1, -2]), 0);
  assert.equal(difference([1, 0], [0, 1]), 1);
  assert.equal(difference([1, 2], [-1, -2]), 1);
  assert.equal(difference([0], [0]), 0);
  assert.equal(dependence([[1, 0], [1, 0], [0, 1]]), 2 / 3);
  assert.equal(dependence([[1]]), null);
});

test('the variants differ in one choice each, whatever the options say', () => {
  const state = { ...initial('a', 'explain'), preset: /** @type {const} */ ('library'), removal: /** @type {const} */ ('mask'), seed: 3 };
  const jobs = variants(state, 'm');
  assert.deepEqual(jobs.map(({ ask }) => ask.options?.removal ?? ask.options?.baseline), ['delete', 'mask', 'unk', 'refill', 'pad', 'mask', 'zero', 'mean']);
  assert.equal(new Set(jobs.map(({ name }) => name)).size, jobs.length);
  assert.deepEqual(jobs[0].ask.options, { removal: 'delete', faithfulness: false });
});
