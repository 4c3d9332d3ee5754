/**
 * The answer of /checklist (docs/API.md).
 *
 * @typedef {'same' | 'positive_not_less' | 'negative_not_less' | 'predicted_not_less' | 'predicted_not_more' | 'positive' | 'negative'} Expect
 * @typedef {'invariance' | 'directional' | 'minimum_functionality'} Kind
 *
 * @typedef {object} Case
 * @property {string} name  what was done
 * @property {string} sentence  that was varied
 * @property {string} text  the variant
 * @property {Expect} expect
 *
 * @typedef {object} Result  of one model
 * @property {boolean | null} pass  null: it has no such labels
 * @property {string} label_before  of the sentence
 * @property {string} label  of the variant
 * @property {number[]} before  probabilities by label, of the sentence
 * @property {number[]} after  of the variant
 *
 * @typedef {{ case: Case, kind: Kind, results: Result[] }} Checked
 * @typedef {{ models: { model: string, labels: string[] }[], cases: Checked[] }} Answer  as it grows
 * @typedef {{ models: string[], text?: string, cases?: Case[], seed?: number }} Ask
 */
export {};
