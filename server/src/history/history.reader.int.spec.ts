import { wallClock } from '../clock/clock.service.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { DirectoryStore } from '../directory/directory.store.js';
import { toStatement } from '../directory/statement.js';
import { LogReader } from '../impact/log.reader.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { SpecRedis } from '../redis/redis.fixture.js';
import { FoldedTown } from './history.fixture.js';
import { HistoryReader } from './history.reader.js';
import { HistoryStore } from './history.store.js';
import { hourMs } from './hour-visits.js';
import { PartitionRollUp } from './partition.roll-up.js';
import { hashOfSubjects } from './subject-hash.js';

const partitions = 4;
const thisHour = Math.floor(Date.now() / hourMs);
const from = thisHour * hourMs;
const never = () => false;

describe('a reader of the history, on a real Redis', () => {
  const redis = new SpecRedis();
  let keys: WorkspaceKeys;
  let town: FoldedTown;
  let directory: DirectoryReader;
  let logs: LogReader;
  let history: HistoryReader;
  const join = (): void => {
    directory = new DirectoryReader(new DirectoryStore(redis.client, keys));
    logs = new LogReader(redis.client, keys, redis.env(partitions), wallClock, directory);
    history = new HistoryReader(redis.client, keys, redis.env(partitions), logs, directory);
  };
  beforeEach(() => {
    keys = redis.workspace();
    town = new FoldedTown(redis.client, keys, partitions);
    join();
  });

  const rollUps = (): PartitionRollUp[] =>
    Array.from({ length: partitions }, (_, p) => {
      const hashOf = hashOfSubjects(
        () => directory.people,
        (subject) => logs.identity(p, subject),
      );
      return new PartitionRollUp(new HistoryStore(redis.client, keys.partition(p)), hashOf);
    });
  const rollUp = async (): Promise<void> => {
    for (const partition of rollUps()) await partition.run(never);
  };
  const put = async (customer: object): Promise<void> => {
    const statement = toStatement(customer, from);
    if (!statement.ok) throw new Error(statement.error.detail);
    await new DirectoryStore(redis.client, keys).append([statement.value]);
  };
  /** `name service step failed` of the hour. */
  const seen = async (hour = thisHour): Promise<string[]> => {
    await logs.refreshAfterWrite();
    await history.load([hour], 0);
    const visits = history.visits(hour * hourMs, (hour + 1) * hourMs);
    return Array.from({ length: visits.length }, (_, i) =>
      [
        directory.people.textOf(visits.person[i]),
        logs.slices[visits.slice[i]].service,
        visits.step[i],
        visits.failed[i],
      ].join(' '),
    ).sort();
  };

  it('knows people and places by name, over all partitions, as every process does', async () => {
    await town.live([
      { user: 'anna', at: from, outcome: 'failed' },
      { user: 'ben', at: from + 61_000, service: 'pay' },
      { user: 'lea', at: from + 299_999, outcome: 'slow' },
      { user: 'anna', at: from - 1 },
    ]);
    await rollUp();
    const expected = ['anna play 0 1', 'ben pay 0 0', 'lea play 0 0'];
    expect(await seen()).toEqual(expected);
    join();
    expect(await seen()).toEqual(expected);
    expect(history.since).toBe(from - hourMs);
  });

  it('sees what comes later, into hours that it has read before', async () => {
    await town.live([{ user: 'anna', at: from }]);
    await rollUp();
    expect(await seen()).toHaveLength(1);
    await town.live([{ user: 'anna', at: from + 1, outcome: 'failed' }]);
    await town.live([{ user: 'carl', at: from - 3 * 168 * hourMs }]);
    await rollUp();
    expect(await seen()).toEqual(['anna play 0 2']);
    expect(await seen(thisHour - 3 * 168)).toEqual(['carl play 0 0']);
  });

  it('makes one person of several identities as soon as it is told, for the past as well', async () => {
    const tv = { at: from, outcome: 'failed' as const };
    await town.live([
      { user: 'device-7', ...tv },
      { user: 'lea@example.com', at: from + 2 },
    ]);
    await rollUp();
    expect(await seen()).toHaveLength(2);
    await put({ id: 'c-1', users: [{ id: 'lea', aliases: ['device-7', 'lea@example.com'] }] });
    expect(await seen()).toEqual(['lea play 0 2']);
    expect(history.hour(thisHour).people[0]).toBe(1);
  });

  it('leaves out what named nobody, and is whole all the same, however thin the panel is', async () => {
    await town.live([
      { user: '', at: from, outcome: 'failed' },
      { user: 'anna', at: from },
    ]);
    await rollUp();
    expect(await seen()).toEqual(['anna play 0 0']);
    expect(history.hour(thisHour).whole).toBe(true);
    await Promise.all(rollUps().map((partition) => partition.fit(0)));
    await town.live([{ user: '', at: from + 1 }]);
    await rollUp();
    expect((await seen()).length).toBeLessThanOrEqual(1);
  });

  it('leaves out our own people, as soon as they are known to be', async () => {
    await town.live([
      { user: 'staff-1', at: from },
      { user: 'anna', at: from },
    ]);
    await rollUp();
    expect(await seen()).toHaveLength(2);
    await put({ id: 'us', type: 'internal', users: ['staff-1'] });
    expect(await seen()).toEqual(['anna play 0 0']);
  });

  it('waits until what is in the logs is rolled up, and no longer than it may', async () => {
    await town.live([{ user: 'anna', at: from }]);
    let woken = 0;
    expect(await history.untilRolledUp(0, () => woken++)).toBe(false);
    expect(await history.untilRolledUp(30_000, () => (woken++ === 0 ? void rollUp() : 0))).toBe(
      true,
    );
    expect(woken).toBeGreaterThan(0);
  });

  it('reads a panel as what it is: a known share of the people', async () => {
    const people = Array.from({ length: 2_000 }, (_, i) => `u-${i}`);
    await town.live(people.map((user) => ({ user, at: from })));
    await logs.refreshAfterWrite();
    await rollUp();
    for (const partition of rollUps()) await partition.fit(1_200);
    const panel = await seen();
    expect(history.panelShare).toBeLessThan(1);
    const people5Sd = 5 * Math.sqrt(people.length * history.panelShare);
    expect(Math.abs(panel.length - people.length * history.panelShare)).toBeLessThan(people5Sd);
  });
});
