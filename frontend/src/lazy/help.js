import { h } from '../ui/dom.js';
import { ATTACK } from './help-attack.js';
import { CORPUS } from './help-corpus.js';
import { EXPLAIN } from './help-explain.js';

/**
 * @typedef {object} Help
 * @property {string} title
 * @property {string} caution
 * @property {[string, string][]} reading  term and meaning
 * @property {string} pointer  what mouse and touch do
 * @property {[string, string][]} keys
 */

/** @type {[string, string][]} */
const KEYS = [
  ['↑ ↓', 'the token above or below'],
  ['← →', 'the column that looks, the column looked at'],
  ['Enter, Space', 'lock or unlock the token'],
  ['m', 'mask or unmask the token'],
  ['e', 'on a token: put another one there, or edit the text; on a head: its menu'],
  ['c', 'back to the plain text: no masks, no replaced tokens'],
  ['Esc', 'clear every lock'],
  ['[ ]', 'the layer below or above'],
  ['Enter on a head', 'only this head, and again for all'],
  ['a h o s', 'arcs, heat map, overview of all heads, map of heads'],
  ['f', 'find a head: between two words, by relation, by habit, or like another'],
  ['v', 'weights as numbers in the picture'],
  ['p', 'keep this picture beside the next'],
  ['u, Ctrl+Z', 'undo; with Shift, redo'],
  ['?', 'this help'],
];

/** @type {[string, string][]} */
const READING = [
  [
    'An arc',
    'runs from a token on the left to a token it looks at on the right. The wider and stronger it is, the more weight: width and strength are measured against the largest weight in view, which the line above the picture names.',
  ],
  [
    'Heads',
    'Each layer has several heads, and each looks for itself. Chosen heads are combined by their mean, unless View says otherwise. Point at a head to see it alone.',
  ],
  [
    'Threshold',
    'Every token spreads a weight of 1 over all tokens. At 70 %, its heaviest targets are drawn until they hold 70 % of what is left after special tokens; the one that crosses the line is still drawn.',
  ],
  [
    'Special tokens',
    'Tokens such as [CLS] and [SEP] often take most of the weight. They are hidden at first; the line above the picture says how much they take.',
  ],
  [
    'Cells beside the tokens',
    'One column per head. On the left, focus: strong where the head looks at few tokens, faint where it looks at all alike (1 − entropy / ln n). On the right, the attention a token receives, averaged over all that are not special. With a token locked, the cells facing it show exactly its weight per head.',
  ],
  [
    'Heat map',
    'The same weights as a square: rows look, columns are looked at, no threshold. The strongest cell is the largest weight.',
  ],
  [
    'All heads',
    'Every head of every layer, small. Colour and order them by how spread out they are (entropy), how far they look, or the share they give to the token before, the one after, themselves or special tokens.',
  ],
  [
    'Labels',
    'What a head does was measured on a corpus. A relation such as obj stands there only where the head finds it more often than the best fixed offset, by its whole 95 % interval, on documents that it was not chosen on; point at the head for the numbers. Other labels say where most of its attention goes.',
  ],
  [
    'Map of heads',
    'Heads that look at the same words lie near each other. The shape says what a head mostly looks at, the filling its layer. A plane holds a part of the differences only; the sentence above says how much.',
  ],
  [
    'What the layers know',
    'Linear classifiers read parts of speech and relations off the hidden states, one for each layer. “Right” is counted on words they have not seen; hold it against the commonest label, layer 0 and the control task, in which every word has a label drawn at random.',
  ],
  [
    'Switched off',
    'A head that is switched off adds nothing to what the layers after it read. What changes then is what the model needed it for, at least in this sentence.',
  ],
  [
    'Words',
    'A word may be cut into pieces; a line joins them. View can merge them: weights into a word are added up, weights out of it averaged.',
  ],
  ['Mask', 'A masked token is hidden from the model, which must guess it from the rest. Double-click a token to mask it.'],
  [
    'Layer by layer',
    'What the model would guess if it stopped after that layer. Early layers are not made to be read this way; watch where the answer settles.',
  ],
];

/** @type {Help} */
const ATTENTION = {
  title: 'Reading the picture',
  caution:
    'Attention shows where a head looks, not why the model decided. A heavy arc is a good question, not an answer: test it by masking the token and reading what changes.',
  reading: READING,
  pointer:
    'Point to preview, click to lock (several tokens can be locked), double-click to mask. Double-click a head to see only that one. Right-click, or press long, for what else can be done to a token or a head.',
  keys: KEYS,
};

/** @type {Record<import('../state/state.js').Place, Help>} */
const HELP = { attention: ATTENTION, corpus: CORPUS, explain: EXPLAIN, attack: ATTACK };

/** @type {Partial<Record<import('../state/state.js').Place, HTMLDialogElement>>} */
const panels = {};

/** Opens the help of a place. @param {import('../state/state.js').Place} place */
export function openHelp(place) {
  const panel = (panels[place] ??= help(HELP[place]));
  for (const other of Object.values(panels)) other.remove();
  document.body.append(panel);
  panel.showModal();
}

/** @param {Help} about */
function help({ title, caution, reading, pointer, keys }) {
  const close = h('button', { type: 'button', className: 'quiet', onclick: () => dialog.close() }, 'Close');
  const dialog = h(
    'dialog',
    { id: 'help', 'aria-labelledby': 'help-title' },
    h('div', { className: 'help-head' }, h('h2', { id: 'help-title' }, title), close),
    h('p', { className: 'caution' }, caution),
    h('dl', { className: 'meanings' }, ...reading.flatMap(([term, text]) => [h('dt', {}, term), h('dd', {}, text)])),
    h('h3', {}, 'Mouse and touch'),
    h('p', {}, pointer),
    h('h3', {}, 'Keys'),
    h('dl', { className: 'keys' }, ...keys.flatMap(([key, text]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, text)])),
  );
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}
