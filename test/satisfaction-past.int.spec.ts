import { flavour } from './harness/redis.js';
import { postAll, setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';
import type { Batch } from './people/signals.js';

/**
 * Four weeks are sent after the fact, then an hour in which most televisions can't even say that they fail: the
 * index of those who are there looks fine, and its low end knows better.
 */

jest.setTimeout(120_000);

type Sent = Batch['signals'][number];

const minute = 60_000;
const hour = 60 * minute;
const week = 168 * hour;
const customers = [...Array(600).keys()];

const luck = (...words: (string | number)[]): number => {
  let hash = 0x811c9dc5;
  for (const char of words.join(' '))
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
};

const onTv = (i: number): boolean => i % 2 === 0;
/** Seven in ten come in an hour. */
const comes = (i: number, evening: number): boolean => luck('comes', evening, i) < 0.7;
/** On televisions that are hit nothing gets through, not even a word of it. */
const isSilent = (i: number): boolean => onTv(i) && luck('hit', i) < 0.6;

const attempt = (i: number, at: number, outcome: 'ok' | 'slow' | 'failed'): Sent => ({
  kind: 'interaction',
  at: Math.floor(at),
  service: 'play',
  region: 'US',
  channel: onTv(i) ? 'tv' : 'web',
  user: `u-${i}`,
  customer: `c-${i}`,
  outcome,
});

const batched = (signals: Sent[], name: string): Batch[] =>
  Array.from({ length: Math.ceil(signals.length / 500) }, (_, n) => ({
    idempotencyKey: `${name}-${n}`,
    signals: signals.slice(n * 500, (n + 1) * 500),
  }));

describe(`satisfaction beside past weeks, on ${flavour}`, () => {
  let stage: Stage;
  // the steps of the hour until here are over, and everyone came in its first fifty minutes
  const end = Math.floor((Date.now() - minute) / (5 * minute)) * 5 * minute;
  const inHour = (i: number, evening: number): number =>
    end - hour + 6 * minute + luck('when', evening, i) * 45 * minute;
  const came = (evening: number): number[] => customers.filter((i) => comes(i, evening));

  beforeAll(async () => {
    stage = await setStage({ env: { ROLLCALL_RETENTION_DAYS: '36' } });
    for (const k of [1, 2, 3, 4]) {
      // one in twenty is slow, as on any day
      const signals = came(k).map((i) =>
        attempt(i, inHour(i, k) - k * week, luck('slow', k, i) < 0.05 ? 'slow' : 'ok'),
      );
      // somebody was there hours before, so that the weeks are known from their beginning
      signals.push(attempt(0, end - 3 * hour - k * week, 'ok'));
      await postAll(stage.client, batched(signals, `week-${k}`));
    }
  });
  afterAll(() => stage?.cleanup.run());

  const asked = (query: Record<string, string> = {}) =>
    stage.client.call('getSatisfaction', { query });

  it('knows the index of a past hour, slow and all', async () => {
    const at = new Date(end - week).toISOString();
    const found = await until('it is rolled up', async () => {
      const answer = await asked({ at });
      return answer.n === came(1).length && answer;
    });
    const slow = came(1).filter((i) => luck('slow', 1, i) < 0.05).length;
    expect(found.asOf).toBe(end - week);
    expect(found.index).toBeCloseTo(100 - (50 * slow) / found.n, 1);
    expect(await asked({ at: String(end - 20 * week) })).toMatchObject({ index: null, n: 0 });
  });

  it('says beside the index what is usual and who is expected, and misses nobody without cause', async () => {
    const signals = came(0)
      .filter((i) => !onTv(i))
      .map((i) => attempt(i, inHour(i, 0), 'ok'));
    await postAll(stage.client, batched(signals, 'web'));
    const found = await until('past weeks are compared', async () => {
      const answer = await asked({ channel: 'web' });
      return answer.past?.weeks === 4 && answer;
    });
    expect(found).toMatchObject({ index: 100, n: signals.length, expected: signals.length });
    expect(found.past?.index).toBeGreaterThan(95);
    expect(found.past?.index).toBeLessThan(100);
    expect(found.low).toBeGreaterThan(97);
  });

  it('knows in its low end of those who are expected, and silent', async () => {
    const signals = came(0)
      .filter((i) => onTv(i) && !isSilent(i))
      .map((i) => attempt(i, inHour(i, 0), 'ok'));
    await postAll(stage.client, batched(signals, 'tv'));
    await stage.client.call('openIncident', {
      body: { title: 'TV is down', scope: { channels: ['tv'] }, onset: end - hour },
    });
    const truth = (100 * came(0).filter((i) => !isSilent(i)).length) / came(0).length;
    const found = await until('it sees who is missing', async () => {
      const answer = await asked();
      return (answer.low ?? 100) < 85 && answer;
    });
    expect(found.index).toBe(100);
    expect(found.low).toBeGreaterThan(truth - 15);
    expect(found.low).toBeLessThan(truth + 2);
    expect(found.expected).toBeGreaterThan(found.n * 1.25);
    // those of TV are missing, and nobody on the web
    const [tv, web] = found.by.channel;
    expect(tv).toMatchObject({ value: 'tv' });
    expect(tv.low).toBeLessThan(55);
    expect(web.low).toBeGreaterThan(97);
    const shown = await until('the live view knows', async () => {
      const { satisfaction } = await stage.client.call('getLive');
      // of the first few votes the low end is as low, before past weeks are known
      return satisfaction.past?.weeks === 4 && (satisfaction.low ?? 100) < 85 && satisfaction;
    });
    expect(shown.index).toBe(100);
  });
});
