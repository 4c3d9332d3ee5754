import { best } from '../names.js';
import { editText } from './words.js';

/** @typedef {import('../types.js').Said} Said */
/** @typedef {import('./runs.js').Run} Run */

/**
 * A run as it is drawn: for each model the probability of the label it gave first, before the first step and after each,
 * and at last of the fewest edits, where some were undone.
 * @param {Run} run @param {Pick<Said, 'labels' | 'before'>[]} said @param {import('../types.js').Word[]} words
 */
export function courseOf({ steps, found }, said, words) {
  const pruned = found !== null && found.undone.length > 0;
  const series = said.map(({ before }, m) => {
    const label = best(before);
    const along = steps.map(({ probabilities }) => probabilities[m][label]);
    return [before[label], ...along, ...(pruned ? [found.results[m].after[label]] : [])];
  });
  const named = steps.map((step) => editText(step, words[step.word]?.text ?? ''));
  return { series, steps: pruned ? [...named, 'fewest edits'] : named, half: said.every(({ labels }) => labels.length === 2) };
}

/** What the lines are named: with their labels, where the models gave different ones. @param {string[]} names @param {Pick<Said, 'labels' | 'before'>[]} said */
export function linesOf(names, said) {
  const labels = said.map(({ labels: all, before }) => all[best(before)]);
  return new Set(labels).size > 1 ? names.map((name, m) => `${name}: ${labels[m]}`) : names;
}
