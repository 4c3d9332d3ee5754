import { createPainter } from './picture.js';
import { PREVIEW_CAP, strokes } from './scene.js';
import { valueItems, valueSide } from './values.js';

/**
 * What the picture shows while something is pointed at. The worker (see
 * scene/painter.js) works it out with the same steps as the page works out the
 * rest, so that half a million weights never hold up the pointer.
 *
 * @typedef {object} Subject  what the picture is of
 * @property {import('../types.js').Attention} attention
 * @property {import('../state/state.js').State} state
 * @property {import('../types.js').Model} model
 *
 * @typedef {object} Pointed
 * @property {import('../store.js').Snapshot['hover']} hover
 * @property {import('./scene.js').Frame} frame
 * @property {import('./scene.js').Tile} tile
 *
 * @typedef {import('./picture.js').Picture} Picture
 * @typedef {Pick<Picture, 'near' | 'most' | 'shownHeads' | 'specials' | 'sentence'> & { hidden: number }} Preview
 *   `hidden`: arcs that the cap left out
 */

/** Previews of one picture after the other. */
export function createPreviewer() {
  const paint = createPainter();
  /** @param {Subject} subject @param {Pointed} pointed @returns {{ items: import('../scene/items.js').Item[], preview: Preview }} */
  return ({ attention, state, model }, { hover, frame, tile }) => {
    const { edges, held, near, most, shownHeads, specials, sentence } = paint(attention, { state, hover }, model);
    const { strokes: list, crossing } = strokes(edges, frame, { most, ...tile, cap: PREVIEW_CAP });
    const numbers = held.length ? valueItems(list, valueSide(held), tile) : [];
    return { items: [...list, ...numbers], preview: { near, most, shownHeads, specials, sentence, hidden: crossing - list.length } };
  };
}
