/**
 * How many different texts the classifiers were asked about since the desk was
 * laid out for this text and these models.
 */
export function createCounter() {
  let key = '';
  /** @type {Set<string>} */
  let asked = new Set();
  return {
    /** @param {string} text @param {string[]} models */
    about(text, models) {
      const now = JSON.stringify([text, models]);
      if (now !== key) asked = new Set();
      key = now;
    },
    /** @param {string[]} texts */
    add(texts) {
      for (const text of texts) asked.add(text);
    },
    count: () => asked.size,
  };
}

/** @typedef {ReturnType<typeof createCounter>} Counter */
