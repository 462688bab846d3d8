import { emptyLiveView, type LiveView } from '@rollcall/shared';
import { until } from '../redis/embedded/testing.fixture.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { SpecRedis } from '../redis/redis.fixture.js';
import { LiveTail } from './live-tail.service.js';
import { LiveViewStore } from './live-view.store.js';

describe('the live view, published and followed', () => {
  const redis = new SpecRedis();
  const tails: LiveTail[] = [];
  let keys: WorkspaceKeys;
  let store: LiveViewStore;
  beforeEach(() => {
    keys = redis.workspace();
    store = new LiveViewStore(redis.client, keys);
  });
  afterEach(() => tails.splice(0).forEach((tail) => tail.onModuleDestroy()));

  const view = (version: number, accepted = version): LiveView => ({
    ...emptyLiveView,
    version,
    asOf: version * 50,
    freshness: { ...emptyLiveView.freshness, accepted },
  });
  /** An API that follows, and what it would have told its sockets. */
  const follow = (): { tail: LiveTail; told: string[] } => {
    const tail = new LiveTail(store, redis.env());
    const told: string[] = [];
    tail.listen({
      patched: ({ from, to }) => told.push(`patch ${from} to ${to}`),
      replaced: ({ version }) => told.push(`snapshot ${version}`),
    });
    tails.push(tail);
    tail.onModuleInit();
    return { tail, told };
  };
  const publishUpTo = async (last: number, first = 1): Promise<void> => {
    for (let version = first; version <= last; version++) {
      const before = version === 1 ? emptyLiveView : view(version - 1);
      expect(await store.publish(before, view(version))).toBe(true);
    }
  };

  it('is the published one for whoever comes late', async () => {
    await publishUpTo(3);
    const { tail, told } = follow();
    await until('the tail has the view', () => tail.view.version === 3);
    expect(tail.view).toEqual(view(3));
    expect(told).toEqual(['snapshot 3']);
  });

  it('follows patch by patch, none left out and none twice', async () => {
    await publishUpTo(1);
    const both = [follow(), follow()];
    await until('both have begun', () => both.every(({ tail }) => tail.view.version === 1));
    await publishUpTo(30, 2);
    await until('both have it all', () => both.every(({ tail }) => tail.view.version === 30));
    for (const { tail, told } of both) {
      expect(tail.view).toEqual(view(30));
      const patches = Array.from({ length: 29 }, (_, i) => `patch ${i + 1} to ${i + 2}`);
      expect(told).toEqual(['snapshot 1', ...patches]);
    }
  });

  it('starts over when a patch is missing', async () => {
    await publishUpTo(2);
    const { tail, told } = follow();
    await until('the tail has begun', () => tail.view.version === 2);
    await redis.client.hset(keys.view, 'version', 4, 'view', JSON.stringify(view(4)));
    expect(await store.publish(view(4), view(5))).toBe(true);
    await until('the tail has the newest', () => tail.view.version === 5);
    expect(told).toEqual(['snapshot 2', 'snapshot 5']);
  });

  it('goes back with Redis, without waiting for news', async () => {
    await publishUpTo(5);
    const { tail, told } = follow();
    await until('the tail has begun', () => tail.view.version === 5);
    await redis.client.hset(keys.view, 'version', 2, 'view', JSON.stringify(view(2)));
    const newest = await redis.client.xrevrange(keys.patches, '+', '-', 'COUNT', 3);
    await redis.client.xdel(keys.patches, ...newest.map(([id]) => id));
    await until('the tail has gone back', () => tail.view.version === 2);
    await publishUpTo(3, 3);
    await until('the tail goes on', () => tail.view.version === 3);
    expect(told).toEqual(['snapshot 5', 'snapshot 2', 'patch 2 to 3']);
  });

  it('is published by one of two who worked it out on the same version', async () => {
    const done = await Promise.all([
      store.publish(emptyLiveView, view(1, 7)),
      store.publish(emptyLiveView, view(1, 8)),
    ]);
    expect(done.filter(Boolean)).toHaveLength(1);
    expect((await store.load()).freshness.accepted).toBe(done[0] ? 7 : 8);
  });

  it('is empty before the first', async () => {
    expect(await store.load()).toEqual(emptyLiveView);
    expect(await store.newestPatch()).toBe('0-0');
    expect(await store.published('inc-1')).toBeUndefined();
    expect(await store.allPublished()).toEqual(new Map());
  });
});
