/**
 * What heads do and what layers know (docs/API.md, “Heads” and “Probes”). Heads and layers count from 1.
 *
 * @typedef {'previous' | 'next' | 'self' | 'special' | 'punctuation' | 'same_word' | 'broad'} Habit
 * @typedef {'from_dependent' | 'from_head'} Seen
 *
 * @typedef {object} Habits  of one head: means over the words of a corpus
 * @property {number} layer
 * @property {number} head
 * @property {number} entropy  of a row / ln n, 0..1
 * @property {number} distance  tokens
 * @property {number} previous  shares 0..1
 * @property {number} next
 * @property {number} self
 * @property {number} special
 * @property {number} punctuation
 * @property {number} same_word
 * @property {Habit[]} labels
 * @property {string[]} relations  that no other head finds as often, where it beats the best fixed offset
 *
 * @typedef {object} Finding  how often one head finds the other end of a relation
 * @property {number} layer
 * @property {number} head
 * @property {Seen} seen
 * @property {number} count
 * @property {number} share
 * @property {number} low  95 %
 * @property {number} high
 * @property {number} baseline  what the best fixed offset finds
 * @property {number} offset  that offset, in words
 * @property {boolean} beats_baseline
 *
 * @typedef {{ relation: string, words: number, best: Finding | null }} Relation
 *
 * @typedef {object} HeadTable
 * @property {number} sentences
 * @property {Habits[]} heads  layer by layer
 * @property {Relation[]} relations  by falling number of words
 * @property {Finding[]} [findings]  of the relation that was asked for, by falling share
 * @property {number[][]} divergence  Jensen–Shannon, nats, in the order of `heads`
 *
 * @typedef {object} Example
 * @property {{ id: string, document: string | null, text: string }} sentence
 * @property {number} from  token that looks
 * @property {number | null} to
 * @property {number} weight
 *
 * @typedef {{ label: string, probability: number }} Tag
 *
 * @typedef {object} ProbedLayer
 * @property {number} layer
 * @property {number} accuracy
 * @property {number} low
 * @property {number} high
 * @property {number} control
 * @property {(Tag | null)[]} tags  by token
 *
 * @typedef {{ label: 'upos' | 'deprel', labels: number, words: [number, number, number], majority: number, layers: ProbedLayer[] }} Probes
 */

export {};
