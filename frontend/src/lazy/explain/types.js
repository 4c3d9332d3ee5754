/**
 * The answer of /explain (docs/API.md). Weights are in the order of the units.
 *
 * @typedef {import('../../types.js').Method} Method
 *
 * @typedef {object} ExplainedUnit
 * @property {number} index
 * @property {string} text
 * @property {number | null} start  UTF-16; null: added by the tokenizer
 * @property {number | null} end
 * @property {number | null} word
 * @property {[number, number][]} [repeats]  further places of a word that is one unit wherever it stands
 *
 * @typedef {{ unit: number, weight: number, low?: number, high?: number }} UnitWeight  `low`, `high`: 95 % interval
 *
 * @typedef {object} CurvePoint  the target's probability once a share of the units is taken away
 * @property {number} share
 * @property {number} most_first
 * @property {number} least_first
 * @property {number} [random_low]
 * @property {number} [random_high]
 *
 * @typedef {object} Faithfulness
 * @property {'delete' | 'mask'} operator
 * @property {number} comprehensiveness
 * @property {number} sufficiency
 * @property {number} tau_loo
 * @property {number} random_low  of comprehensiveness, 5 % and 95 % of 20 random orders
 * @property {number} random_high
 * @property {CurvePoint[]} [curves]
 *
 * @typedef {object} Quality  only what the method knows
 * @property {number} [r2]
 * @property {number} [local_prediction]
 * @property {number} [intercept]
 * @property {number} [residual]
 * @property {{ first: number, last: number, weight: number }[]} [unresolved]  phrases, units from first to last
 * @property {number} [delta]
 * @property {number} [steps]
 * @property {boolean} [converged]
 * @property {'log_odds' | 'logit' | 'probability'} [output]  the unit of the weights
 * @property {number} [value]  f(x) in that unit
 * @property {number} [baseline_value]
 * @property {number} [outside]  the weight of tokens that belong to no unit
 * @property {Faithfulness[]} [faithfulness]
 *
 * @typedef {object} Explained  for one model
 * @property {string} model
 * @property {number} prediction  the target's probability
 * @property {number | null} base_value
 * @property {UnitWeight[]} weights
 * @property {Quality} quality
 * @property {{ text: string, prediction: number }} [blank]  the text without any unit
 *
 * @typedef {object} Answer
 * @property {Method} method
 * @property {string} target
 * @property {ExplainedUnit[]} units
 * @property {Explained[]} results
 * @property {UnitWeight[]} [difference]
 * @property {number} evaluations
 * @property {{ budget: number, exact: number | null }} cost
 * @property {number} seed
 * @property {import('../../types.js').Truncation | null} truncated
 * @property {{ model: string, text: string, probabilities: number[] }[]} [table]
 *
 * @typedef {{ done: number, total: number, phase: string }} Progress
 *
 * @typedef {object} Ask  the body of a request
 * @property {string[]} models
 * @property {string} text
 * @property {Method} method
 * @property {string} [target]
 * @property {number} [seed]
 * @property {Record<string, unknown>} [options]
 */
export {};
