// Starts the real server and a browser, once per test file.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { emptyFolder, MODELS, root, serve } from '../start.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
export { MODELS, root };
export const out = path.join(here, 'out');

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * What a test file works with: `open(path)` gives a page in a browser context
 * of its own, `post` and `metric` talk to the server directly.
 * @param {{ models?: string, options?: string[], prepare?: (data: string) => Promise<void> }} [server] another folder of
 *   models; what else `serve` is told; what is put into its data folder first
 */
export function headlight({ models = MODELS, options = [], prepare = async () => {} } = {}) {
  let server;
  let browser;
  const contexts = [];
  let removed = () => {};
  before(async () => {
    mkdirSync(out, { recursive: true });
    // A hook that is added in a hook ends with that one.
    const data = emptyFolder({ after: (remove) => (removed = remove) });
    await prepare(data);
    [server, browser] = await Promise.all([
      serve({ models, data, args: options }),
      chromium.launch({ executablePath: CHROMIUM, args: FLAGS }),
    ]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    removed();
  });

  const address = () => server.address;
  /** @param {string} at @param {import('playwright-core').BrowserContextOptions & { wait?: boolean, prepare?: (page: import('playwright-core').Page) => Promise<unknown> }} [options] */
  async function open(at = '/', { wait = true, prepare, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.complaints = [];
    page.on('pageerror', (error) => page.complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text());
    });
    await prepare?.(page);
    await page.goto(address() + at);
    if (wait) await settled(page);
    return page;
  }
  const post = async (route, body) =>
    (
      await fetch(`${address()}/api/v1${route}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json();
  const metric = async (name) => {
    const text = await (await fetch(`${address()}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line.startsWith(name));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };
  return { open, post, metric, address };
}

/** What was done last is drawn in the next frame. */
export const frames = (page) =>
  page.evaluate(() =>
    document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
  );

/** Waits until the picture shows what the state asks for. */
export async function settled(page) {
  await page.locator('#figure').waitFor({ state: 'attached' });
  await frames(page);
  await page.waitForFunction(() => {
    const figure = document.getElementById('figure');
    return figure?.getAttribute('aria-busy') === 'false' && !document.querySelector('.stale, .waiting, canvas[aria-busy=true]');
  });
  await frames(page);
}

/** The arcs of the page's table, whose rows are there while it is open: [{ from, to, weight }]. */
export const drawn = (page) =>
  page.$eval('details:has(> * > #edges)', async (details) => {
    if (!details.open) {
      const opened = new Promise((resolve) => details.addEventListener('toggle', resolve, { once: true }));
      details.open = true;
      await opened;
    }
    const rows = [...details.querySelectorAll('tbody tr')].map(({ dataset }) => ({
      from: Number(dataset.from),
      to: Number(dataset.to),
      weight: Number(dataset.weight),
    }));
    details.open = false;
    return rows;
  });

export const sentence = (page) => page.locator('#reading').innerText();
export const token = (page, side, index) => page.locator(`.tokens.${side} [data-token="${index}"]`);
export const chooseLayer = async (page, layer) => {
  await page.locator(`#layers input[value="${layer}"]`).check();
  await settled(page);
};

/** Writes into the sentence box and looks at once. */
export async function type(page, text) {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
  await settled(page);
}
