import { shareLink } from '../state/address.js';
import { h } from './dom.js';
import { menu } from './menu.js';
import { modelChoice } from './models.js';
import { places } from './places.js';

/** @typedef {import('../store.js').Store} Store */
/** @typedef {import('../types.js').Model} Model */

/** Stores the state, puts its link on the clipboard and shows it. @param {Store} store */
function share(store) {
  const said = h('p', { role: 'status' });
  const field = h('input', {
    type: 'text',
    readOnly: true,
    id: 'share-link',
    'aria-label': 'Link to this view',
    onfocus: () => field.select(),
  });
  const panel = h('div', { className: 'share', id: 'share-panel' }, said, field);
  const button = menu('Share', panel);
  panel.addEventListener('toggle', async (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'open') return;
    said.textContent = 'Making a link …';
    const { link, short } = await shareLink(store.get().state);
    field.value = link;
    const copied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    const what = short ? 'A link to this view' : 'The view could not be stored, so the long link';
    said.textContent = copied ? `${what} is on the clipboard.` : `${what}, to copy:`;
    if (!copied) field.select();
  });
  return [button, panel];
}

/** @param {Store} store @param {Model[]} models @param {() => void} openHelp */
export function header(store, models, openHelp) {
  const choose = modelChoice(store, models);
  const go = places(store, models);
  const [shareButton, sharePanel] = share(store);
  const element = h(
    'header',
    { className: 'top' },
    h('h1', {}, h('a', { className: 'name', href: '/' }, 'Headlight')),
    go.element,
    h(
      'div',
      { className: 'tools' },
      choose.element,
      shareButton,
      h('button', { type: 'button', className: 'quiet', id: 'help-button', onclick: openHelp }, 'Help'),
      sharePanel,
    ),
  );
  /** @param {import('../store.js').Snapshot} now */
  const render = (now) => {
    go.render(now);
    choose.render(now);
  };
  return { element, render };
}
