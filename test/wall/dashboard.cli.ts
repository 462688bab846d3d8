import { parseArgs } from 'node:util';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../browser/browser.js';
import { crowded } from './crowd.js';
import { HandFed } from './hand-fed.js';
import { servePages } from './pages.server.js';
import { scenes } from './scenes.js';

const help = `npm run bench:dashboard [-- --patches N] [--throttle N]

What the built wall costs a headless Chromium:

  first load   bytes of script and style as they are sent (gzip), until the numbers stand and until all is
               there; and how long that takes on loopback, with the processor slowed down
  patches      50 services × 20 regions at 4 patches a second: scripting time a patch, the longest frame,
               and the heap before and after

Needs npm run build. Ends by itself, and prints; nothing is asserted.

  --patches   how many patches (240: a minute)
  --throttle  how much slower the processor is in the first load (4)`;

const everyMs = 250;

const percentile = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))];
const kb = (bytes: number): string => `${(bytes / 1_000).toFixed(0)} kB`;

const stamps = (page: Page) =>
  page.addInitScript(() => {
    const seen = globalThis as unknown as { numbersAt?: number; chartsAt?: number };
    new MutationObserver(() => {
      if (document.querySelector('[data-testid=users-now]')) seen.numbersAt ??= performance.now();
      const charts = [...document.querySelectorAll('[role=img].chart')];
      if (charts.length > 0 && charts.every((chart) => chart.querySelector('svg path')))
        seen.chartsAt ??= performance.now();
    }).observe(document, { childList: true, subtree: true });
  });

const firstLoad = async (browser: Browser, origin: string, throttle: number): Promise<string[]> => {
  const wall = await HandFed.hang(browser, {
    origin,
    before: async (page) => {
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
      await stamps(page);
    },
  });
  for (const view of scenes.outage.slice(-2)) {
    wall.show(view);
    await wall.page.getByTestId('users-now').waitFor();
  }
  await wall.settled();
  const { numbersAt, chartsAt, came } = await wall.page.evaluate(() => {
    const { numbersAt, chartsAt } = globalThis as unknown as Record<string, number>;
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const came = resources
      .filter(({ name }) => /\.(js|css)$/.test(name))
      .map(({ responseEnd, encodedBodySize }) => ({ at: responseEnd, bytes: encodedBodySize }));
    return { numbersAt, chartsAt, came };
  });
  await wall.take();
  const until = (at: number) =>
    kb(came.filter((one) => one.at <= at).reduce((sum, { bytes }) => sum + bytes, 0));
  return [
    `| first load, until the numbers stand | ${until(numbersAt)} | ${numbersAt.toFixed(0)} ms |`,
    `| first load, with the charts | ${until(Infinity)} | ${chartsAt.toFixed(0)} ms |`,
  ];
};

const metricsOf = async (session: CDPSession): Promise<Record<string, number>> => {
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
};
const heapOf = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage');
  return (await metricsOf(session)).JSHeapUsedSize;
};

const patches = async (browser: Browser, origin: string, count: number): Promise<string[]> => {
  const wall = await HandFed.hang(browser, { origin });
  const session = await wall.page.context().newCDPSession(wall.page);
  await session.send('Performance.enable');
  const warm = 20;
  for (let step = 0; step < warm; step += 1) {
    wall.show(crowded(step));
    await wall.page.waitForTimeout(everyMs);
  }
  await wall.settled();
  await wall.page.evaluate(() => {
    const seen = globalThis as unknown as { frames: number[] };
    seen.frames = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.frames.push(entry.duration);
    }).observe({ type: 'long-animation-frame' });
  });
  const before = await heapOf(session);
  const [scripting, laidOut]: number[][] = [[], []];
  let last = await metricsOf(session);
  for (let step = warm; step < warm + count; step += 1) {
    wall.show(crowded(step));
    await wall.page.waitForTimeout(everyMs);
    const now = await metricsOf(session);
    scripting.push((now.ScriptDuration - last.ScriptDuration) * 1_000);
    laidOut.push(
      (now.LayoutDuration +
        now.RecalcStyleDuration -
        last.LayoutDuration -
        last.RecalcStyleDuration) *
        1_000,
    );
    last = now;
  }
  const frames = await wall.page.evaluate(
    () => (globalThis as unknown as { frames: number[] }).frames,
  );
  const after = await heapOf(session);
  await wall.take();
  const ms = (values: number[], p: number) => `${percentile(values, p).toFixed(1)} ms`;
  return [
    `| scripting a patch, median and 95th percentile | ${ms(scripting, 0.5)} | ${ms(scripting, 0.95)} |`,
    `| style and layout a patch, the same | ${ms(laidOut, 0.5)} | ${ms(laidOut, 0.95)} |`,
    `| frames over 50 ms, and the longest | ${frames.length} | ${frames.length > 0 ? `${Math.max(...frames).toFixed(0)} ms` : 'none'} |`,
    `| heap before and after ${count} patches | ${kb(before)} | ${kb(after)} |`,
  ];
};

/** The command: measures, and prints a table. */
export const benchDashboard = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({
    args,
    options: {
      patches: { type: 'string', default: '240' },
      throttle: { type: 'string', default: '4' },
      help: { type: 'boolean', default: false },
    },
  });
  const [count, throttle] = [Number(values.patches), Number(values.throttle)];
  if (values.help || !(count >= 1) || !(throttle >= 1)) {
    console.log(help);
    return values.help ? 0 : 1;
  }
  const pages = await servePages();
  const browser = await launchBrowser();
  try {
    const rows = [
      ...(await firstLoad(browser, pages.origin, throttle)),
      ...(await patches(browser, pages.origin, count)),
    ];
    console.log(['| what | | |', '| --- | --- | --- |', ...rows].join('\n'));
    return 0;
  } finally {
    await browser.close();
    pages.close();
  }
};
