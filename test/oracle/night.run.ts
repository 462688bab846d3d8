import { setTimeout as pause } from 'node:timers/promises';
import { untilFolded } from '../harness/metrics.js';
import type { Stage } from '../harness/stage.js';
import { until } from '../harness/until.js';
import { clockFor } from '../simulate/clock.js';
import type { Cast } from '../simulate/happenings.js';
import { numbersOf, type Numbers } from './compare.js';
import { deliverBadly, deliverInOrder, killWorkers } from './delivery.run.js';
import { impactOf } from './impact.js';
import { directoryOf, filtersOf, type NightQuestion, questionsOf, trialsOfNight } from './night.js';

/** One number of the product's laid beside the oracle's. */
export interface Compared {
  question: string;
  filter: string;
  got: Numbers | 'not complete';
  want: Numbers;
}

export interface NightCheck {
  signals: number;
  /** Wall ms from the first signal sent to the last one counted. */
  playedMs: number;
  /** Workers killed meanwhile. */
  kills: number;
  compared: Compared[];
}

export interface Hardship {
  /** Incidents are open first; then all signals come in any order, each twice. */
  badly?: boolean;
  /** Ms between one worker's death and the next. */
  killEveryMs?: number | undefined;
}

export const isEqual = ({ got, want }: Compared): boolean =>
  JSON.stringify(got) === JSON.stringify(want);

/**
 * Plays a scenario as fast as it is taken, and asks product and oracle the same questions.
 *
 * @param times of the scenario, as of which its first incident is asked about; left out: a quarter, half and
 *   three quarters of it, and its end
 */
export const checkNight = async (
  stage: Stage,
  cast: Cast,
  { times, badly = false, killEveryMs }: Hardship & { times?: string[] } = {},
): Promise<NightCheck> => {
  const { client } = stage;
  const { world } = cast;
  const clock = clockFor(world, 'max', 'past', Date.now());
  if ('complaint' in clock) throw new Error(clock.complaint);
  const shift = (at: number): number => clock.map(at);
  const questions = questionsOf(world, times, shift);
  const ids = new Map<NightQuestion, string>();
  const open = async (question: NightQuestion): Promise<void> => {
    const { title, asked } = question;
    const { scope, onset } = asked;
    const { id } = await client.call('openIncident', { body: { title, scope, onset } });
    ids.set(question, id);
  };

  if (badly) for (const question of questions) await open(question);
  const began = performance.now();
  const spare = killEveryMs === undefined ? undefined : killWorkers(stage, killEveryMs);
  let kills: number;
  let signals: number;
  try {
    signals = await (badly ? deliverBadly : deliverInOrder)(stage, cast, clock);
    await untilFolded(client, signals, 600_000);
  } finally {
    kills = (await spare?.()) ?? 0;
  }
  const playedMs = performance.now() - began;

  const directory = directoryOf(cast, shift, Date.now());
  const trials = trialsOfNight(cast, directory, shift);
  // the oracle thinks long: connections that the server closed meanwhile are noticed before the next is used
  await pause(50);
  const compared: Compared[] = [];
  for (const question of questions) {
    const { title, asked } = question;
    if (!ids.has(question)) await open(question);
    const id = ids.get(question)!;
    await client.call('resolveIncident', { params: { id }, body: { at: asked.resolvedAt } });
    const impact = (query: object) =>
      client.call('getImpact', { params: { id }, query: { ...query } });
    await until(`the count of "${title}"`, async () => (await impact({})).complete, {
      withinMs: 120_000,
    });
    for (const filter of filtersOf(world)) {
      const found = await impact(filter);
      compared.push({
        question: title,
        filter: JSON.stringify(filter),
        got: found.complete ? numbersOf(found, filter) : 'not complete',
        want: numbersOf(impactOf(trials, directory, { ...asked, filter, now: Date.now() }), filter),
      });
    }
  }
  return { signals, playedMs, kills, compared };
};
