/** How weights read: a sign always, a true minus, as many digits as the largest of a picture needs. */

/** @param {number} most  the largest weight of the picture @returns {number} digits behind the point */
export const digitsFor = (most) => (most >= 0.095 || most === 0 ? 2 : most >= 0.0095 ? 3 : 4);

/** @param {number} value @param {number} [digits] */
export function signed(value, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  return `${Number(text) === 0 ? '' : value < 0 ? '−' : '+'}${text}`;
}

/** @param {number} value @param {number} [digits] */
export const plain = (value, digits = 2) => `${value < 0 && Number(value.toFixed(digits)) !== 0 ? '−' : ''}${Math.abs(value).toFixed(digits)}`;

/** A number that may be very small, in one or two digits. @param {number} value */
export const tiny = (value) => {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 0.001) return plain(value, 3);
  const [digits, power] = size.toExponential(0).split('e');
  return `${value < 0 ? '−' : ''}${digits}·10${[...power.replace('+', '')].map((c) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]).join('')}`;
};

/** @param {number} count */
export const counted = (count) => count.toLocaleString('en');
