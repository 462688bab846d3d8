import { Cleanup } from '../harness/cleanup.js';
import { flood, type Flooded } from './flood.run.js';
import { median, shown } from './ratio.js';
import { setStage, startBare } from './stage.run.js';
import { Traffic } from './traffic.js';
import { load, usageOf } from './usage.proc.js';
import type { Target } from './wire.client.js';

/** Rollcall beside a server that only reads the same bodies: turn by turn, so that both meet the same machine. */
interface Beside {
  kind: 'node' | 'fastify';
  type: 'application/json' | 'application/x-ndjson';
  signals: number;
  connections: number;
  rounds: number;
  roundMs: number;
}

const compare = async ({ kind, type, ...each }: Beside): Promise<string> => {
  const cleanup = new Cleanup();
  try {
    const stage = await setStage(cleanup);
    const bare = await startBare(cleanup, kind, type);
    const traffic = new Traffic(200_000);
    const body = (): Buffer => {
      const now = Date.now();
      return type === 'application/json'
        ? Buffer.from(traffic.line(now), 'latin1')
        : traffic.body(each.signals, now);
    };
    const round = (target: Target, forMs: number): Promise<Flooded> =>
      flood({ target, body, forMs, connections: each.connections, signals: each.signals });
    const ours = stage.target(type);
    // both compile what they run often
    for (let i = 0; i < 2; i++) {
      await round(ours, each.roundMs);
      await round(bare.target, each.roundMs);
    }
    const ratios: number[] = [];
    const perSecond = { ours: [] as number[], bare: [] as number[] };
    const cpu = { ours: [] as number[], bare: [] as number[] };
    const measured = async (target: Target, pid: number, who: 'ours' | 'bare'): Promise<number> => {
      const before = usageOf(pid)?.cpu ?? Number.NaN;
      const { acknowledged, tookMs } = await round(target, each.roundMs);
      cpu[who].push(((usageOf(pid)?.cpu ?? Number.NaN) - before) / acknowledged);
      const rate = (acknowledged * 1_000) / tookMs;
      perSecond[who].push(rate);
      return rate;
    };
    for (let i = 0; i < each.rounds; i++) {
      const [x, y] = [
        await measured(ours, stage.pids.api, 'ours'),
        await measured(bare.target, bare.pid, 'bare'),
      ];
      ratios.push(x / y);
    }
    return [
      `ratio ${shown(median(ratios))} (${ratios.map(shown).join(', ')}): Rollcall ` +
        `${shown(median(perSecond.ours))} signals/s, bare ${kind} ${shown(median(perSecond.bare))}; load ${load()}`,
      `CPU µs a signal: API ${shown(median(cpu.ours))}, bare ${kind} ${shown(median(cpu.bare))}`,
    ].join('\n  ');
  } finally {
    await cleanup.run();
  }
};

/** NDJSON, 500 signals a request, beside a bare Node server that parses each line. */
export const ingest = (): Promise<string> =>
  compare({
    kind: 'node',
    type: 'application/x-ndjson',
    signals: 500,
    connections: 32,
    rounds: 5,
    roundMs: 2_000,
  });

/** One signal a request, beside bare Fastify. */
export const single = (): Promise<string> =>
  compare({
    kind: 'fastify',
    type: 'application/json',
    signals: 1,
    connections: 256,
    rounds: 5,
    roundMs: 2_000,
  });
