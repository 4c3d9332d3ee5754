// Prints how long the page's main thread is busy with 512 tokens and 12 heads,
// from Chromium's trace, and what memory it takes. Not a test: figures depend
// on the machine. `node tests/browser/measure.mjs ADDRESS` of a running server.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [address = 'http://127.0.0.1:8080'] = process.argv.slice(2);
const TEXT = 'The pub is in the city. '.repeat(150).trim();
const ROUNDS = 40;
/** Rows that the pointer goes over, one after the other. */
const ROWS = 12;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
/** Until nothing is drawn any more. */
const idle = async () => {
  await page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 60)), 60)));
  await page.waitForFunction(() => !document.querySelector('canvas[aria-busy=true]'));
};

/**
 * ms that the renderer's main thread itself runs (waiting for the processor
 * left out) in a round's longest task, which is the picture; and in all tasks
 * of the round over half a millisecond, which are events, pictures that come
 * from the worker, and what the measuring itself asks of the page.
 */
async function busy(name, act) {
  await idle();
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing', '__metadata'] });
  for (let round = 0; round < ROUNDS; round++) {
    await page.evaluate((mark) => void performance.mark(mark), `${name} ${round}`);
    await act(round);
    await idle();
  }
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const marks = traceEvents.filter((event) => event.name.startsWith(`${name} `) && event.cat.includes('user_timing'));
  const { pid, tid } = marks[0];
  const tasks = traceEvents.filter((event) => event.pid === pid && event.tid === tid && /RunTask$/.test(event.name) && event.tdur > 500);
  const rounds = marks.map(({ ts }, i) => {
    const end = marks[i + 1]?.ts ?? Infinity;
    return tasks.filter((task) => task.ts >= ts && task.ts < end).map((task) => task.tdur / 1000);
  });
  const longest = spread(rounds.map((times) => Math.max(0, ...times)));
  const all = spread(rounds.map((times) => times.reduce((a, b) => a + b, 0)));
  console.log(`${name.padEnd(16)} median ${longest(0.5)} ms, p95 ${longest(0.95)} ms`);
  console.log(`  all tasks      median ${all(0.5)} ms, p95 ${all(0.95)} ms`);
}

/** @param {number[]} times */
function spread(times) {
  const sorted = times.sort((a, b) => a - b);
  return (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
}

await page.goto(`${address}/?layer=1&text=${encodeURIComponent(TEXT)}`);
await page.waitForFunction(() => Number(document.getElementById('plot')?.dataset.arcs) > 0, null, { timeout: 120_000 });
// Every layer is asked for once, so that what follows measures the page and not the server.
for (const layer of [2, 3, 1]) {
  await page.locator(`#layers input[value="${layer}"]`).check();
  await idle();
}
/** The middles of some elements, found before the measuring. */
const middles = (selector) =>
  page.$$eval(
    selector,
    (elements, count) =>
      elements.slice(2, 2 + count).map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return [left + width / 2, top + height / 2];
      }),
    ROWS,
  );
const token = (index) => page.locator(`.tokens.from [data-token="${index}"]`);
const [tokens, heads] = [await middles('.tokens.from button'), await middles('#heads label')];
await busy('hover a token', (round) => page.mouse.move(...tokens[round % ROWS]));
await page.mouse.move(5, 5);
await busy('hover a head', (round) => page.mouse.move(...heads[round % heads.length]));
await page.mouse.move(5, 5);
await busy('lock a token', (round) => token(4 + (round % ROWS)).click());
await page.keyboard.press('Escape');
await page.mouse.move(5, 5);
await busy('threshold step', (round) => page.locator('#threshold').fill(String(40 + round)));
await busy('layer switch', (round) => page.locator(`#layers input[value="${1 + (round % 3)}"]`).check());
await busy('scroll', (round) => page.evaluate((top) => scrollTo(0, top), 900 * (1 + (round % ROWS))));

const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
const session = await page.context().newCDPSession(page);
await session.send('HeapProfiler.collectGarbage');
const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
const canvases = await page.$$eval('canvas', (all) => all.reduce((sum, { width, height }) => sum + 4 * width * height, 0));
const parts = [usedSize, embedderHeapUsedSize, backingStorageSize, canvases];
console.log(`heap ${mb(parts.reduce((a, b) => a + b))}: objects, DOM, array buffers and canvases ${parts.map(mb).join(', ')}`);
const { processInfo } = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo');
for (const { id } of processInfo.filter(({ type }) => type === 'renderer')) {
  // The whole process: code, fonts, tiles and the worker's canvas too. Linux alone tells.
  const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
  const own = [...rollup.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, kb]) => sum + 1024 * Number(kb), 0);
  console.log(`renderer process ${mb(own)} of its own`);
}
await browser.close();
