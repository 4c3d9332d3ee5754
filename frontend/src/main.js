import { page } from './page.js';
import { keepAddress, opened } from './state/address.js';
import { createStore } from './store.js';

/** @type {{ models: import('./types.js').Model[], view: { id: string, state: object } | null, notice?: string }} */
const boot = JSON.parse(/** @type {HTMLElement} */ (document.getElementById('boot')).textContent);
const { state, notices } = opened(boot.view, boot.models);
const said = boot.notice ? [boot.notice, ...notices] : notices;
const store = createStore({ state, hover: { token: null, head: null }, notices: said, busy: null });

keepAddress(store, boot.models);
if (notices.length) store.open(state, said, 'replace');

page(/** @type {HTMLElement} */ (document.getElementById('app')), store, boot.models);
