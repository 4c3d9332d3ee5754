import { redo, undo } from '../state/address.js';

/**
 * Keys that work anywhere on the page but where text is typed or a panel is open.
 * @param {import('../store.js').Store} store @param {import('../attention/actions.js').Actions} actions @param {() => void} openHelp
 */
export function pageKeys(store, actions, openHelp) {
  /** @type {Record<string, () => void>} */
  const everywhere = { u: undo, U: redo, '?': openHelp };
  /** @type {Record<string, () => void>} */
  const attention = {
    ...everywhere,
    Escape: actions.unlock,
    '[': () => actions.layer(-1),
    ']': () => actions.layer(1),
    a: () => actions.view('arcs'),
    h: () => actions.view('heatmap'),
    o: () => actions.view('overview'),
    s: () => actions.view('map'),
    f: actions.find,
    v: actions.values,
    c: actions.unmask,
    p: actions.pin,
  };
  const { '[': lower, ']': higher } = attention;
  /** @type {Record<import('../state/state.js').Place, Record<string, () => void>>} */
  const keysOf = { attention, corpus: { ...everywhere, '[': lower, ']': higher }, explain: everywhere, attack: everywhere };
  addEventListener('keydown', (event) => {
    const typing = /** @type {Element} */ (event.target).closest?.('textarea, select, input[type=text]');
    const covered = document.querySelector(':popover-open, dialog[open]');
    const keys = keysOf[store.get().state.place];
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!typing && !covered && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      return event.shiftKey ? redo() : undo();
    }
    const chord = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
    if (!act || typing || covered || chord) return;
    event.preventDefault();
    act();
  });
}
