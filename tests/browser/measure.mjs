// Prints how long the page's main thread is busy with 512 tokens and 12 heads,
// from Chromium's trace, and how large its heap is. Not a test: figures depend
// on the machine. `node tests/browser/measure.mjs ADDRESS` of a running server.
import { chromium } from 'playwright-core';

const [address = 'http://127.0.0.1:8080'] = process.argv.slice(2);
const TEXT = 'The pub is in the city. '.repeat(150).trim();
const ROUNDS = 12;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const idle = () => page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 60)), 60)));

/** ms that the renderer's main thread itself runs (waiting for the processor left out) in a round's longest task. */
async function busy(name, act) {
  await idle();
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing', 'devtools.timeline', '__metadata'] });
  for (let round = 0; round < ROUNDS; round++) {
    await page.evaluate((mark) => void performance.mark(mark), `${name} ${round}`);
    await act(round);
    await idle();
  }
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const marks = traceEvents.filter((event) => event.name.startsWith(`${name} `) && event.cat.includes('user_timing'));
  const { pid, tid } = marks[0];
  const tasks = traceEvents.filter((event) => event.pid === pid && event.tid === tid && /RunTask$/.test(event.name) && event.tdur);
  const times = marks.map(({ ts }, i) => {
    const end = marks[i + 1]?.ts ?? Infinity;
    // What the script itself does (waiting, marks) is short; the picture is the longest task of the round.
    return Math.max(0, ...tasks.filter((task) => task.ts >= ts && task.ts < end).map((task) => task.tdur / 1000));
  });
  const sorted = times.sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
  console.log(`${name.padEnd(24)} median ${at(0.5)} ms, p95 ${at(0.95)} ms`);
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
  page.$$eval(selector, (elements) =>
    elements.slice(2, 14).map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    }),
  );
const token = (index) => page.locator(`.tokens.from [data-token="${index}"]`);
const [tokens, heads] = [await middles('.tokens.from button'), await middles('#heads label')];
await busy('hover a token', (round) => page.mouse.move(...tokens[round]));
await page.mouse.move(5, 5);
await busy('hover a head', (round) => page.mouse.move(...heads[round % heads.length]));
await page.mouse.move(5, 5);
await busy('lock a token', (round) => token(4 + round).click());
await page.keyboard.press('Escape');
await page.mouse.move(5, 5);
await busy('threshold step', (round) => page.locator('#threshold').fill(String(40 + 3 * round)));
await busy('layer switch', (round) => page.locator(`#layers input[value="${1 + (round % 3)}"]`).check());
await busy('scroll', (round) => page.evaluate((top) => scrollTo(0, top), 900 * (round + 1)));
const session = await page.context().newCDPSession(page);
await session.send('HeapProfiler.collectGarbage');
await session.send('Performance.enable');
const { metrics } = await session.send('Performance.getMetrics');
console.log(`heap ${(metrics.find(({ name }) => name === 'JSHeapUsedSize').value / 1e6).toFixed(0)} MB`);
await browser.close();
