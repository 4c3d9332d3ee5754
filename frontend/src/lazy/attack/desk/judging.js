import { Slot } from '../../../slot.js';
import { withoutWord } from '../draft.js';
import { candidates } from './candidates.js';

/** @typedef {import('../types.js').Alarm} Alarm */
/** @typedef {import('../types.js').Candidate} Candidate */
/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('../../../types.js').WordEdit} WordEdit */
/** @typedef {{ alarms: Alarm[], drop: number | null }} Judged  `drop`: how much less a word is expected than the one before, nats a piece; null: not told */

/** More edits than these, as a link may bring them, are not asked about one by one. */
const MOST = 12;

/** @param {string} text @param {WordEdit} edit */
const keyOf = (text, { word, kind, replacement }) => JSON.stringify([text, word, kind, replacement]);

/**
 * What the guard says of edits. It is told when an edit is found or chosen, and
 * asked for those that came by a link.
 * @param {import('../../../cache.js').Cache} cache @param {() => void} changed
 */
export function createJudging(cache, changed) {
  /** @type {Map<string, Judged>} */
  const known = new Map();
  /** Cosines of drafts with their originals. @type {Map<string, number>} */
  const cosines = new Map();
  const asked = /** @type {Slot<true>} */ (new Slot(cache, changed));

  /** @param {string} text @param {string} draft @param {number} cosine */
  const noteCosine = (text, draft, cosine) => void cosines.set(JSON.stringify([text, draft]), cosine);
  /** @param {string} text @param {WordEdit} edit @param {Judged} judged */
  const note = (text, edit, judged) => void known.set(keyOf(text, edit), judged);

  /** Among the word's swaps of the edit's kind, or else as one of one's own. @param {Room} room @param {WordEdit} edit @param {AbortSignal} signal */
  async function ask({ state: { text, edits, seed }, models, draft }, edit, signal) {
    const place = { models: models.map(({ id }) => id), text, edits: withoutWord(edits, edit.word), word: edit.word, seed };
    const same = (/** @type {Candidate} */ { replacement }) => replacement === edit.replacement;
    let found = edit.kind === 'own' ? undefined : (await candidates(cache, place, edit.kind, { signal })).candidates.find(same);
    found ??= (await candidates(cache, place, 'own', { signal }, [edit.replacement])).candidates.find(same);
    if (found) noteSwap(text, draft, { ...found, ...edit });
  }

  /** What came with a swap. @param {string} text @param {string} draft  with it @param {Candidate} swap */
  function noteSwap(text, draft, { word, kind, replacement, alarms, drop, cosine }) {
    note(text, { word, kind, replacement }, { alarms, drop });
    if (cosine !== null) noteCosine(text, draft, cosine);
  }

  /** @param {Room} room */
  function want(room) {
    const { text, edits } = room.state;
    const open = edits.filter((edit) => !known.has(keyOf(text, edit))).slice(0, MOST);
    if (!open.length) return asked.drop();
    asked.want(JSON.stringify(['judged', room.models.map(({ id }) => id), text, edits]), async (signal) => {
      for (const edit of open) await ask(room, edit, signal);
      return true;
    });
  }
  return {
    note,
    want,
    noteCosine,
    noteSwap,
    /** @param {string} text @param {string} draft @returns {number | null} null: not known */
    cosine: (text, draft) => cosines.get(JSON.stringify([text, draft])) ?? null,
    /** @param {string} text @param {WordEdit} edit @returns {Judged | null} null: not known */
    of: (text, edit) => known.get(keyOf(text, edit)) ?? null,
    drop: () => asked.drop(),
  };
}

/** @typedef {ReturnType<typeof createJudging>} Judging */
