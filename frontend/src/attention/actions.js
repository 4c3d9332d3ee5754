import { fromQuery, toQuery } from '../state/link.js';
import { lowestLayer, modelOf } from '../state/repair.js';
import { layerOf, replaceToken, toggleAblation, toggleHead, toggleLock, toggleMask } from '../state/state.js';
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
  const actions = {
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
      if (layer >= lowestLayer(now()) && layer <= shown.layers) store.change({ layer });
    },
    /** @param {import('../state/state.js').State['view']} view */
    view: (view) => store.change({ view }),
    /** Keeps this picture beside the one that is worked on; or lets it go. */
    pin: () => store.change({ pin: now().pin === null ? toQuery(now()) : null }),
    /** The picture that is kept becomes the one that is worked on. */
    swap() {
      const { pin } = now();
      if (pin !== null) store.change({ ...fromQuery(pin).state, pin: toQuery({ ...now(), pin: null }) });
    },
    /** Opens what finds heads, or closes it. */
    find: () => store.change({ find: now().find === null ? 'pair' : null }),
    values: () => store.change({ values: now().values === 'show' ? 'hide' : 'show' }),
    /** @param {number} head */
    only(head) {
      const alone = now().heads?.length === 1 && now().heads?.[0] === head;
      store.change({ heads: alone ? null : [head] });
    },
    /** Switches a head of the layer in view off or on. @param {number} head */
    ablate(head) {
      const shown = model();
      if (shown) store.change(toggleAblation(now(), { layer: layerOf(now(), shown), head }));
    },
    /** Another token in the place of one; null: the text's own. @param {number} index @param {string | null} token */
    replace: (index, token) => store.change(replaceToken(now(), index, token)),
    /** What can be done to a token, in a small panel beside it. @param {Unit} unit @param {HTMLElement} beside */
    async menu(unit, beside) {
      if (unit.special) return;
      const { openTokenMenu } = await import('../lazy/token-menu.js');
      openTokenMenu(store, models, unit, beside);
    },
    /** What can be done to a head. @param {number} head @param {HTMLElement} beside */
    async headMenu(head, beside) {
      const { openHeadMenu } = await import('../lazy/head-menu.js');
      openHeadMenu(actions, now(), model(), head, beside);
    },
    unmask: () => store.change({ mask: [], replace: [] }),
    /** @param {number} head */
    head(head) {
      const shown = model();
      if (shown) store.change(toggleHead(now(), shown, head));
    },
  };
  return actions;
}

/** @typedef {ReturnType<typeof createActions>} Actions */
