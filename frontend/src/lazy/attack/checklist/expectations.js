/** @typedef {import('./types.js').Expect} Expect */
/** @typedef {import('./types.js').Kind} Kind */

/** What can be expected of a variant: as the table says it, and as the form explains it. @type {Record<Expect, { short: string, long: string, kind: Kind }>} */
export const EXPECTATIONS = {
  same: { short: 'the same label', long: 'the label of the sentence', kind: 'invariance' },
  positive_not_less: { short: 'not less positive', long: 'the positive label no less likely (by 0.1 at most)', kind: 'directional' },
  negative_not_less: { short: 'not less negative', long: 'the negative label no less likely (by 0.1 at most)', kind: 'directional' },
  predicted_not_less: { short: 'no less sure', long: 'the label of the sentence no less likely (by 0.1 at most)', kind: 'directional' },
  predicted_not_more: { short: 'no surer', long: 'the label of the sentence no likelier (by 0.1 at most)', kind: 'directional' },
  positive: { short: 'positive', long: 'the positive label, whatever the sentence', kind: 'minimum_functionality' },
  negative: { short: 'negative', long: 'the negative label, whatever the sentence', kind: 'minimum_functionality' },
};

/** The capabilities that are tested, in the order of the table. @type {Record<Kind, { name: string, hint: string }>} */
export const KINDS = {
  invariance: { name: 'Invariance', hint: 'what should change nothing' },
  directional: { name: 'Direction', hint: 'what should move the answer one way, or at least not the other' },
  minimum_functionality: { name: 'Basics', hint: 'what every classifier of sentiment should know' },
};

/** @param {unknown} value @returns {value is Expect} */
export const isExpect = (value) => typeof value === 'string' && Object.hasOwn(EXPECTATIONS, value);
