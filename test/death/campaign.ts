import { until } from '../harness/until.js';
import { Arena } from './arena.js';
import type { Supervised } from './supervised.js';
import type { Verdict } from './verdict.js';

/** A life takes some four seconds: to start, and for the locks of the one before to expire. */
const patienceMs = 30_000;

const dieOf = async (who: Supervised, faults: string[]): Promise<number> => {
  await who.suffer(faults);
  await who.survived(faults.length, faults.length * patienceMs);
  return who.kills;
};

/** The process kills itself at a named point, in each life after it has passed it a few times more. */
export const deathsAt =
  (who: 'api' | 'worker', point: string, times: number, passes: number) =>
  (arena: Arena): Promise<number> => {
    const faults = Array.from({ length: times }, (_, i) => `${point}:${1 + (i % passes)}`);
    return dieOf(arena[who], faults);
  };

/** Redis is killed in the middle of work, and comes back with what it had on disk. */
export const deathsOfRedis =
  (times: number) =>
  async ({ redis }: Arena, ledger: { acknowledged: number }): Promise<number> => {
    for (let i = 0; i < times; i++) {
      const before = ledger.acknowledged;
      await until('signals are taken again', () => ledger.acknowledged > before + 120, {
        withinMs: 30_000,
      });
      await redis.kill();
      await redis.restart();
    }
    return times;
  };

type Death = Parameters<Arena['survive']>[1];

/** Fights all of them, some at a time, each line of fights in an arena of its own. */
export const fight = async (
  deaths: [string, Death][],
  abreast: number,
): Promise<Map<string, Verdict | Error>> => {
  const outcomes = new Map<string, Verdict | Error>();
  const waiting = deaths.values();
  const line = async (): Promise<void> => {
    let arena: Arena | undefined;
    for (const [name, death] of waiting) {
      try {
        arena ??= await Arena.open();
        outcomes.set(name, await arena.survive(name, death));
      } catch (error) {
        // what it still holds would be counted against the next one
        outcomes.set(name, error as Error);
        await arena?.close();
        arena = undefined;
      }
    }
    await arena?.close();
  };
  await Promise.all(Array.from({ length: abreast }, line));
  return outcomes;
};
