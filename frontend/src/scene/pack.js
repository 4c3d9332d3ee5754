import { COLOURS } from './items.js';

/** @typedef {import('./items.js').Item} Item */
/** @typedef {{ numbers: Float64Array<ArrayBuffer>, rest: Item[] }} Packed */

/** Numbers of an item: what it is, then its own. */
const SIZE = 8;
const [ARC, BOX, OTHER] = [0, 1, 2];

/**
 * A scene as one list of numbers, so that thousands of arcs and boxes go to
 * another thread without being copied one by one.
 * @param {Item[]} items @returns {Packed}
 */
export function pack(items) {
  const numbers = new Float64Array(items.length * SIZE);
  /** @type {Item[]} */
  const rest = [];
  items.forEach((item, i) => {
    const at = i * SIZE;
    if (item.kind === 'arc') {
      numbers[at] = ARC;
      numbers[at + 1] = item.x0;
      numbers[at + 2] = item.y0;
      numbers[at + 3] = item.x1;
      numbers[at + 4] = item.y1;
      numbers[at + 5] = item.width;
      numbers[at + 6] = COLOURS.indexOf(item.stroke);
      numbers[at + 7] = item.opacity;
    } else if (item.kind === 'box') {
      numbers[at] = BOX;
      numbers[at + 1] = item.x;
      numbers[at + 2] = item.y;
      numbers[at + 3] = item.width;
      numbers[at + 4] = item.height;
      numbers[at + 5] = COLOURS.indexOf(item.fill);
      numbers[at + 6] = item.opacity;
    } else numbers[at] = OTHER + rest.push(item) - 1;
  });
  return { numbers, rest };
}

/** @param {Packed} packed @returns {Item[]} */
export function unpack({ numbers, rest }) {
  return Array.from({ length: numbers.length / SIZE }, (_, i) => {
    const [what, a, b, c, d, e, f, g] = numbers.subarray(i * SIZE, (i + 1) * SIZE);
    if (what === ARC) return { kind: 'arc', x0: a, y0: b, x1: c, y1: d, width: e, stroke: COLOURS[f], opacity: g };
    if (what === BOX) return { kind: 'box', x: a, y: b, width: c, height: d, fill: COLOURS[e], opacity: f };
    return rest[what - OTHER];
  });
}
