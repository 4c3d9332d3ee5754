/**
 * The answer of /evaluate (docs/API.md).
 *
 * @typedef {{ value: number, low: number | null, high: number | null, rows: number }} Estimated
 * @typedef {{ label: string, right: boolean | null, probabilities: number[] }} Verdict  of one model
 * @typedef {{ row: number, label: string | null, results: Verdict[], disagreement?: number }} EvaluatedRow
 * @typedef {import('../explain/types.js').Answer & { row: number }} RowExplanation
 * @typedef {{ label: string, rows: number, predicted: number, false_positives: number, false_negatives: number }} Errors
 * @typedef {{ from: number, to: number, confidence: number, accuracy: Estimated }} Bin
 *
 * @typedef {object} EvaluatedModel
 * @property {string} model
 * @property {string[]} labels
 * @property {{ positive: string | null, neutral: string | null, negative: string | null, assumed: boolean }} senses
 * @property {number} labelled  rows whose label it has
 * @property {boolean} too_few
 * @property {{ label: string, rows: number }[]} left_out
 * @property {number} truncated
 * @property {Estimated | null} accuracy
 * @property {number[][]} confusion  [true][predicted]
 * @property {Errors[]} errors
 * @property {{ ece: number, bins: Bin[] } | null} calibration
 * @property {{ neutral: Estimated | null, masked: Estimated | null, removal: 'mask' | 'delete' } | null} lean
 *
 * @typedef {object} Pair
 * @property {number} different
 * @property {Estimated | null} disagreement
 * @property {{ rows: number, only_first: number, only_second: number, p_value: number } | null} contest
 * @property {{ neutral: Estimated | null, masked: Estimated | null } | null} lean  first − second
 *
 * @typedef {{ mean: number, low: number | null, high: number | null, effect: number }} Effect
 * @typedef {{ word: string, rows: number, results: Effect[], difference?: Effect }} WordReport
 * @typedef {{ method: import('../../types.js').Method, target: string, total: number, words: WordReport[] }} Words
 *
 * @typedef {object} Evaluation  as it grows; the totals come last
 * @property {EvaluatedRow[]} rows
 * @property {RowExplanation[]} explanations
 * @property {number} [count]
 * @property {EvaluatedModel[]} [models]
 * @property {Pair} [pair]
 * @property {Words} [words]
 *
 * @typedef {object} Ask
 * @property {string[]} models
 * @property {import('./read.js').Row[]} rows
 * @property {import('../../types.js').Method} [method]
 * @property {string} [target]
 * @property {number} [seed]
 * @property {Record<string, unknown>} [options]
 */
export {};
