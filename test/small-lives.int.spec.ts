import type { ImpactFilter } from '@rollcall/shared';
import { untilFolded } from './harness/metrics.js';
import { flavour } from './harness/redis.js';
import { describeServices, postAll, setStage, type Stage, tell } from './harness/stage.js';
import { until } from './harness/until.js';
import { numbersOf } from './oracle/compare.js';
import { ToldDirectory, type Told } from './oracle/directory.js';
import { impactOf } from './oracle/impact.js';
import { trialsOf } from './oracle/trial.js';
import type { Attempt, Person } from './people/person.js';
import { rules } from './people/places.js';
import { randomFrom } from './people/random.js';
import { signalOf } from './people/signals.js';
import { type SmallWorld, smallWorlds } from './people/small-lives.js';

/** Hundreds of small tangled worlds, told and lived in any order: product and oracle agree on each. */

const count = Number(process.env['ROLLCALL_TEST_WORLDS'] ?? 150);
const seed = process.env['ROLLCALL_TEST_SEED'] ?? 'small lives';
const minute = 60_000;
jest.setTimeout(4 * minute);

const looks: ImpactFilter[] = [
  {},
  { type: 'consumer' },
  { type: ['internal', 'business'] },
  { type: 'unknown' },
  { stage: ['buyer', 'former'] },
  { new: 'true' },
  { new: ['false', 'unknown'], type: 'business' },
  { language: 'de' },
  { language: ['unknown', 'EN'], stage: 'buyer' },
  { revenueMin: 20, revenueMax: 60, currency: 'EUR' },
  { depth: 'down' },
  { depth: ['touched', 'impaired'], service: 'play' },
];

describe(`small lives, on ${flavour}`, () => {
  const now = Date.now();
  const onset = now - 35 * minute;
  let stage: Stage;
  let incident: string;
  let acknowledged = 0;
  const worlds = smallWorlds(seed, count, now);
  const told = new Map<SmallWorld, Told[]>(worlds.map((world) => [world, []]));
  const people = new Map<SmallWorld, Person>(
    worlds.map((world) => [world, { id: world.name, attempts: [], remarks: [] }]),
  );

  beforeAll(async () => {
    stage = await setStage({ workers: 2 });
    await describeServices(stage.client);
    ({ id: incident } = await stage.client.call('openIncident', { body: { title: 'All', onset } }));
  });
  afterAll(() => stage?.cleanup.run());

  /** The clock has moved on, so that what follows is later than what was. */
  const aMomentLater = async (): Promise<number> => {
    const before = Date.now();
    return until('the clock moves on', () => (Date.now() > before + 1 ? Date.now() : undefined), {
      everyMs: 1,
    });
  };

  const live = async (round: number): Promise<void> => {
    const putAt = await aMomentLater();
    const rows = worlds.map((world) => world.rounds[round].told);
    // rows of one request must not contradict each other, and these lives are full of second thoughts
    for (let i = 0; i < Math.max(...rows.map(({ length }) => length)); i++)
      await tell(
        stage.client,
        rows.flatMap((of) => of.slice(i, i + 1)),
      );
    for (const world of worlds)
      told.get(world)!.push(...world.rounds[round].told.map((body) => ({ body, putAt })));

    const moment = await aMomentLater();
    const tried = worlds.flatMap((world) => {
      const attempts = world.rounds[round].tried.map((t): Attempt => ({
        ...t,
        at: t.at ?? moment,
      }));
      people.get(world)!.attempts.push(...attempts);
      return attempts;
    });
    const random = randomFrom(`${seed}-${round}`);
    const signals = random.shuffled(tried).map((attempt) => signalOf(attempt, random));
    acknowledged += await postAll(stage.client, [{ idempotencyKey: `round-${round}`, signals }]);
    await untilFolded(stage.client, acknowledged);
  };

  const truthOf = (world: SmallWorld, filter: ImpactFilter) => {
    const directory = new ToldDirectory(told.get(world)!);
    const trials = trialsOf([people.get(world)!], directory);
    return impactOf(trials, directory, { scope: {}, onset, now: Date.now(), ...rules, filter });
  };

  const wrong = async (world: SmallWorld) => {
    for (const look of [...looks, { billedThrough: `${world.name}-R` }]) {
      const filter = { ...look, region: world.regions };
      const impact = await stage.client.call('getImpact', {
        params: { id: incident },
        query: filter,
      });
      const got = { ...numbersOf(impact, filter), complete: impact.complete };
      const want = { ...numbersOf(truthOf(world, filter), filter), complete: true };
      if (JSON.stringify(got) !== JSON.stringify(want)) return { look, got, want };
    }
    return undefined;
  };

  const story = (world: SmallWorld, rounds: number): string =>
    JSON.stringify(
      world.rounds.slice(0, rounds),
      (name, value: unknown) =>
        (name === 'at' || name === 'validFrom') && typeof value === 'number'
          ? `${(value - now) / minute} min`
          : value,
      1,
    );

  it.each([[1], [2], [3]])('agree after %d rounds', async (rounds) => {
    await live(rounds - 1);
    // whoever waits for `complete` sees what was told before
    await until('it has caught up', async () => {
      const impact = await stage.client.call('getImpact', { params: { id: incident } });
      return impact.complete;
    });
    const failures: [SmallWorld, NonNullable<Awaited<ReturnType<typeof wrong>>>][] = [];
    for (const world of worlds) {
      const found = await wrong(world);
      if (found) failures.push([world, found]);
    }
    failures.sort(([a], [b]) => story(a, rounds).length - story(b, rounds).length);
    if (failures.length === 0) return;
    const [[world, { look, got, want }]] = failures;
    process.stdout.write(
      `${failures.length} of ${worlds.length} worlds differ; the smallest, under ${JSON.stringify(look)}:\n${story(world, rounds)}\n`,
    );
    expect(got).toEqual(want);
  });
});
