/**
 * The answer of /attack/defend (docs/API.md).
 *
 * @typedef {import('../../../types.js').Defence} Defence
 *
 * @typedef {object} Found  what a model says of the example
 * @property {string} model
 * @property {string[]} labels
 * @property {number[]} before  of the text
 * @property {number[]} after  of the edited text
 * @property {boolean} flipped
 *
 * @typedef {object} Defended
 * @property {Defence | null} defence  null: none
 * @property {Found[]} found  by model
 * @property {boolean} still_works  whether the edited text reaches the goal
 * @property {{ texts: number, reached: number, queries: number, reached_here: boolean }} attacked
 * @property {{ rows: number[], accuracy: (number | null)[] } | null} clean  by model
 *
 * @typedef {{ defence: Defence, detail: string }} Missing  a defence that cannot be had
 * @typedef {{ defences: Defended[], missing: Missing[] }} Answer  as it grows
 *
 * @typedef {object} Trial  what defences are tried on
 * @property {string[]} models
 * @property {string} text
 * @property {string} edited
 * @property {import('../../../types.js').Recipe} recipe
 * @property {import('../../../types.js').Goal} goal
 * @property {number} seed
 * @property {Record<string, unknown>} options
 * @property {{ text: string, label: string }[]} rows
 * @property {number} attacked_rows
 */
export {};
