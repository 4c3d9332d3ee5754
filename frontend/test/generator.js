/** A seeded source of choices (mulberry32), so that a failing seed can be run again. @param {number} seed */
export function generator(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {number} low @param {number} high both included */
  const integer = (low, high) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    integer,
    chance: () => next() < 0.5,
    /** @template T @param {T[]} values @returns {T} */
    pick: (values) => values[integer(0, values.length - 1)],
    /** @template T @param {number} most @param {(_: unknown, at: number) => T} make @returns {T[]} */
    many: (most, make) => Array.from({ length: integer(0, most) }, make),
  };
}
