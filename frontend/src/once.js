/**
 * A computation that runs again only when one of its inputs is another one.
 * @template {unknown[]} A @template R
 * @param {(...inputs: A) => R} compute @returns {((...inputs: A) => R) & { forget: () => void }} `forget`: it runs again whatever comes
 */
export function once(compute) {
  /** @type {A | null} */
  let last = null;
  /** @type {R} */
  let result;
  /** @param {A} inputs */
  const remembered = (...inputs) => {
    if (!last || inputs.some((input, i) => !Object.is(input, last?.[i]))) {
      result = compute(...inputs);
      last = inputs;
    }
    return result;
  };
  return Object.assign(remembered, { forget: () => void (last = null) });
}
