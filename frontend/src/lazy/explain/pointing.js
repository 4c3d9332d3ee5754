/**
 * One word is pointed at, wherever it stands: what belongs to it lights up in
 * every picture. @param {HTMLElement} root @param {(word: number | null) => void} tell
 */
export function createPointing(root, tell) {
  /** @type {number | null} */
  let at = null;

  function light() {
    for (const lit of root.querySelectorAll('.lit')) lit.classList.remove('lit');
    if (at !== null) for (const part of root.querySelectorAll(`[data-word="${at}"]`)) part.classList.add('lit');
    root.classList.toggle('pointed', at !== null);
  }

  /** @param {EventTarget | null} target */
  function point(target) {
    const holder = /** @type {Element | null} */ (target)?.closest?.('[data-word]');
    const word = holder ? Number(/** @type {HTMLElement | SVGElement} */ (holder).dataset.word) : null;
    if (word === at) return;
    at = word;
    light();
    tell(at);
  }
  const stop = () => point(root.contains(document.activeElement) ? document.activeElement : null);
  root.addEventListener('pointerover', (event) => point(event.target));
  root.addEventListener('pointerleave', stop);
  root.addEventListener('focusin', (event) => point(event.target));
  root.addEventListener('focusout', () => point(null));
  return {
    get word() {
      return at;
    },
    /** What was drawn anew is lit again. */
    light,
  };
}
