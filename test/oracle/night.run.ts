import { untilFolded } from '../harness/metrics.js';
import type { Client } from '../harness/client.js';
import { until } from '../harness/until.js';
import { clockFor } from '../simulate/clock.js';
import type { Cast } from '../simulate/happenings.js';
import { Play } from '../simulate/play.run.js';
import { numbersOf, type Numbers } from './compare.js';
import { impactOf } from './impact.js';
import { directoryOf, filtersOf, questionsOf, trialsOfNight } from './night.js';

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
  compared: Compared[];
}

export const isEqual = ({ got, want }: Compared): boolean =>
  JSON.stringify(got) === JSON.stringify(want);

/**
 * Plays a scenario as fast as it is taken, and asks product and oracle the same questions.
 *
 * @param times of the scenario, as of which its first incident is asked about
 */
export const checkNight = async (
  client: Client,
  cast: Cast,
  times: string[],
): Promise<NightCheck> => {
  const { world } = cast;
  const clock = clockFor(world, 'max', 'past', Date.now());
  if ('complaint' in clock) throw new Error(clock.complaint);
  const shift = (at: number): number => clock.map(at);
  const stop = new AbortController().signal;
  const tell = (): void => undefined;
  const { from, to } = world;
  const play = new Play({ cast, clock, from, to, client, onCall: false, stop, tell });
  const began = performance.now();
  await play.run();
  const { signals, sent } = play.progress;
  if (sent.rejected > 0) throw new Error(`refused: ${sent.firstRejection}`);
  await untilFolded(client, signals, 300_000);
  const playedMs = performance.now() - began;

  const directory = directoryOf(cast, shift, Date.now());
  const trials = trialsOfNight(cast, directory, shift);
  const compared: Compared[] = [];
  for (const { title, asked } of questionsOf(world, times, shift)) {
    const { scope, onset, resolvedAt } = asked;
    const { id } = await client.call('openIncident', { body: { title, scope, onset } });
    await client.call('resolveIncident', { params: { id }, body: { at: resolvedAt } });
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
  return { signals, playedMs, compared };
};
