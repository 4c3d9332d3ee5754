/** Round numbers on an axis. @param {number} low @param {number} high @param {number} count  about how many @returns {number[]} ascending */
export function ticks(low, high, count) {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Counted in whole steps, so that 0.3 is not 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Digits that tell the ticks of an axis apart. @param {number[]} at */
export const digitsOf = (at) => (at.length < 2 ? 2 : Math.max(0, Math.min(6, Math.ceil(-Math.log10(at[1] - at[0]) - 1e-9))));
