import type { ImpactFilter, Scope } from '@rollcall/shared';
import { SpecRedis } from '../redis/redis.fixture.js';
import { SamplingReader } from './sampling.reader.js';
import { SourceRegistry } from './source-registry.service.js';
import { maxSources, SourceSums } from './source-sums.js';
import { SourcesStore } from './sources.store.js';

const minute = 60_000;
const start = 1_700_000_040_000;

describe('the register of sources', () => {
  const redis = new SpecRedis();
  let store: SourcesStore;
  beforeEach(() => (store = new SourcesStore(redis.client, redis.workspace())));

  const add = (now: number, ...reports: Parameters<SourceSums['add']>[0][]): Promise<void> => {
    const sums = new SourceSums();
    for (const report of reports) sums.add(report, now);
    return store.add(sums.take(), now);
  };

  it('adds up what several APIs write, and tells rate, lag and coverage of the last minutes', async () => {
    const shop = { door: 'otlp', name: 'shop' } as const;
    const lagMs = [...Array.from({ length: 18 }, () => 100), 4_000, 4_000];
    await Promise.all([
      add(start, { ...shop, accepted: 10, identified: 2, nobody: 8, lagMs }),
      add(start, { ...shop, accepted: 20, identified: 2, sessionsOnly: 8, sampling: 0.25 }),
    ]);
    await add(start + minute, {
      ...shop,
      accepted: 3,
      dropped: { 'no entry span': 5 },
      examples: { 'no entry span': 'SELECT' },
      skewMs: 12,
      error: { message: 'bad', remedy: 'good' },
    });
    const [view] = await store.list(start + minute);
    expect(view).toMatchObject({
      id: 'otlp:shop',
      seenAt: start + minute,
      perMinute: 30,
      accepted: 33,
      dropped: [{ reason: 'no entry span', count: 5, example: 'SELECT' }],
      identified: 0.2,
      sampling: null,
      skewMs: 12,
      lastError: { at: start + minute, message: 'bad', remedy: 'good' },
    });
    expect(view.lastHour.reduce((a, b) => a + b)).toBe(30);
    expect(Math.abs(view.lagMs!.median / 100 - 1)).toBeLessThan(0.051);
    expect(Math.abs(view.lagMs!.p95 / 4_000 - 1)).toBeLessThan(0.051);
    const [later] = await store.list(start + 62 * minute);
    expect(later).toMatchObject({ perMinute: 0, accepted: 33, lagMs: null, identified: null });
  });

  it('forgets the source it has not heard of for longest when there are too many', async () => {
    await add(start, { door: 'api', name: 'first', accepted: 1 });
    const others = Array.from({ length: maxSources }, (_, i) => ({
      door: 'otlp' as const,
      name: `s${i}`,
      accepted: 1,
    }));
    await add(start + 1, ...others);
    const views = await store.list(start + 2);
    expect(views.length).toBe(maxSources);
    expect(views.some(({ name }) => name === 'first')).toBe(false);
  });

  it('remembers which slices sampled sources feed, day by day, the smallest of them', async () => {
    const keys = redis.workspace();
    store = new SourcesStore(redis.client, keys);
    const reader = new SamplingReader(redis.client, keys);
    const fed = (service: string, sampling: number, at: number) => ({
      slice: { service, region: 'US', channel: 'tv' },
      sampling,
      at,
    });
    const shop = { door: 'otlp', name: 'shop' } as const;
    await add(start, { ...shop, sampled: [fed('play', 0.5, start), fed('play', 0.25, start)] });
    await add(start, { ...shop, sampled: [fed('play', 0.75, start), fed('pay', 0.1, start)] });
    const day = 24 * 60 * minute;
    const ask = (scope: Scope, filter: ImpactFilter, from = start): Promise<number | null> =>
      reader.smallest(scope, filter, from, from + minute);
    expect(await ask({ services: ['play'] }, {})).toBe(0.25);
    expect(await ask({}, {})).toBe(0.1);
    expect(await ask({}, { service: 'play' })).toBe(0.25);
    expect(await ask({}, { region: 'CA' })).toBeNull();
    expect(await ask({}, {}, start + day)).toBeNull();
    expect(await ask({}, {}, start - day)).toBeNull();
  });

  it('is written by itself, and keeps what it could not write', async () => {
    const registry = new SourceRegistry(store);
    const broken = new SourceRegistry(
      Object.assign(Object.create(store) as SourcesStore, {
        tries: 0,
        add(this: { tries: number }, ...args: Parameters<SourcesStore['add']>) {
          return this.tries++ === 0 ? Promise.reject(new Error('away')) : store.add(...args);
        },
      }),
    );
    for (const each of [registry, broken]) each.saw({ door: 'api', name: 'k', accepted: 2 });
    await broken.flush();
    await registry.onModuleDestroy();
    await broken.onModuleDestroy();
    expect(await store.list(Date.now())).toMatchObject([{ id: 'api:k', accepted: 4 }]);
  });
});
