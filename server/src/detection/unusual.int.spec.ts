import { emptyLiveView } from '@rollcall/shared';
import { wallClock } from '../clock/clock.service.js';
import { FoldedTown } from '../history/history.fixture.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { SpecRedis } from '../redis/redis.fixture.js';
import { SeriesRollUp } from '../series/series-roll-up.service.js';
import { SeriesReader } from '../series/series.reader.js';
import type { AcceptedSignal } from '../signals/accepted-signal.js';
import { UnusualReader } from './unusual.reader.js';
import type { Vitals } from './vitals.js';
import { VitalsStore } from './vitals.store.js';

jest.setTimeout(180_000);
const partitions = 4;
const minute = 60_000;

describe('minutes that are unlike what is usual, on a real Redis', () => {
  const redis = new SpecRedis();
  const now = Math.floor(Date.now() / minute) * minute;
  const from = now - 300 * minute;
  const bad = now - 8 * minute;
  let keys: WorkspaceKeys;
  beforeEach(() => {
    keys = redis.workspace();
  });

  const vitals = (): VitalsStore => new VitalsStore(redis.client, keys);
  const reader = (): UnusualReader =>
    new UnusualReader(
      new SeriesReader(redis.client, keys, redis.env(partitions), wallClock),
      vitals(),
    );
  const pay = (at: number): Vitals => ({
    service: 'pay',
    active: 1_000 + ((at / minute) % 7),
    index: at < bad ? 97 + ((at / minute) % 3) / 10 : 60,
    silent: at < bad ? ((at / minute) % 5) / 100 : 0.6,
  });

  /** What is found once all was read. */
  const found = async (one: UnusualReader): Promise<Map<string, string>> => {
    const deadline = performance.now() + 150_000;
    while (!(one['readTo'] >= now - 2 * minute)) {
      if (performance.now() > deadline) throw new Error('it never read to the end');
      one.look(now, minute, undefined);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const findings = one.look(now, minute, undefined).findings(now);
    return new Map(findings.map(({ id, reason }) => [id.replace('series:pay:', ''), reason]));
  };

  it('are found in what people tried, how long it took, whom they called, how they fare, who is absent', async () => {
    const signals: Partial<AcceptedSignal>[] = [];
    for (let at = from; at < now; at += minute) {
      const well = at < bad;
      const tries = well ? 12 + ((at / minute) % 3) : 2;
      for (let i = 0; i < tries; i++)
        signals.push({
          service: 'pay',
          user: `u-${i}`,
          at: at + i,
          outcome: !well && i === 0 ? 'failed' : 'ok',
          latencyMs: well ? 180 + 10 * i : 7_000,
        });
      for (let i = 0; i < (well ? (at / minute) % 2 : 40); i++) {
        const details = JSON.stringify({ via: 'phone' });
        signals.push({ kind: 'contact', service: 'pay', user: `u-${i}`, at: at + i, details });
      }
      await vitals().add(at, { of: 'customers', services: [pay(at)] });
    }
    await new FoldedTown(redis.client, keys, partitions).live(signals);
    await new SeriesRollUp(redis.client, keys, redis.env(partitions), wallClock).run();
    const first = await found(reader());
    expect([...first.keys()].sort()).toEqual([
      'contacts',
      'failureShare',
      'interactions',
      'latencyP95',
      'satisfaction',
      'silent',
    ]);
    expect(first.get('contacts')).toMatch(
      /^40 contacts a minute for 1,000 active customers, usually 0\.\d+ contacts/,
    );
    expect(first.get('satisfaction')).toMatch(/^satisfaction 60, usually satisfaction 97/);
    expect(first.get('silent')).toMatch(/^60% of the customers of this hour are absent, usually/);
    // who starts later, or anew, reads the same
    expect(await found(reader())).toEqual(first);
  });

  it('are noted once, whoever notes them first, and forgotten when the clock goes back', async () => {
    const store = vitals();
    await store.add(now, { of: 'users', services: [pay(now)] });
    await store.add(now, { of: 'customers', services: [] });
    await store.add(now - minute, { of: 'customers', services: [] });
    const noted = { of: 'users', services: [pay(now)] };
    expect([...(await store.between(now - minute, now + minute))]).toEqual([[now, noted]]);
    expect((await store.between(now - minute, now)).size).toBe(0);
    await store.forget();
    expect((await store.between(0, now + minute)).size).toBe(0);
  });

  it('are noted from the live index, once a minute', async () => {
    const group = { value: 'pay', index: 90, low: 80, high: 95, n: 400, expected: 500, past: null };
    const live = { ...emptyLiveView.satisfaction, n: 400, unidentified: 0, asOf: now };
    const one = reader();
    one.look(now, minute, { ...live, services: [group] });
    const deadline = performance.now() + 120_000;
    let noted = await vitals().between(now, now + minute);
    while (noted.size === 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      noted = await vitals().between(now, now + minute);
    }
    expect(noted.get(now)).toEqual({
      of: 'customers',
      services: [{ service: 'pay', active: 400, index: 90, silent: expect.closeTo(0.2) }],
    });
  });
});
