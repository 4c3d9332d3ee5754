/**
 * The shapes that travel: what the API answers (docs/API.md, section 1) and
 * what the page derives from it. Layers and heads count from 1, tokens from 0.
 *
 * @typedef {object} Model
 * @property {string} id
 * @property {string} name
 * @property {string} architecture
 * @property {'fill-mask' | 'causal' | 'classification' | 'encoder'} task
 * @property {number} layers  how many
 * @property {number} heads  how many per layer
 * @property {number} max_tokens
 * @property {number} parameters
 * @property {string[]} [labels]  of a classifier
 * @property {string} [license]
 * @property {boolean} default
 * @property {string} [error]  why it could not be loaded, as a sentence
 *
 * @typedef {{ text: string, probabilities: number[], label: string }} Sample  what a classifier makes of a sentence
 * @typedef {Model & { assumptions: string[], samples?: Sample[] }} Imported
 *
 * @typedef {object} Token
 * @property {number} index
 * @property {number} id  what the model saw
 * @property {string} piece
 * @property {string} text
 * @property {number | null} word  index into the words
 * @property {'a' | 'b' | null} side  of which text; null: added by the tokenizer
 * @property {number | null} start  UTF-16, into that text
 * @property {number | null} end
 * @property {boolean} special
 * @property {boolean} masked
 *
 * @typedef {{ index: number, text: string, tokens: [number, number] }} Word  `tokens`: first and last
 * @typedef {{ side: string, at: number, tokens_total: number, tokens_kept: number }} Truncation
 * @typedef {{ token: string, id: number, probability: number }} Prediction
 * @typedef {{ label: string, probability: number, logit: number }} ClassScore
 *
 * @typedef {object} Analysis  the answer of /analyze
 * @property {Token[]} tokens
 * @property {Word[]} words
 * @property {Prediction[][] | null} predictions  one list per token
 * @property {ClassScore[] | null} classes
 * @property {Truncation | null} truncated
 *
 * @typedef {object} Attention  one layer of /attention
 * @property {number} layer
 * @property {number} heads  how many
 * @property {Token[]} tokens
 * @property {Word[]} words
 * @property {Truncation | null} truncated
 * @property {Uint16Array} weights  [head][from][to], 65535 = 1
 *
 * @typedef {object} LensLayer
 * @property {number} layer  0 = embedding output
 * @property {Prediction[]} predictions
 * @property {{ token: string, id: number, probability: number, rank: number } | null} original
 * @property {number} entropy  nats
 *
 * @typedef {{ token: number, layers: LensLayer[] }} Lens
 *
 * @typedef {'from' | 'to'} Side
 * @typedef {{ index: number, side: Side }} Lock  a token held in the picture
 *
 * @typedef {{ index: number, token: string }} Replacement  a token that stands for the one of the text
 * @typedef {{ layer: number, head: number }} HeadAt
 *
 * @typedef {object} HeadSummary  of one head, over all tokens
 * @property {number} entropy  of a row / ln n, 0..1, their mean
 * @property {number} distance  tokens
 * @property {number} previous  shares 0..1: on the token before, after, itself, on special tokens
 * @property {number} next
 * @property {number} self
 * @property {number} special
 *
 * @typedef {object} Overview  all heads of /attention, made smaller
 * @property {number} layers  how many
 * @property {number} heads  how many per layer
 * @property {number} size  rows and columns of each
 * @property {Uint8Array} weights  [layer][head][from][to], 255 = 1
 * @property {HeadSummary[][] | null} summary  [layer][head]
 *
 * @typedef {object} Unit  a row of the picture: a token, or a word's tokens
 * @property {number} index
 * @property {number} first  first token
 * @property {number} last  last token
 * @property {string} label
 * @property {boolean} special
 * @property {boolean} masked
 * @property {boolean} joined  continues the word of the unit before it
 * @property {'a' | 'b' | null} side  of which text
 * @property {number | null} start  UTF-16, into that text
 * @property {number | null} end
 * @property {string | null} replaced  what stands there instead
 *
 * @typedef {'lime' | 'shap' | 'integrated_gradients' | 'gradient_x_input' | 'occlusion' | 'attention_rollout'} Method  of /explain
 * @typedef {'typo' | 'homoglyph' | 'masked_lm' | 'synonym' | 'gradient' | 'delete' | 'insert' | 'negate' | 'own'} EditKind  where a replacement comes from
 * @typedef {{ word: number, kind: EditKind, replacement: string }} WordEdit  of an attack; an empty replacement leaves the word out
 * @typedef {'deep_word_bug' | 'typos' | 'homoglyphs' | 'bae' | 'bert_attack' | 'pwws' | 'hot_flip' | 'input_reduction'} Recipe  of /attack
 * @typedef {'left' | 'right' | 'both' | 'left_only' | 'right_only' | 'disagree'} Goal  of /attack
 * @typedef {'unicode' | 'spelling' | 'drop_unknown' | 'mark_unknown' | 'refill' | 'synonyms' | 'ensemble'} Defence  of /attack/defend
 * @typedef {{ labels: string[], probabilities: number[][] }} Classified  by text, in the order of the labels
 */
export {};
