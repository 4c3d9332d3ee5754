/**
 * The shapes of corpora and of searches in them (docs/API.md, section 2).
 * Words of a corpus count from 0 within their sentence.
 *
 * @typedef {object} CorpusWord
 * @property {string} form
 * @property {string | null} lemma
 * @property {string | null} upos
 * @property {string | null} xpos
 * @property {string | null} feats
 * @property {number | null} head  from 1; 0: the root
 * @property {string | null} deprel
 * @property {number} start  UTF-16, into the sentence
 * @property {number} end
 *
 * @typedef {object} Hit
 * @property {number} score  mean cosine
 * @property {{ id: string, text: string, document: string | null }} sentence
 * @property {number | null} word  the one that is near; null: what is near stands between words
 * @property {CorpusWord[]} tokens  words of the sentence
 * @property {number[]} attention_to  the word's attention, by word; empty at layer 0
 * @property {number | null} attended  the word that it attends to most
 *
 * @typedef {object} Count  how often a label stands among the neighbours
 * @property {string} label
 * @property {number} count
 * @property {number} share  0..1
 * @property {number} low  95 % interval of the share (Wilson)
 * @property {number} high
 * @property {number} base_rate  share in the whole corpus
 * @property {number | null} lift  share over base rate
 * @property {boolean} significant  after correction for the length of the list
 *
 * @typedef {'upos' | 'deprel' | 'feats' | 'lemma' | 'attended_upos' | 'attended_deprel' | 'offset'} Topic
 *
 * @typedef {object} Search  the answer of /search
 * @property {Hit[]} hits  by falling score
 * @property {Record<Topic, Count[]>} summary  by falling count
 * @property {number} random_pair_score  median of random pairs of the layer
 * @property {number} searched  tokens
 * @property {number} seconds
 *
 * @typedef {{ label: string, share: number, base_rate: number }} Share
 * @typedef {{ label: string, probability: number, accuracy: number }} Probe  what a linear classifier says of the token, and how often it is right
 * @typedef {{ layer: number, shares: Share[], neighbours: number, probe?: Probe }} LayerShares  shares by falling share, of so many neighbours with a label
 * @typedef {{ layers: LayerShares[] }} ByLayer  the answer of /by-layer
 *
 * @typedef {object} Build  of a corpus for a model
 * @property {string} model
 * @property {'absent' | 'building' | 'stopped' | 'ready' | 'mismatch' | 'failed'} state
 * @property {number[]} layers_ready
 * @property {number} bytes  on disk, when done
 * @property {number | null} seconds  that a build takes, about
 * @property {string | null} error
 * @property {'absent' | 'making' | 'ready'} heads  whether they are measured on it
 * @property {'absent' | 'making' | 'ready'} probes  whether they are trained on it
 *
 * @typedef {object} Corpus
 * @property {string} id
 * @property {string} name
 * @property {string | null} language
 * @property {number} sentences
 * @property {number} words
 * @property {string} annotation
 * @property {string | null} license
 * @property {string[]} labels  what words are annotated with
 * @property {'absent' | 'getting' | 'ready'} state
 * @property {number | null} download  bytes
 * @property {string | null} error  why the last download failed
 * @property {Build[]} builds
 *
 * @typedef {object} Progress
 * @property {number} done
 * @property {number} total
 * @property {'download' | 'read' | 'tokenize' | 'build' | 'measure' | 'train'} phase
 * @property {number | null} rate  per second
 * @property {number | null} seconds_left
 */

export {};
