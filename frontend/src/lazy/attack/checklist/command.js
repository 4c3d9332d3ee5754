import { fileName } from '../../export/files.js';

/** Words of the sentence that name a file. */
const WORDS = 5;

/** The name of a set's file. @param {string} sentence */
export function setName(sentence) {
  const words = sentence.normalize('NFKD').toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${fileName(['checklist', ...words.slice(0, WORDS)].join('-'))}.json`;
}

/**
 * What runs a set on the command line. Ids of models need no quotation marks.
 * @param {string} file @param {string[]} models  one or two ids
 */
export const commandOf = (file, models) => ['headlight checklist run', file, ...models.map((id, i) => `${i ? '--model2' : '--model'} ${id}`)].join(' ');
