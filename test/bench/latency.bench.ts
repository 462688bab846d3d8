import { setTimeout as pause } from 'node:timers/promises';
import { Cleanup } from '../harness/cleanup.js';
import { until } from '../harness/until.js';
import { Audience } from './audience.run.js';
import { shown } from './ratio.js';
import { setStage } from './stage.run.js';
import { Traffic } from './traffic.js';
import { load } from './usage.proc.js';
import { Wire } from './wire.client.js';

const clients = 200;
const signalsASecond = 10_000;
/** Signals in a request; one of them is the failure of somebody new, whose way is timed. */
const signals = 200;
const everyMs = (signals * 1_000) / signalsASecond;
const warmUpMs = 8_000;
const forMs = 25_000;

const share = (sorted: number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

/**
 * From the moment a request is sent to the moment a screen has applied the patch that counts its
 * failure, at 10,000 signals a second and 200 screens. Each request names one user who never failed
 * before, so the n-th is on a screen when that reads n affected; all others only succeed or are slow.
 */
export const latency = async (): Promise<string> => {
  const cleanup = new Cleanup();
  try {
    const { api, target } = await setStage(cleanup);
    const audience = Audience.join(cleanup, api.port, clients);
    await until('all have joined', async () => (await audience.ask()).snapshots >= clients, {
      withinMs: 60_000,
    });
    const traffic = new Traffic(100_000);
    const wires = await Promise.all(
      Array.from({ length: 4 }, () => Wire.open(target('application/x-ndjson'))),
    );
    for (const wire of wires) cleanup.add(wire, (w) => Promise.resolve(w.close()));
    /** When the n-th failure was sent, epoch ms; failures arrive in this order, give or take a request. */
    const sentAt: number[] = [Number.NaN];
    const others = (): string => {
      let text = '';
      for (let i = 1; i < signals; i++) {
        text += `${traffic.line(Date.now()).replace('"outcome":"failed"', '"outcome":"slow"')}\n`;
      }
      return text;
    };
    const started = performance.now();
    let next = 0;
    const lane = async (wire: Wire): Promise<void> => {
      for (;;) {
        const due = started + next++ * everyMs;
        if (due > started + warmUpMs + forMs) return;
        const wait = due - performance.now();
        if (wait > 0) await pause(wait);
        const rest = others();
        const now = Date.now();
        const probe = `{"kind":"interaction","at":${now},"service":"pay","region":"US","channel":"tv","user":"probe-${sentAt.length}","outcome":"failed"}\n`;
        sentAt.push(now);
        await wire.post(Buffer.from(probe + rest, 'latin1'));
      }
    };
    await Promise.all(wires.map(lane));
    const tookMs = performance.now() - started;
    const last = sentAt.length - 1;
    const { firstSeen } = await until(
      'the last one is on all screens',
      async () => {
        const heard = await audience.ask();
        return heard.firstSeen.every((seen) => seen[last] !== undefined) ? heard : undefined;
      },
      { withinMs: 60_000 },
    );
    const first = Math.floor((last * warmUpMs) / (warmUpMs + forMs));
    const delays = firstSeen
      .flatMap((seen) => sentAt.map((sent, n) => (n < first ? Number.NaN : (seen[n] ?? 0) - sent)))
      .filter((delay) => !Number.isNaN(delay))
      .sort((a, b) => a - b);
    return (
      `posted → on a screen: p50 ${shown(share(delays, 0.5))} ms, p99 ${shown(share(delays, 0.99))} ms, at most ${shown(share(delays, 1))} ms ` +
      `(${delays.length} times); ${shown((last * signals * 1_000) / tookMs)} signals/s, ${clients} clients; load ${load()}`
    );
  } finally {
    await cleanup.run();
  }
};
