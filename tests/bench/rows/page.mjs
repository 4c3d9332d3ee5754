// The first page in a browser that has never seen it: what it loads until the first arc is drawn.
import { launch } from '../chromium.mjs';
import { median, show, spread } from '../statistics.mjs';

const BAR = 250_000;
const SECOND = 1000;

export async function run(bench) {
  const server = await bench.server();
  const browser = await launch();
  bench.after(() => browser.close());
  const visits = [];
  for (let round = 0; round < bench.size(7, 2); round++) visits.push(await visit(browser, server.address));
  // The first visit also starts the browser's own processes.
  const warm = visits.slice(1);
  const bytes = Math.max(...visits.map((visit) => visit.bytes));
  const times = warm.map(({ ms }) => ms);
  return [
    {
      what: 'first page to the first arc',
      ours: `${show(bytes / 1000)} kB`,
      bar: `≤ ${show(BAR / 1000)} kB`,
      met: bytes <= BAR,
      note: `the most of ${visits.length} visits with an empty cache, headers included, ${visits[0].requests} requests.`,
    },
    {
      what: 'first arc, median',
      ours: `${show(median(times))} ms`,
      bar: `≤ ${show(SECOND)} ms`,
      met: median(times) <= SECOND,
      note: `first arc ${spread(times, ' ms')} after the visit begins.`,
    },
  ];
}

/** What the network log holds once an arc is drawn, in a context of its own. */
async function visit(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const log = await context.newCDPSession(page);
  await log.send('Network.enable');
  const sizes = new Map();
  log.on('Network.dataReceived', ({ requestId, encodedDataLength }) => add(sizes, requestId, encodedDataLength));
  log.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => Number(document.getElementById('plot')?.dataset.arcs) > 0, null, { polling: 'raf', timeout: 60_000 });
  const ms = performance.now() - started;
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  await context.close();
  return { ms, bytes, requests: sizes.size };
}

const add = (sizes, id, bytes) => sizes.set(id, (sizes.get(id) ?? 0) + bytes);
