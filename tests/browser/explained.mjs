// What the tests of Explain share.
import { frames } from './start.mjs';

export const FANTASTIC = 'It was a fantastic performance!';

/** The address of a text in Explain. */
export const explainAt = (text, rest = '') => `/?place=explain&text=${encodeURIComponent(text)}${rest && `&${rest}`}`;

/** Waits until every explanation in view is there, or has said why not. */
export async function explained(page) {
  await frames(page);
  await page.waitForFunction(
    () => {
      const cards = [...document.querySelectorAll('#explain .card')];
      const shown = cards.length > 0 && cards.every((card) => card.getAttribute('aria-busy') === 'false');
      return document.querySelector('#explain .state:not(.small-state)') || (shown && document.getElementById('progress').hidden);
    },
    null,
    { timeout: 120_000 },
  );
  await frames(page);
}

/** A page in Explain, with all of its explanations. */
export async function openExplain(app, at, options) {
  const page = await app.open(at, { wait: false, ...options });
  await explained(page);
  return page;
}

/** The number that the page shows, as a number. */
export const number = (text) => Number(text.replace('−', '-').replace('+', ''));

/** LIME's bars: [[word, weight]], the strongest first. */
export const barsOf = (page) =>
  page.$$eval('#lime .weights li', (items) => items.map((item) => [item.querySelector('.name').textContent, item.querySelector('.number').textContent]));

/** The words of the coloured text, each with its number. */
export const wordsOf = (page) =>
  page.$$eval('#words .word', (words) => words.map((word) => [word.querySelector('span').textContent, word.querySelector('small').textContent]));

/** The values under the force plot. */
export const forcesOf = (page) =>
  page.$$eval('#shap .chips-list li', (items) => items.map((item) => [item.querySelector('bdi').textContent, item.querySelector('span').textContent]));

/** Writes into the sentence box and looks at once. */
export async function retype(page, text) {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
}
