import { createAnswers } from './answers.js';
import { attentionPage } from './page.js';
import { keepAddress, opened } from './state/address.js';
import { toView } from './state/link.js';
import { createStore } from './store.js';

/** @type {{ models: import('./types.js').Model[], view: { id: string, state: object } | null, notice?: string }} */
const boot = JSON.parse(/** @type {HTMLElement} */ (document.getElementById('boot')).textContent);
const { state, notices } = opened(boot.view, boot.models);
const said = boot.notice ? [boot.notice, ...notices] : notices;
const store = createStore({ state, hover: { token: null, head: null }, notices: said, busy: null });

keepAddress(store, boot.models);
if (notices.length) store.open(state, said, 'replace');
else history.replaceState(toView(state), '');

attentionPage(/** @type {HTMLElement} */ (document.getElementById('app')), store, boot.models, (changed) => {
  const answers = createAnswers(store, boot.models, changed);
  answers.ask();
  return answers;
});
