import { counted, plain, tiny } from './numbers.js';

/** @typedef {import('./types.js').Method} Method */
/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Explained} Explained */
/** @typedef {import('./types.js').Faithfulness} Faithfulness */
/** @typedef {'holds' | 'roughly' | 'doubtful'} Level */
/** @typedef {{ level: Level, text: string }} Verdict */

/** @type {Level[]} */
const LEVELS = ['holds', 'roughly', 'doubtful'];

/** How a linear model fits: weighted R², and how far it misses the text itself. */
const GOOD_FIT = { r2: 0.8, gap: 0.05 };
const POOR_FIT = { r2: 0.5, gap: 0.2 };

/** The share of the change that integrated gradients may miss. */
const GOOD_GAP = 0.01;
const POOR_GAP = 0.05;

/** Fewer samples for each word fit any line. */
const ENOUGH = 5;

/** Whether a line was drawn through too few samples to mean much. @param {Answer} answer */
const isThin = ({ units, cost: { budget, exact } }) => (exact === null || exact > budget) && budget < ENOUGH * units.length;

/** @param {Explained} result @param {Answer} answer @returns {Verdict} */
function lime({ prediction, quality: { r2 = 0, local_prediction: local = 0 } }, answer) {
  const gap = Math.abs(local - prediction);
  const poor = r2 < POOR_FIT.r2 || gap > POOR_FIT.gap;
  const level = r2 >= GOOD_FIT.r2 && gap <= GOOD_FIT.gap ? 'holds' : poor ? 'doubtful' : 'roughly';
  if (level === 'holds' && isThin(answer))
    return { level: 'roughly', text: `A straight line fits with R² ${plain(r2)}, but through ${counted(answer.cost.budget)} samples for ${answer.units.length} words, which fit easily.` };
  const meaning = { holds: 'a good summary', roughly: 'a rough sketch', doubtful: 'too rough to rely on' }[level];
  return { level, text: `A straight line through the samples fits with R² ${plain(r2)} and says ${plain(local)} where the model says ${plain(prediction)}: ${meaning}.` };
}

/** @param {Explained} result @param {Answer} answer @returns {Verdict} */
function shap({ quality: { residual = 0, unresolved = [] } }, { cost }) {
  if (unresolved.length) {
    const one = unresolved.length === 1;
    const phrases = one ? 'One phrase was' : `${unresolved.length} phrases were`;
    return { level: 'roughly', text: `${phrases} not divided within ${counted(cost.budget)} texts; ${one ? 'its' : 'their'} weight stands in brackets instead of on single words.` };
  }
  const exact = cost.exact !== null && cost.exact <= cost.budget;
  const how = exact ? 'every combination of words was asked about' : `estimated from ${counted(cost.budget)} combinations of words`;
  const adds = Math.abs(residual) < 1e-4 ? 'add up to f(x)' : `miss f(x) by ${tiny(residual)}`;
  return { level: exact ? 'holds' : 'roughly', text: `Base value and weights ${adds}; ${how}.` };
}

/** @param {Explained} result @returns {Verdict} */
function integrated({ quality: { delta = 0, steps = 0, converged, value, baseline_value: blank } }) {
  const change = value === undefined || blank === undefined ? null : Math.abs(value - blank);
  const missed = change ? Math.abs(delta) / change : 0;
  const level = converged === false || missed > POOR_GAP ? 'doubtful' : missed > GOOD_GAP ? 'roughly' : 'holds';
  const share = change ? ` (${plain(missed * 100, 1)} % of the change)` : '';
  return { level, text: `The weights miss the change from the blank text to this one by ${tiny(Math.abs(delta))}${share}, in ${counted(steps)} steps.` };
}

/** What the other methods can and cannot say. @type {Partial<Record<Method, Verdict>>} */
const ALWAYS = {
  gradient_x_input: { level: 'roughly', text: 'A first look: the slope at this very text. It adds up to nothing.' },
  occlusion: { level: 'roughly', text: 'Each word was taken away alone: two words that say the same can both look idle.' },
  attention_rollout: { level: 'roughly', text: 'It follows attention, which shows where the model looked and not what for; it knows no minus.' },
};

/** What the method itself says of its fit. @param {Explained} result @param {Answer} answer @returns {Verdict} */
function fitOf(result, answer) {
  if (answer.method === 'lime') return lime(result, answer);
  if (answer.method === 'shap') return shap(result, answer);
  if (answer.method === 'integrated_gradients') return integrated(result);
  return /** @type {Verdict} */ (ALWAYS[answer.method]);
}

/** Whether taking away the strongest words first does more than a random order. @param {Faithfulness} report */
export const beatsChance = ({ comprehensiveness, random_high }) => comprehensiveness > random_high;

/** @param {Faithfulness[]} reports  by each way of removal @returns {Verdict | null} */
function deletion(reports) {
  if (!reports.length) return null;
  const beaten = reports.filter(beatsChance).length;
  const level = beaten === reports.length ? 'holds' : beaten ? 'roughly' : 'doubtful';
  const [{ comprehensiveness: fall, random_high: chance }] = reports;
  const falls = `Without its strongest words the probability ${fall < 0 ? 'rises' : 'falls'} by ${plain(Math.abs(fall))}`;
  const against = `at random by up to ${plain(chance)}`;
  const but = level === 'roughly' ? '; the two ways of removal disagree' : level === 'doubtful' ? ': no better than chance' : '';
  return { level, text: `${falls}, ${against}${but}.` };
}

/**
 * One plain sentence or two on how far an explanation can be trusted: by its
 * own fit, and by taking away the words that it names.
 * @param {Explained} result @param {Answer} answer @returns {Verdict}
 */
export function verdictOf(result, answer) {
  const both = [fitOf(result, answer), deletion(result.quality.faithfulness ?? [])].filter((verdict) => verdict !== null);
  const level = LEVELS[Math.max(...both.map((verdict) => LEVELS.indexOf(verdict.level)))];
  return { level, text: both.map(({ text }) => text).join(' ') };
}
