/** What the state says of a text that is too large for a link. */
const HERE = 'here:';
/** A stored view takes 32 KiB; what else a state says needs little. */
const MOST_BYTES = 28 * 1024;

/** Texts that are too large for a link, as long as this tab is open. @type {Map<string, string>} */
const kept = new Map();

/** A short name of a text (FNV-1a, 32 bits). @param {string} text */
function nameOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** @param {string} text  as a view holds it, in bytes */
const bytesOf = (text) => new TextEncoder().encode(JSON.stringify(text)).length;

/** @param {string} name @param {string} text  what the browser has no room for is lost on reload only */
function keep(name, text) {
  kept.set(name, text);
  try {
    sessionStorage.setItem(HERE + name, text);
  } catch {
    // Reloading will say that it is gone.
  }
}

/** Whether what the state says is in no link. @param {string} value */
export const isHere = (value) => value.startsWith(HERE);

/** What the state says of a text, so that it can be had again. @param {string} text @returns {string} */
export function valueFor(text) {
  if (bytesOf(text) <= MOST_BYTES) return text;
  const name = nameOf(text);
  keep(name, text);
  return HERE + name;
}

/** The text again; null: it is in another tab. @param {string} value @returns {string | null} */
export function textOf(value) {
  if (!isHere(value)) return value;
  return kept.get(value.slice(HERE.length)) ?? globalThis.sessionStorage?.getItem(value) ?? null;
}
