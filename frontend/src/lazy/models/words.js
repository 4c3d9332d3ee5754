/** @typedef {import('../../types.js').Model} Model */

/** @type {Record<string, string>} */
const ARCHITECTURES = {
  albert: 'ALBERT',
  bert: 'BERT',
  distilbert: 'DistilBERT',
  electra: 'ELECTRA',
  gpt2: 'GPT-2',
  roberta: 'RoBERTa',
};

/** @param {string} architecture */
export const architectureName = (architecture) => ARCHITECTURES[architecture] ?? architecture;

/** @param {string[]} labels */
const few = (labels) => (labels.length > 4 ? `${labels.slice(0, 3).join(', ')} and ${labels.length - 3} more` : labels.join(', '));

/** What a model predicts, in a word or two. @param {Model} model */
export function taskName({ task, labels = [] }) {
  const names = {
    'fill-mask': 'masked words',
    causal: 'next words',
    classification: labels.length ? few(labels) : 'classes',
    encoder: 'nothing (no head)',
  };
  return names[task];
}

/** In the largest unit that is not more than the value. @param {number} value @param {[number, string][]} units falling */
function inUnits(value, units) {
  const [size, name] = units.find(([unit]) => value >= unit) ?? units[units.length - 1];
  const scaled = value / size;
  const digits = size > 1 && scaled < 100 ? 1 : 0;
  return `${scaled.toFixed(digits)}${name}`;
}

/** How many numbers a model was trained with. @param {number} parameters */
export const parametersIn = (parameters) =>
  inUnits(parameters, [
    [1e9, ' billion'],
    [1e6, ' million'],
    [1e3, ' thousand'],
    [1, ''],
  ]);

/** @param {number} bytes */
export const sizeOf = (bytes) =>
  inUnits(bytes, [
    [1e9, ' GB'],
    [1e6, ' MB'],
    [1e3, ' kB'],
    [1, ' bytes'],
  ]);

/** As long as a model's name may be. */
const LONGEST = 64;

/**
 * A name for a model, from that of its file; one that no other model has.
 * @param {string} file @param {string[]} taken
 */
export function idFor(file, taken) {
  const stem = file.replace(/\.[A-Za-z]{1,11}$/, '');
  const plain = stem.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+|-+$/g, '') || 'model';
  for (let n = 1; ; n++) {
    const end = n === 1 ? '' : `-${n}`;
    const id = plain.slice(0, LONGEST - end.length) + end;
    if (!taken.includes(id)) return id;
  }
}

/** What can be said with a file, by its name in the API and on the command line. */
export const FIELDS = {
  like: 'Built like',
  heads: 'Heads per layer',
  tokenizer: 'Tokenizer of',
  head: 'Classifier’s matrix',
  labels: 'Labels',
};

/** A sentence of the server that names an option of the command line, with the field's name instead. @param {string} sentence */
export const onPage = (sentence) =>
  sentence.replace(/--(heads?|like|tokenizer|labels)\b/g, (_, name) => `“${FIELDS[/** @type {keyof typeof FIELDS} */ (name)]}”`);
