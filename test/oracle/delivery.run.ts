import { setTimeout as pause } from 'node:timers/promises';
import { countersOf } from '../harness/metrics.js';
import { Rollcall } from '../harness/rollcall.js';
import type { Stage } from '../harness/stage.js';
import type { Clock } from '../simulate/clock.js';
import { type Cast, happeningsOf } from '../simulate/happenings.js';
import { luckOf } from '../simulate/luck.js';
import { Play } from '../simulate/play.run.js';
import { Sender } from '../simulate/sender.client.js';
import { signalOf } from '../simulate/signals.js';
import { describeTown } from '../simulate/town.client.js';

/** How a town's signals reach a product: as they happened, or as badly as a network can manage. */

const batchSize = 1_000;
const sendsPast = 4;

const counted = ({ accepted, rejected, firstRejection }: Sender['sent']): number => {
  if (rejected > 0) throw new Error(`refused: ${firstRejection}`);
  return accepted;
};

/** In order of time, each once. @returns how many signals */
export const deliverInOrder = async (stage: Stage, cast: Cast, clock: Clock): Promise<number> => {
  const { from, to } = cast.world;
  const stop = new AbortController().signal;
  const tell = (): void => undefined;
  const { client } = stage;
  const play = new Play({ cast, clock, from, to, client, onCall: false, stop, tell });
  await play.run();
  counted(play.progress.sent);
  return play.progress.signals;
};

/** Each signal in any of the batches, whatever its time. */
const shuffledBatches = (cast: Cast, clock: Clock): { batches: string[][]; signals: number } => {
  const lines: string[] = [];
  for (const happening of happeningsOf(cast)) {
    const signal = signalOf(cast.world, happening, clock.map(happening.at));
    if (signal) lines.push(JSON.stringify(signal));
  }
  const batches = Array.from({ length: Math.ceil(lines.length / batchSize) }, (): string[] => []);
  lines.forEach((line, i) => batches[Math.floor(luckOf(1, i, 0, 0) * batches.length)].push(line));
  return { batches: batches.filter(({ length }) => length > 0), signals: lines.length };
};

/** Shuffled, and every batch twice under its key, the second time at another moment. */
export const deliverBadly = async (stage: Stage, cast: Cast, clock: Clock): Promise<number> => {
  const { client } = stage;
  const stop = new AbortController().signal;
  const sending = { client, run: `oracle-${Date.now().toString(36)}`, atOnce: sendsPast, stop };
  const sender = new Sender(sending);
  await describeTown(cast, clock.map(cast.world.from), { client, sender, stop });
  const { batches, signals } = shuffledBatches(cast, clock);
  const order = [...batches.keys(), ...batches.keys()]
    .map((batch, i) => ({ batch, at: luckOf(2, i, 0, 0) }))
    .sort((a, b) => a.at - b.at);
  for (const { batch } of order) await sender.send(batches[batch], `${batch}`);
  await sender.settled();
  // an answer under a key that was there before is the first one's
  const accepted = counted(sender.sent);
  if (accepted !== 2 * signals) throw new Error(`${signals} sent twice, ${accepted} accepted`);
  return signals;
};

/**
 * Kills one worker after the other and starts another in its place, until it is told to stop. The next one
 * dies when something was counted since: on a slow machine nothing would get done between two deaths.
 *
 * @param everyMs between two deaths, at the least
 * @returns ends it, and tells how many were killed
 */
export const killWorkers = (stage: Stage, everyMs: number): (() => Promise<number>) => {
  const end = new AbortController();
  let kills = 0;
  const killing = (async (): Promise<void> => {
    for (;;) {
      await pause(everyMs, undefined, { signal: end.signal }).catch(() => undefined);
      if (end.signal.aborted) return;
      const victim = stage.workers.shift()!;
      await victim.kill();
      kills++;
      const next = await Rollcall.launch({ redis: stage.redis, role: 'worker' });
      stage.workers.push(stage.cleanup.add(next, (r) => r.stop()));
      const before = (await countersOf(stage.client)).folded;
      while (!end.signal.aborted && (await countersOf(stage.client)).folded === before)
        await pause(100);
    }
  })();
  return async (): Promise<number> => {
    end.abort();
    await killing;
    return kills;
  };
};
