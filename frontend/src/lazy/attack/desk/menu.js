import { Problem } from '../../../api.js';
import { h } from '../../../ui/dom.js';
import { popover } from '../../../ui/popover.js';
import { draftOf, withEdit } from '../draft.js';
import { best, KINDS } from '../names.js';
import { candidates, ORDER } from './candidates.js';
import { ownPart } from './own.js';
import { swapButton } from './swap.js';

/** @typedef {import('../types.js').Candidate} Candidate */
/** @typedef {import('../types.js').Candidates} Candidates */
/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('../types.js').Word} Word */
/** @typedef {import('../../../types.js').EditKind} EditKind */

/** Swaps of a kind that are shown at first. */
const FIRST = 4;
/** The menu is at least so high, in px, where the window has no room for it below the word. */
const LEAST = 300;
const NONE = 'None for this word.';

/**
 * What the menu of a word does.
 * @typedef {object} Acts
 * @property {(swap: Candidate) => void} choose
 * @property {() => void} lock  or unlock
 * @property {() => void} revert
 * @property {() => void} asked  told when more texts were asked about
 */

/** The heading of the numbers: a column for each model. @param {number[][]} now @param {Room} room @param {string[]} names */
function columns(now, { models }, names) {
  const heads = now.map((row, i) => h('span', { title: models[i].name }, h('span', {}, names[i]), h('small', {}, models[i].labels?.[best(row)] ?? '')));
  return h('div', { className: 'swap heads', 'aria-hidden': 'true' }, h('span', { className: 'name' }), h('span'), ...heads);
}

/** Swaps of one kind, the first of them until all are wanted. @param {EditKind} kind */
function kindPart(kind) {
  const rows = h('div', { className: 'swaps' }, h('p', { className: 'note waiting' }, 'Asking the models …'));
  const element = h('section', { 'data-kind': kind, 'aria-label': KINDS[kind] }, h('h3', {}, KINDS[kind]), rows);
  /** @param {(Node | string)[]} nodes */
  const say = (...nodes) => rows.replaceChildren(...nodes);
  return {
    element,
    /** @param {string} sentence */
    tell: (sentence) => say(h('p', { className: 'note' }, sentence)),
    /** @param {HTMLElement[]} buttons */
    list(buttons) {
      const rest = buttons.slice(FIRST);
      const more = h('button', { type: 'button', className: 'link more', onclick: unfold }, `${rest.length} more`);
      function unfold() {
        more.replaceWith(...rest);
        rest[0].focus();
      }
      say(...buttons.slice(0, FIRST), ...(rest.length ? [more] : []));
    },
  };
}

/** @param {unknown} error */
const failed = (error) => (error instanceof Problem ? error.message : 'The answer could not be read.');

/** Arrow keys move between the buttons, but that of the form, which Enter presses. @param {HTMLElement} panel */
function arrows(panel) {
  panel.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll('button:not([type=submit])')]);
    const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  });
}

/**
 * The menu of a word: every swap, kind by kind as they come, with what it does to each model.
 * @param {Word} word @param {HTMLElement} beside @param {Room} room @param {string[]} names  of the models, short
 * @param {import('../../../cache.js').Cache} cache @param {import('./counter.js').Counter} counter @param {Acts} acts
 */
export function openMenu(word, beside, room, names, cache, counter, acts) {
  const { state, models, words } = room;
  const edit = state.edits.find((one) => one.word === word.index);
  const locked = state.locked.includes(word.index);
  const parts = new Map(ORDER.map((kind) => [kind, kindPart(kind)]));
  const mine = ownPart(word.text, tryOut);
  const place = { models: models.map(({ id }) => id), text: state.text, edits: state.edits, word: word.index, seed: state.seed };
  const heads = h('div');
  const stop = new AbortController();
  /** @param {() => void} act */
  const then = (act) => () => {
    close();
    act();
  };
  const lock = h('button', { type: 'button', className: 'quiet framed', onclick: then(acts.lock) }, locked ? 'Unlock' : 'Lock');
  const revert = edit ? h('button', { type: 'button', className: 'quiet framed', onclick: then(acts.revert) }, 'Take the edit back') : null;
  const top = h('div', { className: 'menu-head' }, h('bdi', { className: 'of-word' }, word.text), lock, revert);
  const body = locked
    ? [h('p', { className: 'note' }, 'This word is locked: no search edits it, and nothing can be put in its place.')]
    : [heads, mine.element, ...[...parts.values()].map(({ element }) => element)];
  const inside = h('div', { className: 'swap-menu' }, top, ...body);
  inside.style.setProperty('--models', String(models.length));
  const { panel, close } = popover(beside, `What could stand for ${word.text}`, inside);
  inside.style.maxHeight = `${Math.max(LEAST, innerHeight - beside.getBoundingClientRect().bottom - 40)}px`;
  panel.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === 'closed') stop.abort();
  });
  arrows(panel);

  /** @param {EditKind} kind @param {Candidates} answer */
  function take(kind, { candidates: swaps, missing, probabilities }) {
    const part = /** @type {ReturnType<typeof kindPart>} */ (parts.get(kind));
    if (missing.length) return lack(part, missing[0].detail);
    const buttons = buttonsOf(swaps, probabilities);
    if (buttons.length) part.list(buttons);
    else part.tell(NONE);
  }

  /** @param {Candidate[]} swaps @param {number[][]} now  what the models say before them */
  function buttonsOf(swaps, now) {
    counter.add(swaps.map((swap) => draftOf(state.text, words, withEdit(state.edits, swap))));
    acts.asked();
    if (!heads.firstChild) heads.append(columns(now, room, names));
    return swaps.map((swap) => swapButton(swap, now, word.text, names, then(() => acts.choose(swap))));
  }

  /** @param {string} own */
  async function tryOut(own) {
    try {
      const answer = await candidates(cache, place, 'own', { signal: stop.signal }, [own]);
      return buttonsOf(answer.candidates, answer.probabilities)[0];
    } catch (error) {
      if (!stop.signal.aborted) mine.tell(failed(error));
      return null;
    }
  }

  /** What cannot be had here stands last, since that is so for every word. @param {ReturnType<typeof kindPart>} part @param {string} why */
  function lack(part, why) {
    part.tell(why);
    inside.append(part.element);
  }

  async function load() {
    for (const kind of ORDER) {
      try {
        take(kind, await candidates(cache, place, kind, { signal: stop.signal }));
      } catch (error) {
        if (stop.signal.aborted) return;
        parts.get(kind)?.tell(failed(error));
      }
    }
  }
  if (!locked) load();
}
