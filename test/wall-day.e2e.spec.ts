import type { LiveView } from '@rollcall/shared';
import type { Browser, CDPSession } from 'playwright-core';
import { launchBrowser } from './browser/browser.js';
import { HandFed } from './wall/hand-fed.js';
import { scenes } from './wall/scenes.js';

/** A day on the wall in a minute or two: news every ten simulated seconds, through the real store and page. */

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;
const stepMs = 10 * second;
/** What a day may leave behind. The curve alone holds up to 600 points. */
const mostGrowthMb = 4;

const calm = scenes.calm[0];
const [outage] = scenes.outage.slice(-1) as [LiveView];

/** The view at a time of the day: counts move with each, an incident lasts from 2:00 to 20:00. */
const at = (ms: number): LiveView => {
  const asOf = outage.asOf - (outage.asOf % day) + ms;
  const open = ms > 2 * hour && ms < 20 * hour;
  const wave = Math.sin((ms / day) * 40) + 1.5;
  const [incident] = outage.incidents;
  const users = incident.impact.users;
  return {
    ...(open ? outage : calm),
    asOf,
    freshness: { ...outage.freshness, accepted: ms, folded: ms, ageMs: ms % 900 },
    pulse: { ...calm.pulse!, from: asOf - 6 * hour - (asOf % 300_000) },
    incidents: open
      ? [
          {
            ...incident,
            onset: asOf - ms + 2 * hour,
            impact: {
              ...incident.impact,
              users: { ...users, failing: Math.round(users.failing * wave) + ((ms / 1_000) % 10) },
            },
          },
        ]
      : [],
  };
};

const bytes = async (cdp: CDPSession): Promise<{ heap: number; nodes: number }> => {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number };
  const { nodes } = (await cdp.send('Memory.getDOMCounters')) as { nodes: number };
  return { heap: usedSize / 2 ** 20, nodes };
};

describe('a day on the wall', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser?.close());

  it('leaves nothing behind: the heap is flat', async () => {
    const wall = await HandFed.hang(browser);
    const cdp = await wall.page.context().newCDPSession(wall.page);
    const seen: Record<string, { heap: number; nodes: number }> = {};
    for (let ms = 0; ms <= day; ms += stepMs) {
      wall.show(at(ms));
      // the page answers once it has taken all that was sent before
      if (ms % (10 * 60 * second) === 0) await wall.page.evaluate(() => undefined);
      if (ms % (3 * hour) === 0) seen[ms / hour] = await bytes(cdp);
    }
    await wall.page.getByTestId('calm').waitFor();
    seen['end'] = await bytes(cdp);
    const table = Object.entries(seen).map(([h, m]) => `${h}: ${m.heap.toFixed(1)} MB, ${m.nodes}`);
    console.log(`heap by hour of the day, and nodes: ${table.join(' · ')}`);
    const growth = seen['end'].heap - seen['3'].heap;
    expect(growth).toBeLessThan(mostGrowthMb);
    expect(seen['18'].heap - seen['6'].heap).toBeLessThan(mostGrowthMb);
    expect(seen['18'].nodes).toBeLessThan(seen['6'].nodes * 1.5);
    expect(wall.errors).toEqual([]);
    await wall.take();
  });
});
