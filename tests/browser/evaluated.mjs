// What the tests of sets share.
import { frames } from './start.mjs';

/** The address of a set in Explain. */
export const setAt = (set, rest = 'model2=sentiment-right') => `/?place=explain&set=${encodeURIComponent(set)}${rest && `&${rest}`}`;

/** Waits until everything of a set is there, or has said why not. */
export async function evaluated(page) {
  await frames(page);
  await page.waitForFunction(() => document.getElementById('sets') && document.getElementById('progress').hidden && !document.querySelector('#sets .waiting'), null, { timeout: 120_000 });
  await frames(page);
}

/** A page with a set, and all that is said of it. */
export async function openSet(app, at, options) {
  const page = await app.open(at, { wait: false, ...options });
  await evaluated(page);
  return page;
}

/** The table's rows: the texts of their cells. */
export const rowsOf = (page) => page.$$eval('#rows tbody tr', (rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
