/** @param {unknown} value */
const sizeOf = (value) => /** @type {{ weights?: Uint16Array }} */ (value).weights?.byteLength ?? 20_000;

/** Answers by key, up to a number of bytes; the one not used for longest goes first. */
export class Cache {
  /** @param {number} limit  bytes */
  constructor(limit) {
    this.limit = limit;
    this.bytes = 0;
    /** @type {Map<string, unknown>} */
    this.entries = new Map();
  }

  /** @param {string} key */
  get(key) {
    const value = this.entries.get(key);
    if (value !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, value);
    }
    return value;
  }

  /** @param {string} key @param {unknown} value */
  set(key, value) {
    this.entries.set(key, value);
    this.bytes += sizeOf(value);
    for (const [oldest, old] of this.entries) {
      if (this.bytes <= this.limit || oldest === key) break;
      this.entries.delete(oldest);
      this.bytes -= sizeOf(old);
    }
  }
}
