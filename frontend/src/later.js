/**
 * A part of the page whose code is fetched when it is first needed.
 * @template T
 * @param {() => Promise<T>} load @param {() => void} changed  called when it is there
 * @returns {() => T | null} null: not yet
 */
export function later(load, changed) {
  /** @type {T | null} */
  let part = null;
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      load().then((loaded) => {
        part = loaded;
        changed();
      });
    }
    return part;
  };
}
