import { Cache } from '../../../cache.js';
import { once } from '../../../once.js';
import { h } from '../../../ui/dom.js';
import { createDesk, isCurrent } from '../../explain/desk.js';
import { fold } from '../../explain/fold.js';
import { markedText } from '../../explain/marked.js';
import { NAMES } from '../../explain/names.js';
import { seenOf } from '../../explain/seen.js';
import { instead } from '../../explain/states.js';
import { explain } from '../../explain/stream.js';
import { layoutOf } from '../draft.js';
import { best, shortNames } from '../names.js';

/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('../../explain/seen.js').Seen} Seen */
/** @typedef {import('../../explain/desk.js').Slip} Slip */

/** Up to so many letters words can be left out in many ways; of longer texts the slope is followed. */
const SHORT = 600;
/** Few texts for a quick look: enough for the words that carry an answer. */
const QUICK = { budget: 250, faithfulness: false };
const CACHE_BYTES = 2e6;

/** Draws an answer once, as long as it belongs to what is wanted. */
function reader() {
  const see = once((/** @type {import('../../explain/types.js').Answer} */ answer, /** @type {string} */ text) => seenOf(answer, text, answer.units, 'words'));
  /** @param {Slip | null} slip @returns {Seen | null} */
  return (slip) => (slip?.answer && isCurrent(slip) ? see(slip.answer, slip.ask.text) : null);
}

/**
 * What the words add to the answer, before and after the edits, side by side.
 * @param {import('../../../store.js').Store} store @param {(word: number, beside: HTMLElement) => void} open  the menu of a word @param {() => void} changed
 */
export function whyFold(store, open, changed) {
  const part = fold('why', 'Why?', 'What each word adds to the answer, before and after the edits', changed);
  const desk = createDesk(new Cache(CACHE_BYTES), explain, store.busy, changed);
  const [before, after] = [reader(), reader()];

  /** @param {Room} room @returns {import('../../explain/request.js').Job[]} */
  function jobs({ state, models, draft, said }) {
    const short = state.text.length <= SHORT;
    const how = short ? { method: /** @type {const} */ ('shap'), options: QUICK } : { method: /** @type {const} */ ('gradient_x_input'), options: { faithfulness: false } };
    const target = said[0].labels[best(said[0].before)];
    const ask = (/** @type {string} */ text) => ({ models: models.map(({ id }) => id), text, target, ...how });
    const first = { name: 'before', ask: ask(state.text) };
    return draft === state.text ? [first] : [first, { name: 'after', ask: ask(draft) }];
  }

  /** The word of the original at a place of a text. @param {[number, number][]} spans @param {number | null} start */
  const wordAt = (spans, start) => spans.findIndex(([from, to]) => start !== null && start >= from && start < to);

  /** @param {Room} room @param {Slip | null} slip @param {Seen | null} seen @param {number} most @param {number} model @param {import('../../../types.js').WordEdit[]} edits */
  function half(room, slip, seen, most, model, edits) {
    if (!seen) return instead(slip, desk.resume);
    const { spans } = layoutOf(room.state.text, room.words, edits);
    const openWord = (/** @type {import('../../explain/grid.js').Row} */ { start }, /** @type {HTMLElement} */ beside) => {
      const word = wordAt(spans, start);
      if (word >= 0) open(word, beside);
    };
    if (!seen.answer.units.length) return h('p', { className: 'note' }, 'There is no word left in this text.');
    return h('div', {}, ...markedText(seen.text, seen.sheets[model].rows, { most, truncated: seen.answer.truncated?.at ?? null, open: openWord }));
  }

  /** @param {Room} room @param {Seen | null} first @param {Seen | null} second */
  function draw(room, first, second) {
    const { state, models } = room;
    const [names, edited] = [shortNames(models), room.draft !== state.text];
    const method = desk.get('before')?.ask.method ?? 'shap';
    const target = desk.get('before')?.ask.target ?? '';
    const about = `${NAMES[method]}, for ${target}: orange speaks for it, blue against. One colour scale for both texts. Click a word for what could stand there.`;
    const rows = models.map((_, i) => {
      const most = Math.max(...[first, second].map((seen) => Math.max(0, ...(seen?.sheets[i].rows ?? []).map(({ weight }) => Math.abs(weight)))));
      const column = (/** @type {string} */ title, /** @type {Node} */ node) => h('figure', {}, h('figcaption', {}, `${names[i]}, ${title}`), node);
      const halves = [column('before', half(room, desk.get('before'), first, most, i, []))];
      if (edited) halves.push(column('after', half(room, desk.get('after'), second, most, i, state.edits)));
      return h('div', { className: 'columns two' }, ...halves);
    });
    return [h('p', { className: 'note' }, about), ...rows];
  }

  /** @param {Room} room */
  function render(room) {
    if (!part.open) return desk.want([]);
    desk.want(jobs(room));
    const slips = [desk.get('before'), desk.get('after')];
    const seen = [before(slips[0]), after(slips[1])];
    part.draw([room.draft, ...seen, ...slips.map((slip) => slip?.step)], () => draw(room, seen[0], seen[1]));
  }
  return { element: part.element, render, drop: () => desk.want([]) };
}
