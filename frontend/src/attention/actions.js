import { modelOf } from '../state/repair.js';
import { layerOf, toggleHead, toggleLock, toggleMask } from '../state/state.js';
import { tokensOf } from './units.js';

/** @typedef {import('../types.js').Unit} Unit */
/** @typedef {import('../types.js').Side} Side */

/**
 * What a person can do to the picture, whatever they do it with.
 * @param {import('../store.js').Store} store @param {import('../types.js').Model[]} models
 */
export function createActions(store, models) {
  const now = () => store.get().state;
  const model = () => modelOf(now(), models);
  /** @type {import('../types.js').Lock[]} */
  let lockBefore = [];
  return {
    /** @param {Unit} unit @param {Side} side */
    lock(unit, side) {
      lockBefore = now().lock;
      const held = now().lock.find((lock) => lock.side === side && unit.first <= lock.index && lock.index <= unit.last);
      store.change(toggleLock(now(), held ?? { index: unit.first, side }));
    },
    /** Whether tokens of this model can be masked at all. */
    canMask: () => model()?.task === 'fill-mask',
    /** @param {number[]} tokens a token, or the pieces of a word */
    mask(tokens) {
      if (model()?.task === 'fill-mask') store.change(toggleMask(now(), tokens));
    },
    /**
     * The second click of a double click: the first one changed the lock, which
     * a double click leaves as it was.
     * @param {Unit} unit
     */
    maskInstead(unit) {
      const masked = unit.special || model()?.task !== 'fill-mask' ? {} : toggleMask(now(), tokensOf(unit));
      store.change({ lock: lockBefore, ...masked }, 'replace');
    },
    unlock: () => {
      if (now().lock.length) store.change({ lock: [] });
    },
    /** @param {number} step */
    layer(step) {
      const shown = model();
      if (!shown) return;
      const layer = layerOf(now(), shown) + step;
      if (layer >= 1 && layer <= shown.layers) store.change({ layer });
    },
    /** @param {number} head */
    head(head) {
      const shown = model();
      if (shown) store.change(toggleHead(now(), shown, head));
    },
  };
}

/** @typedef {ReturnType<typeof createActions>} Actions */
