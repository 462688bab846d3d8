import type { Impact, Pulse } from '@rollcall/shared';
import { flavour } from './harness/redis.js';
import { postAll, setStage, tell, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';
import type { Batch } from './people/signals.js';

/**
 * Four ordinary weeks are sent after the fact, and then an evening on which most of what fails can send
 * nothing: today is compared with the past, and the silent are about as many as there really are.
 */

type Sent = Batch['signals'][number] & { at: number; user: string };

const minute = 60_000;
const hour = 60 * minute;
const week = 168 * hour;
const people = 1_200;

/** Even draws from 0 to 1 that are the same for the same words. */
const luck = (...words: (string | number)[]): number => {
  let hash = 0x811c9dc5;
  for (const char of words.join(' '))
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
};

const regionOf = (i: number): string => (i % 3 === 0 ? 'DE' : 'US');
const channelOf = (i: number): string => (i % 2 === 0 ? 'tv' : 'web');
const isHit = (i: number): boolean => channelOf(i) === 'tv' && luck('hit', i) < 0.6;
/** How gladly a person comes in an hour. */
const habit = (i: number): number => 0.05 + 0.4 * luck('habit', i) ** 2;

/** When a person comes, hours before an evening's end: once an hour or not at all. */
const visits = (i: number, evening: number): number[] =>
  [...Array(7).keys()]
    .filter((back) => luck('comes', evening, i, back) < habit(i))
    .map((back) => back + luck('when', evening, i, back));

const attempt = (i: number, at: number, outcome: 'ok' | 'failed'): Sent => ({
  kind: 'interaction',
  at: Math.floor(at),
  service: 'play',
  region: regionOf(i),
  channel: channelOf(i),
  user: `u-${i}`,
  outcome,
});

/** The first is one of our own people, and in no number. */
const everybody = [...Array(people).keys()];
const onsetBack = 3;
const batched = (signals: Sent[], name: string): Batch[] =>
  Array.from({ length: Math.ceil(signals.length / 500) }, (_, n) => ({
    idempotencyKey: `${name}-${n}`,
    signals: signals.slice(n * 500, (n + 1) * 500),
  }));

describe(`today beside past weeks, on ${flavour}`, () => {
  let stage: Stage;
  const now = Date.now() - minute;
  const onset = now - onsetBack * hour;
  const silent = new Set<number>();
  const counted = new Set<number>();
  let id = '';

  const weekAgo = (k: number): Sent[] =>
    everybody.flatMap((i) =>
      visits(i, k).map((back) => attempt(i, now - k * week - back * hour, 'ok')),
    );
  const today: Sent[] = everybody.flatMap((i) =>
    visits(i, 0).flatMap((back): Sent[] => {
      const at = now - back * hour;
      if (back > onsetBack || !isHit(i)) return [attempt(i, at, 'ok')];
      const tells = luck('tells', i, back) > 0.7;
      if (i > 0) (tells ? counted : silent).add(i);
      return tells ? [attempt(i, at, 'failed')] : [];
    }),
  );

  beforeAll(async () => {
    stage = await setStage({ env: { ROLLCALL_RETENTION_DAYS: '36' } });
    await tell(stage.client, [{ id: 'staff', type: 'internal', users: ['u-0'] }]);
    // the latest week first: the past may come in any order
    for (const k of [1, 3, 2, 4]) await postAll(stage.client, batched(weekAgo(k), `week-${k}`));
    await postAll(stage.client, batched(today, 'today'));
    for (const i of counted) silent.delete(i);
    const opened = await stage.client.call('openIncident', {
      body: { title: 'TV is down', scope: { channels: ['tv'] }, onset },
    });
    ({ id } = opened);
  });
  afterAll(() => stage?.cleanup.run());

  /** The truth lies in the interval, or nearly: 95 in 100 is what it promises, not always. */
  const holds = (found: Impact['silent'], truth: number): NonNullable<Impact['silent']> => {
    if (!found) throw new Error('there is no estimate');
    const { low, high } = found;
    const slack = (high - low) / 2;
    expect(low - slack).toBeLessThanOrEqual(truth);
    expect(high + slack).toBeGreaterThanOrEqual(truth);
    return found;
  };
  const impact = (query: Record<string, string> = {}): Promise<Impact> =>
    stage.client.call('getImpact', { params: { id }, query });

  it('has a pulse, with what is usual beside it', async () => {
    const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
    /** Distinct people sent in each step of the pulse; a step of a past week is moved to today. */
    const sent = (
      { from, stepMs, people: steps }: Pulse,
      signals: Sent[],
      weeksAgo = 0,
    ): number[] => {
      const users = steps.map(() => new Set<string>());
      for (const { at, user } of signals)
        if (user !== 'u-0') users[Math.floor((at + weeksAgo * week - from) / stepMs)]?.add(user);
      return users.map(({ size }) => size);
    };
    const middle = (four: number[]): number =>
      (sum(four) - Math.min(...four) - Math.max(...four)) / 2;
    const pulse = await until('all that was sent is in the pulse', async () => {
      const { pulse: found } = await stage.client.call('getLive');
      if (found?.weeks !== 4) return undefined;
      const past = [1, 2, 3, 4].map((k) => sent(found, weekAgo(k), k));
      const usual = past[0].map((_, step) => middle(past.map((steps) => steps[step])));
      const same =
        sum(found.people) === sum(sent(found, today)) &&
        found.usual.every((step, i) => step?.middle === Math.round(usual[i]));
      return same && found;
    });
    // of the three hours since the onset a fifth of the people are missing
    const first = Math.ceil((onset - pulse.from) / pulse.stepMs);
    const since = (steps: number[]): number => sum(steps.slice(first));
    const share = since(pulse.people) / since(pulse.usual.map((step) => step?.middle ?? 0));
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.88);
  });

  it('knows about how many could send nothing, beside those who are counted', async () => {
    const found = await until('the live view has an estimate', async () => {
      const { incidents } = await stage.client.call('getLive');
      return incidents[0]?.impact.silent ? incidents[0].impact : undefined;
    });
    expect(found.users.ever).toBe(counted.size);
    expect(found.ordinary).toBe(0);
    const { estimate, low, high } = holds(found.silent, silent.size);
    expect(Math.abs(estimate - silent.size)).toBeLessThan(0.35 * silent.size);
    expect(high - low).toBeLessThan(1.2 * silent.size);
  });

  it('says so under filters of slices, and not of who, which it cannot know', async () => {
    const german = await impact({ region: 'DE' });
    const truth = [...silent].filter((i) => regionOf(i) === 'DE').length;
    holds(german.silent, truth);
    expect(german.silent?.estimate).toBeLessThan((await impact()).silent?.estimate ?? 0);
    expect(await impact({ type: 'consumer' })).toMatchObject({ silent: null, ordinary: null });
    expect(await impact({ region: 'FR' })).toMatchObject({ silent: { estimate: 0 } });
  });

  it('keeps what it said when the incident is over', async () => {
    const before = (await impact()).silent;
    await stage.client.call('resolveIncident', { params: { id }, body: {} });
    const after = await until('the end is published', async () => {
      const { incidents } = await stage.client.call('getLive');
      return (incidents[0]?.state === 'resolved' && incidents[0].impact.silent) ?? undefined;
    });
    expect(Math.abs(after.estimate - (before?.estimate ?? 0))).toBeLessThan(20);
  });
});
