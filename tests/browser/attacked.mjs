// What the tests of Attack share.
import { frames } from './start.mjs';

export const BOOK = 'This is a really good book, and I enjoyed reading it.';
export const BOTH = ['sentiment-left', 'sentiment-right'];

/** The address of a text in Attack, with both models. */
export const attackAt = (rest = '', text = BOOK) =>
  `/?place=attack&model2=sentiment-right&text=${encodeURIComponent(text)}${rest && `&${rest}`}`;

/** Waits until the desk shows what the models say of what stands on it, or says why not. */
export async function laid(page) {
  await frames(page);
  await page.waitForFunction(() => {
    const attack = document.getElementById('attack');
    if (!attack) return false;
    if (attack.querySelector('.state:not(.waiting, .small-state)')) return true;
    const edits = [...attack.querySelectorAll('#edits td')];
    return attack.querySelector('#draft') && attack.querySelector('#verdicts h2') && !attack.querySelector('.stale, .waiting') && edits.every((cell) => cell.textContent !== '…');
  });
  await frames(page);
}

/** A page in Attack, its desk laid out. */
export async function openAttack(app, at, options) {
  const page = await app.open(at, { wait: false, ...options });
  await laid(page);
  return page;
}

export const word = (page, index) => page.locator(`#draft [data-word="${index}"]`);

/** Opens the menu of a word and waits for all of its swaps. */
export async function openMenu(page, index) {
  await word(page, index).click();
  await page.locator('.swap-menu').waitFor();
  await page.waitForFunction(() => !document.querySelector('.swap-menu .waiting'));
}

/** The text on the desk as a reader would copy it: what was struck out is left out. */
export const draftText = (page) =>
  page.$eval('#draft', (draft) => {
    const copy = draft.cloneNode(true);
    for (const gone of copy.querySelectorAll('del, .unseen')) gone.remove();
    return copy.textContent;
  });

/** What a probability reads like. */
export function percent(probability) {
  const value = probability * 100;
  if (value >= 99.95) return '100 %';
  if (value >= 10 && value < 99.5) return `${value.toFixed(0)} %`;
  return value >= 0.1 ? `${value.toFixed(1)} %` : '< 0.1 %';
}

/** Runs the search that the page is set to, to its end. */
export async function search(page) {
  await page.locator('#search').click();
  // What stands there of an earlier search goes with the next frame.
  await frames(page);
  await page.waitForFunction(() => document.getElementById('progress').hidden && document.querySelector('#ending:not(:empty), #search-section .problem, #search-section .state'), null, { timeout: 60_000 });
  await laid(page);
}
