import { METHODS } from '../../state/keys.js';
import { h } from '../../ui/dom.js';
import { weightBars } from './bars.js';
import { card } from './card.js';
import { isCurrent } from './desk.js';
import { forcePlot } from './force.js';
import { reachOf } from './force-scene.js';
import { markedText } from './marked.js';
import { NAMES, unitOf } from './names.js';
import { digitsFor, signed } from './numbers.js';
import { createSeen } from './seen.js';

/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./types.js').Method} Method */
/** @typedef {import('./seen.js').Seen} Seen */
/** @typedef {import('./desk.js').Slip} Slip */

const FOLDED = 'The library’s own units, added up by word.';

/** What a picture of words leaves out, in words. @param {Seen} seen @param {import('./seen.js').Sheet} sheet */
function notes({ folds, most }, { folded, outside, result }) {
  const rest = outside + (result.quality.outside ?? 0);
  const said = [folds && folded ? FOLDED : '', Math.abs(rest) >= most / 20 && most > 0 ? `Special tokens have ${signed(rest, digitsFor(most))}.` : ''];
  const text = said.filter(Boolean).join(' ');
  return text ? [h('p', { className: 'note' }, text)] : [];
}

/**
 * The three explanations of the first screen: LIME as bars, SHAP as a force
 * plot, and the text with its words coloured by a third method.
 * @param {import('../../store.js').Store} store @param {import('./asking.js').Asking} asking @param {() => void} changed
 * @param {(row: import('./grid.js').Row, beside: HTMLElement) => void} open
 */
export function createCards(store, asking, changed, open) {
  const { desk } = asking;
  const seenBy = new Map([...METHODS, 'quick'].map((name) => [name, createSeen()]));
  /** Whether all words are shown, by card. */
  const all = { lime: false, shap: false };
  let width = 0;
  /** @param {'lime' | 'shap'} name */
  const more = (name) => ({
    all: all[name],
    showAll: (/** @type {boolean} */ whole) => {
      all[name] = whole;
      changed();
    },
  });

  const lime = card('lime', ['LIME'], (sheet, seen) => {
    const beside = seen.sheets.flatMap(({ rows }) => rows);
    return [...weightBars(sheet.rows, { most: seen.most, beside, ...more('lime') }), ...notes(seen, sheet)];
  });
  const shap = card('shap', ['SHAP'], (sheet, seen) => [
    ...forcePlot(sheet, seen.answer.target, { width, most: seen.most, reach: reachOf(seen.sheets), ...more('shap') }),
    ...notes(seen, sheet),
  ]);
  const choose = h('select', { id: 'method', 'aria-label': 'Words are coloured by', onchange: () => store.change({ method: /** @type {Method} */ (choose.value) }) });
  choose.append(...METHODS.map((value) => h('option', { value }, NAMES[value])));
  let preview = '';
  const words = card('words', [choose], (sheet, seen) => [
    ...markedText(seen.text, sheet.rows, { most: seen.most, truncated: seen.answer.truncated?.at ?? null, open }),
    ...(preview ? [h('p', { className: 'note' }, preview)] : []),
    ...notes(seen, sheet),
  ]);
  const element = h('div', { className: 'cards' }, lime.element, shap.element, words.element);
  new ResizeObserver(([{ contentRect }]) => {
    const room = Math.floor(contentRect.width);
    if (room === width) return;
    width = room;
    changed();
  }).observe(shap.element);
  /** What is in view. @type {Seen[]} */
  let inView = [];

  /** @param {State} state @param {Method | 'quick'} name */
  function seenOf({ grid }, name) {
    const see = /** @type {ReturnType<typeof createSeen>} */ (seenBy.get(name));
    return see(desk.get(name), asking.grid(), grid);
  }

  /**
   * What colours the words: the method that was chosen, and until it is there
   * (or where it cannot be had) the quick look.
   * @param {State} state @returns {{ slip: Slip | null, seen: Seen | null, preview: string }}
   */
  function coloured(state) {
    const [slip, quick] = [desk.get(state.method), desk.get('quick')];
    const seen = seenOf(state, state.method);
    const quickly = seenOf(state, 'quick');
    if (isCurrent(slip) || !isCurrent(quick) || slip?.step === 'stopped') return { slip, seen, preview: '' };
    const name = NAMES[/** @type {Slip} */ (quick).ask.method].toLowerCase();
    const why = slip?.problem ? `${slip.problem.message} Shown instead: ${name}.` : `A quick look, by ${name}, until ${NAMES[state.method].toLowerCase()} is there.`;
    return { slip: quick, seen: quickly, preview: why };
  }

  /** @param {State} state @param {Model[]} models @returns {boolean} whether anything was drawn anew */
  function render(state, models) {
    const names = models.map(({ name }) => name);
    const how = { names, resume: asking.retry };
    choose.value = state.method;
    const [bySamples, byForce, byWords] = [seenOf(state, 'lime'), seenOf(state, 'shap'), coloured(state)];
    preview = byWords.preview;
    const unit = (/** @type {Seen | null} */ seen) => (seen?.sheets[0] ? unitOf(seen.answer.method, seen.sheets[0].result.quality) : '');
    const drawn = [
      lime.render(desk.get('lime'), bySamples, { ...how, unit: 'probability points', key: all.lime }),
      shap.render(desk.get('shap'), byForce, { ...how, unit: 'probability points', key: [all.shap, width] }),
      words.render(byWords.slip, byWords.seen, { ...how, unit: unit(byWords.seen), key: preview }),
    ];
    const current = [bySamples, byForce, byWords.seen].filter((seen) => seen !== null && seen.text === state.text);
    inView = current.filter((seen, i) => current.findIndex((other) => other?.answer.method === seen?.answer.method) === i).filter((seen) => seen !== null);
    return drawn.includes(true);
  }
  return { element, render, seen: () => inView };
}
