import { setTimeout as pause } from 'node:timers/promises';
import { Cleanup } from '../harness/cleanup.js';
import { type Counters, countersOf } from '../harness/metrics.js';
import { flood } from './flood.run.js';
import { shown } from './ratio.js';
import { setStage } from './stage.run.js';
import { Traffic } from './traffic.js';
import { load, slopeOf, usageOf, type Usage } from './usage.proc.js';

/** Signals posted and not yet counted at the most: half a second's worth. */
const ahead = 80_000;
const lookEveryMs = 250;
/** Not measured: code is compiled, everyone is met for the first time, logs fill to their budget. */
const warmUpMs = 15_000;

interface Look {
  at: number;
  counters: Counters;
  /** Identities and visits that were sent so far. */
  sent: Traffic['sent'];
  usage: Map<string, Usage>;
}

/**
 * Posted → counted: as fast as it goes without falling behind, for a time. What is counted over it,
 * and what that costs each process.
 */
export const counted = async (minutes: number, people: number): Promise<string> => {
  const cleanup = new Cleanup();
  try {
    const { api, pids, target } = await setStage(cleanup);
    const traffic = new Traffic(people);
    const names = Object.keys(pids) as (keyof typeof pids)[];
    const looks: Look[] = [];
    let posted = 0;
    let folded = 0;
    const look = async (): Promise<void> => {
      const counters = await countersOf(api.client);
      folded = counters.folded;
      const usage = new Map<string, Usage>();
      for (const name of names) usage.set(name, usageOf(pids[name]) ?? { cpu: NaN, rss: NaN });
      looks.push({ at: performance.now(), counters, sent: { ...traffic.sent }, usage });
    };
    await look();
    const forMs = warmUpMs + minutes * 60_000;
    const end = performance.now() + forMs;
    const watching = (async (): Promise<void> => {
      while (performance.now() < end) {
        await pause(lookEveryMs);
        await look();
      }
    })();
    const signals = 500;
    const { refused } = await flood({
      target: target('application/x-ndjson'),
      connections: 24,
      signals,
      forMs,
      body: () => {
        posted += signals;
        return traffic.body(signals, Date.now());
      },
      hold: () => posted - folded > ahead + lookEveryMs * 200,
    });
    await watching;
    return report(looks, names, refused);
  } finally {
    await cleanup.run();
  }
};

const report = (looks: Look[], names: string[], refused: number): string => {
  const measured = looks.filter(({ at }) => at >= looks[0].at + warmUpMs);
  const [first, last] = [measured[0], measured.at(-1)!];
  const seconds = (last.at - first.at) / 1_000;
  const folded = last.counters.folded - first.counters.folded;
  const cpu = names.map((name) => {
    const used = last.usage.get(name)!.cpu - first.usage.get(name)!.cpu;
    return { name, each: used / folded };
  });
  const total = cpu.reduce((sum, { each }) => sum + each, 0);
  // memory: the last five minutes
  const late = measured.filter(({ at }) => at >= last.at - 300_000);
  const slopes = names.map((name) => {
    const mb = late.map(({ usage }) => usage.get(name)!.rss);
    const slope = slopeOf(
      late.map(({ at }) => at / 60_000),
      mb,
    );
    return `${name} ${shown(slope)} (${shown(mb.at(-1)!)} MB)`;
  });
  const minutes = (last.at - late[0].at) / 60_000;
  const perMinute = (what: keyof Look['sent']): string =>
    shown((last.sent[what] - late[0].sent[what]) / minutes);
  const lag = Math.max(...measured.map(({ counters }) => counters.lagSeconds));
  return [
    `${shown(folded / seconds)} signals/s counted over ${shown(seconds)} s, ${refused} refused, lag at most ${shown(lag)} s; load ${load()}`,
    `CPU µs a signal: ${cpu.map(({ name, each }) => `${name} ${shown(each)}`).join(', ')}; together ${shown(total)}`,
    `RSS MB a minute over the last ${shown(minutes)} min: ${slopes.join(', ')}`,
    `new in them, a minute: ${perMinute('identities')} identities, ${perMinute('visits')} visits (identity, slice, five minutes)`,
  ].join('\n  ');
};
