/**
 * The answers of /attack and /attack/candidates (docs/API.md), and what the
 * place makes of them. Probabilities are by model, then by label.
 *
 * @typedef {import('../../types.js').Model} Model
 * @typedef {import('../../types.js').WordEdit} WordEdit
 * @typedef {import('../../types.js').EditKind} EditKind
 * @typedef {import('../../state/state.js').State} State
 *
 * @typedef {object} Word  of the original
 * @property {number} index
 * @property {string} text
 * @property {number} start  UTF-16
 * @property {number} end
 * @property {'word' | 'number' | 'punctuation' | 'symbol'} kind
 *
 * @typedef {object} Said  what a model says of the text
 * @property {Model} model
 * @property {string[]} labels
 * @property {number[]} before
 * @property {number[]} after  with the edits
 *
 * @typedef {'opposite' | 'negation' | 'not_a_word' | 'unlikely' | 'drifted'} Alarm
 *
 * @typedef {object} Candidate
 * @property {number} word
 * @property {EditKind} kind
 * @property {string} replacement
 * @property {number[][]} probabilities
 * @property {number[][]} change
 * @property {Alarm[]} alarms
 * @property {number | null} drop  how much less it is expected than the word before, nats a piece; null: not told
 * @property {number | null} cosine  of the sentence vectors of the edited text and the original
 *
 * @typedef {object} Candidates
 * @property {string} text
 * @property {number[][]} probabilities
 * @property {Candidate[]} candidates
 * @property {{ kind: EditKind, detail: string }[]} missing
 *
 * @typedef {object} Tried  an edit with what the models then say
 * @property {number} word
 * @property {EditKind} kind
 * @property {string} replacement
 * @property {number[][]} probabilities
 *
 * @typedef {Tried & { queries: number, candidates: number, tried: Tried[] }} Step  an edit that was taken; `queries`: texts asked by then, `candidates`: edits tried for it
 *
 * @typedef {WordEdit & { original: string, without: number[][], alarms: Alarm[], drop: number | null }} FoundEdit
 *
 * @typedef {object} Found  what a search came to
 * @property {import('../../types.js').Recipe} recipe
 * @property {import('../../types.js').Goal} goal
 * @property {'reached' | 'not_reached' | 'budget_spent' | 'nothing_to_edit'} outcome
 * @property {boolean} reached
 * @property {string} text
 * @property {Word[]} words
 * @property {FoundEdit[]} edits
 * @property {{ model: string, labels: string[], before: number[], after: number[], flipped: boolean }[]} results
 * @property {WordEdit[]} undone
 * @property {Step[]} steps
 * @property {number | null} cosine
 * @property {number} queries
 * @property {{ wordnet: boolean, masked_lm: boolean }} known_by
 * @property {number} seed
 *
 * @typedef {object} Room  what a section is given to draw
 * @property {State} state
 * @property {Model[]} models  one or two
 * @property {Word[]} words  of the original, as far as the first model reads
 * @property {string} draft  the text with its edits
 * @property {Said[]} said  by model
 *
 * @typedef {{ element: HTMLElement, render: (room: Room) => void }} Section
 */
export {};
