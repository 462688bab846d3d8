import { setTimeout as pause } from 'node:timers/promises';
import { Cleanup } from '../harness/cleanup.js';
import { until } from '../harness/until.js';
import { Audience, type Heard } from './audience.run.js';
import { median, shown } from './ratio.js';
import { setStage, startBare } from './stage.run.js';
import { load, usageOf } from './usage.proc.js';
import { Wire } from './wire.client.js';

const clients = 1_000;
const rounds = 3;
const roundMs = 4_000;
/** How often somebody new fails, so that there is something to tell. */
const everyMs = 250;

/** CPU of a process and messages heard, over a round. */
interface Round {
  cpu: number;
  received: number;
  heard: Heard['heard'];
}

const cpuOf = (pid: number): number => usageOf(pid)?.cpu ?? Number.NaN;

/**
 * A thousand screens that follow the live view, beside a bare Socket.IO server that tells a thousand
 * clients the same messages: processor time of the server for each message delivered. What the API
 * spends on the same signals while nobody listens is measured before, and shown apart.
 */
export const fanOut = async (): Promise<string> => {
  const cleanup = new Cleanup();
  try {
    const { api, pids, target } = await setStage(cleanup);
    const bare = await startBare(cleanup, 'sockets', '');
    const wire = await Wire.open(target('application/json'));
    cleanup.add(wire, (w) => Promise.resolve(w.close()));
    let failed = 0;
    const fail = (): Promise<number> =>
      wire.post(
        Buffer.from(
          `{"kind":"interaction","service":"pay","region":"US","channel":"tv","user":"user-${failed++}","outcome":"failed"}`,
        ),
      );
    /** Does something at a pace, and sees what it costs a server. */
    const round = async (
      pid: number,
      audience: Audience | undefined,
      act: () => Promise<unknown>,
    ): Promise<Round> => {
      const [cpu, before] = [cpuOf(pid), await audience?.ask()];
      const end = performance.now() + roundMs;
      while (performance.now() < end) await Promise.all([act(), pause(everyMs)]);
      const after = await audience?.ask();
      return {
        cpu: cpuOf(pid) - cpu,
        received: (after?.received ?? 0) - (before?.received ?? 0),
        heard: after?.heard ?? [],
      };
    };
    await round(pids.api, undefined, fail);
    const alone = await round(pids.api, undefined, fail);
    const ours = Audience.join(cleanup, api.port, clients);
    await until('all have joined', async () => (await ours.ask()).snapshots >= clients, {
      withinMs: 120_000,
      everyMs: 500,
    });
    const theirs = Audience.join(cleanup, bare.target.port, clients);
    let said = 0;
    const say = (payloads: unknown[]) => (): Promise<unknown> => {
      bare.child.process.send(payloads[said++ % payloads.length] as object);
      return Promise.resolve();
    };
    // a bare server sends no snapshot: everyone is there once everyone hears
    await until(
      'all have joined the bare one',
      async () => {
        const before = (await theirs.ask()).received;
        bare.child.process.send({ hello: true });
        await pause(2_000);
        return (await theirs.ask()).received - before >= clients;
      },
      { withinMs: 120_000, everyMs: 100 },
    );
    // both compile what they run often
    const { heard } = await round(pids.api, ours, fail);
    await round(bare.child.pid!, theirs, say(heard));
    const figures: { ratio: number; apart: number; a: number; b: number; rate: number }[] = [];
    for (let i = 0; i < rounds; i++) {
      const a = await round(pids.api, ours, fail);
      const b = await round(bare.child.pid!, theirs, say(a.heard));
      const each = [a.cpu / a.received, b.cpu / b.received, (a.cpu - alone.cpu) / a.received];
      figures.push({
        ratio: each[1] / each[0],
        apart: each[1] / each[2],
        a: each[0],
        b: each[1],
        rate: (a.received * 1_000) / roundMs,
      });
    }
    const middle = (name: keyof (typeof figures)[number]): string =>
      shown(median(figures.map((figure) => figure[name])));
    return (
      `ratio ${middle('ratio')} (${figures.map(({ ratio }) => shown(ratio)).join(', ')}), ${middle('apart')} without what the API does when nobody listens: ` +
      `${middle('a')} µs of CPU a message, bare Socket.IO ${middle('b')}; ${middle('rate')} messages/s to ${clients} clients; load ${load()}`
    );
  } finally {
    await cleanup.run();
  }
};
