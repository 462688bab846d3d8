import { outcomes } from '@rollcall/shared';
import { wallClock } from '../clock/clock.service.js';
import { ControlLog } from '../control/control-log.store.js';
import { wipe } from '../demo/wipe.redis.js';
import { FoldedTown } from '../history/history.fixture.js';
import { TrimService } from '../operations/trim.service.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { SpecRedis } from '../redis/redis.fixture.js';
import type { AcceptedSignal } from '../signals/accepted-signal.js';
import { counter } from './counters.js';
import { SeriesRollUp } from './series-roll-up.service.js';
import { SeriesReader } from './series.reader.js';
import { SeriesService } from './series.service.js';
import { SeriesStore } from './series.store.js';
import type { Grain } from './shelves.js';

const partitions = 4;
const hour = 3_600_000;
const day = 24 * hour;

describe('series, on a real Redis', () => {
  const redis = new SpecRedis();
  const now = Date.now();
  let keys: WorkspaceKeys;
  let town: FoldedTown;

  const env = () => redis.env(partitions);
  const rollUp = (client = redis.client): SeriesRollUp =>
    new SeriesRollUp(client, keys, env(), wallClock);
  const reader = (): SeriesReader => new SeriesReader(redis.client, keys, env(), wallClock);
  const begin = (): void => {
    keys = redis.workspace();
    town = new FoldedTown(redis.client, keys, partitions);
  };
  beforeEach(begin);

  /** Ten days of people who try and call, in no order at all. */
  const days: Partial<AcceptedSignal>[] = Array.from({ length: 800 }, (_, i) => {
    const each = {
      user: `u-${i % 70}`,
      at: Math.floor(now - ((i * 7_919_777) % (10 * day))),
      service: ['play', 'pay', 'watch'][i % 3],
      channel: ['tv', 'web'][i % 2],
    };
    return i % 10 === 0
      ? { ...each, kind: 'contact', details: JSON.stringify({ via: 'phone' }) }
      : { ...each, outcome: outcomes[i % 3] };
  });

  type Line = [ok: number, slow: number, failed: number, contacts: number];
  const sorted = (lines: Map<string, Line>): string[] =>
    [...lines].map(([key, line]) => `${key}: ${line.join(' ')}`).sort();

  /** `begin service channel: counts` as the series have it. */
  const told = async (grain: Grain, from = 0, by = reader()): Promise<string[]> => {
    const lines = new Map<string, Line>();
    const first = Math.max(from, now - 20 * day);
    await by.each(grain, first, now + hour, ({ service, channel }, at, counted, n) => {
      const key = `${at} ${service} ${channel}`;
      const line = lines.get(key) ?? [0, 0, 0, 0];
      if (counted <= counter.contacts) line[counted] += n;
      lines.set(key, line);
    });
    return sorted(lines);
  };
  /** The same, counted from the signals. */
  const counted = (signals: Partial<AcceptedSignal>[], grain: Grain, from = 0): string[] => {
    const ms = grain === 'minutes' ? 60_000 : hour;
    const lines = new Map<string, Line>();
    for (const { kind, at, service, channel, outcome } of signals) {
      const start = Math.floor(at! / ms) * ms;
      if (start < from) continue;
      const key = `${start} ${service} ${channel}`;
      const line = lines.get(key) ?? [0, 0, 0, 0];
      line[kind === 'contact' ? counter.contacts : outcomes.indexOf(outcome!)]++;
      lines.set(key, line);
    }
    return sorted(lines);
  };
  const lately = now - 2 * day;
  const expectTruth = async (signals: Partial<AcceptedSignal>[], by?: SeriesReader) => {
    expect(await told('hours', 0, by)).toEqual(counted(signals, 'hours'));
    expect(await told('minutes', lately, by)).toEqual(counted(signals, 'minutes', lately));
  };

  it('are a recount of what was folded, in pieces, out of order and by two at a time', async () => {
    for (let i = 0; i < days.length; i += 100) {
      await town.live(days.slice(i, i + 100));
      await Promise.all([rollUp().run(), rollUp().run()]);
    }
    await rollUp().run();
    await expectTruth(days);
  });

  it('take what is there and then give way: what comes meanwhile is for the next run', async () => {
    let commits = 0;
    const counting = new Proxy(redis.client, {
      get: (client, name) => {
        const found = Reflect.get(client, name) as unknown;
        if (name !== 'evalsha' || typeof found !== 'function') {
          return typeof found === 'function' ? (found.bind(client) as unknown) : found;
        }
        return async (...args: unknown[]) => {
          commits++;
          const done = (await found.apply(client, args)) as unknown;
          // traffic goes on while it is being added up
          if (commits < 6) await town.live([{ user: `late-${commits}`, at: now }]);
          return done;
        };
      },
    });
    await town.live(days.slice(0, 50));
    expect(await rollUp(counting).run()).toBe(false);
    expect(commits).toBe(1);
  });

  it('call a place by its own name, though a commit failed and another worker was there first', async () => {
    const failing = rollUp(
      new Proxy(redis.client, {
        get: (client, name) => {
          const found = Reflect.get(client, name) as unknown;
          if (name === 'evalsha' && broken) return () => Promise.reject(new Error('away'));
          return typeof found === 'function' ? (found.bind(client) as unknown) : found;
        },
      }),
    );
    let broken = true;
    const at = now - hour;
    const one = { user: 'anna', at, service: 'play', channel: 'tv', outcome: 'ok' as const };
    const two = { user: 'anna', at, service: 'pay', channel: 'web', outcome: 'failed' as const };
    await town.live([one, two]);
    await expect(failing.run()).rejects.toThrow('away');
    // another one numbers them the other way round
    const other = new SeriesStore(redis.client, keys, partitions);
    await other.commit({
      before: await other.state(),
      slices: 0,
      newSlices: [
        { service: 'pay', region: 'US', channel: 'web' },
        { service: 'play', region: 'US', channel: 'tv' },
      ],
      positions: (await other.state()).positions,
      values: { minutes: new Map(), hours: new Map() },
    });
    broken = false;
    await failing.run();
    await expectTruth([one, two]);
  });

  it.each([
    ['minutes, from the middle of an hour on', 40 * hour + 1_234_567, 10 * 60_000],
    ['hours of ten days', 10 * day + 1_234_567, 3 * hour],
  ])('are answered whole, though read in pieces: %s', async (_what, back, step) => {
    await town.live(days);
    await rollUp().run();
    const { at, series } = await new SeriesService(reader(), wallClock).answer({
      metric: ['interactions', 'contacts'],
      from: now - back,
      to: now,
      step,
    });
    const tries = at.map(
      (start) =>
        days.filter((each) => !('kind' in each) && each.at! >= start && each.at! < start + step)
          .length,
    );
    expect(series[0].values.map((value) => value ?? 0)).toEqual(tries);
    expect(tries.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(50);
  });

  it('are never outrun by trimming, however small the budget', async () => {
    await town.live(days);
    const control = new ControlLog(redis.client, keys, wallClock);
    const small = { ...env(), logBudgetBytes: 1_000, rawMs: 1 };
    const trim = new TrimService(redis.client, keys, small, control, wallClock);
    await trim.run();
    await rollUp().run();
    await trim.run();
    await expectTruth(days);
  });

  it('begin anew with a Redis that has lost everything, whoever remembers the old', async () => {
    const [worker, api] = [rollUp(), reader()];
    await town.live(days);
    await worker.run();
    await expectTruth(days, api);
    const { meta } = keys;
    await wipe(redis.client, [`${meta.slice(0, meta.indexOf('{'))}*`]);
    town = new FoldedTown(redis.client, keys, partitions);
    const others = days.filter(({ service }) => service !== 'play');
    await town.live(others);
    await worker.run();
    await expectTruth(others, api);
  });
});
