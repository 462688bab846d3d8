import { once } from 'node:events';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { Child } from '../harness/child.js';
import { Cleanup } from '../harness/cleanup.js';
import { NativeRedis } from '../harness/native-redis.js';
import { root } from '../harness/paths.js';
import { median, shown } from './ratio.js';
import { load } from './usage.proc.js';

interface Ready {
  firstMs: number;
  records: number;
  bytesAnIdentity: number;
  bytesAHealthy: number;
  bytesAnAffected: number;
  bytesJoined: number;
  rss: number;
}

interface Answer {
  ms: number;
  cpuMs: number;
  result: { users: { ever: number; of: number } };
}

interface Page {
  ms: number;
  result: { users: number; next: string | null };
}

type Told = [identity: number, slice: number, type: string][];

/** Slices are numbered as in impact.mjs: service, region, channel. */
const isPlay = (slice: number): boolean => slice < 48;
const isUs = (slice: number): boolean => slice % 48 < 4;
const isTv = (slice: number): boolean => slice % 4 === 0;

const questions = [
  { name: 'everything', filter: {}, has: () => true },
  { name: 'one service', filter: { service: 'play' }, has: isPlay },
  { name: 'one region', filter: { region: 'US' }, has: isUs },
  { name: 'a channel’s businesses', filter: { channel: 'tv', type: 'business' }, has: isTv },
];

const others = [
  { name: 'a currency and a band', filter: { currency: 'EUR', revenueMin: 5, revenueMax: 50 } },
  { name: 'a depth', filter: { depth: 'touched' } },
];
const rounds = 9;
const few = 3;
const splits = ['type', 'language', 'revenue', 'depth', 'service', 'region', 'channel'];
const pages = 20;
/** Signals between two pages. */
const between = [0, 1_000, 10_000];
const sorts = ['state', 'waiting', 'revenue', 'tenure', 'depth'];
const slices = Array.from({ length: 240 }, (_, slice) => slice);

/** Keeps who failed in Redis, as one would without Rollcall: a set and a sketch for each slice, a set for each type. */
const tell = async (redis: Redis, told: Told): Promise<void> => {
  const keys = new Map<string, string[]>();
  const put = (key: string, member: string): void => {
    const members = keys.get(key) ?? [];
    keys.set(key, members);
    members.push(member);
  };
  for (const [identity, slice, type] of told) {
    put(`slice:${slice}`, `user-${identity}`);
    put(`type:${type}`, `user-${identity}`);
  }
  for (const [key, members] of keys) {
    for (let i = 0; i < members.length; i += 1_000) {
      const some = members.slice(i, i + 1_000);
      await redis.sadd(key, ...some);
      if (key.startsWith('slice')) await redis.pfadd(`sketch:${key.slice(6)}`, ...some);
    }
  }
};

const p95 = (ms: readonly number[]): number =>
  [...ms].sort((a, b) => a - b)[Math.ceil(0.95 * ms.length) - 1];

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> => {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
};

/** How many users are affected under a filter: exactly by sets, about by sketches. */
const exactly = async (redis: Redis, of: number[], type?: string): Promise<number> => {
  const keys = of.map((slice) => `slice:${slice}`);
  const all = await redis.sunionstore('union', ...keys);
  return type === undefined ? all : redis.sintercard(2, 'union', `type:${type}`);
};

/**
 * Impact under a filter, beside Redis that keeps the same people in sets (exact) and in HyperLogLogs
 * (about one percent off). Turn by turn; in between some are heard of, so that no answer is remembered.
 */
export const impact = async (identities: number): Promise<string> => {
  const affected = identities / 10;
  const cleanup = new Cleanup();
  try {
    const redis = cleanup.add(await NativeRedis.start({ maxmemory: '2gb' }), (r) => r.stop());
    const [client] = redis.masters;
    const heap = ['--max-old-space-size=8192', '--expose-gc'];
    const args = [...heap, join(root, 'test/bench/impact.mjs'), `${identities}`, `${affected}`];
    const child = cleanup.add(Child.node(args), (c) => c.stop());
    const ask = async <T>(what: string, filter?: object | number | string): Promise<T> => {
      child.process.send({ what, filter });
      const [answer] = (await once(child.process, 'message')) as [T];
      return answer;
    };
    const ended = child.gone().then(() => {
      throw new Error(`the tables could not be filled:\n${child.words}`);
    });
    await Promise.race([once(child.process, 'message'), ended]);
    ended.catch(() => undefined);
    const ready = await ask<Ready>('ready');
    await tell(client, await ask<Told>('told'));
    const lines: string[] = [];
    for (const { name, filter, has } of questions) {
      const of = slices.filter(has);
      const ms = { ours: [] as number[], sets: [] as number[], sketches: [] as number[] };
      let counts = '';
      for (let i = 0; i < rounds; i++) {
        const ours = await ask<Answer>('ask', filter);
        const sets = await timed(() => exactly(client, of, filter.type));
        const sketches = await timed(() => client.pfcount(...of.map((slice) => `sketch:${slice}`)));
        ms.ours.push(ours.ms);
        ms.sets.push(sets.ms);
        ms.sketches.push(sketches.ms);
        const { ever, of: all } = ours.result.users;
        const same = sets.result === ever ? 'as the sets have it' : `the sets have ${sets.result}`;
        counts = `${ever.toLocaleString('en')} of ${all.toLocaleString('en')} users, ${same}`;
      }
      const [a, b, c] = [ms.ours, ms.sets, ms.sketches].map(median);
      lines.push(
        `${name}: ${shown(a)} ms (at most ${shown(Math.max(...ms.ours))}), ratio ${shown(b / a)} to sets (${shown(b)} ms), ` +
          `${shown(c / a)} to HyperLogLogs${filter.type ? ', which cannot tell types' : ''} (${shown(c)} ms); ${counts}`,
      );
    }
    for (const { name, filter } of others) {
      const ms: number[] = [];
      for (let i = 0; i < rounds; i++) ms.push((await ask<Answer>('ask', filter)).ms);
      lines.push(`${name}: ${shown(median(ms))} ms (at most ${shown(Math.max(...ms))})`);
    }
    for (const filter of [{}, { channel: 'tv', type: 'business' }]) {
      for (const signals of between) {
        const all: number[] = [];
        const bySort: string[] = [];
        let rows = 0;
        for (const sort of sorts) {
          const ms: number[] = [];
          for (let cursor: string | null = null, i = 0; i < pages; i++) {
            const question = { sort, cursor: cursor ?? undefined, filter, signals };
            const page: Page = await ask<Page>('page', question);
            ms.push(page.ms);
            cursor = page.result.next;
            rows = page.result.users;
          }
          bySort.push(`${sort} ${shown(median(ms))}/${shown(p95(ms))}`);
          all.push(...ms);
        }
        lines.push(
          `a page of ${rows.toLocaleString('en')} rows, ${signals.toLocaleString('en')} signals counted between two, ${JSON.stringify(filter)}: ` +
            `median ${shown(median(all))} ms, p95 ${shown(p95(all))} ms, at most ${shown(Math.max(...all))} ms; by order, median/p95: ${bySort.join(', ')}`,
        );
      }
    }
    const took = async (what: string, of?: string): Promise<string> => {
      const told: Answer[] = [];
      for (let i = 0; i < few; i++) told.push(await ask<Answer>(what, of));
      const ms = told.map((each) => each.ms);
      return `${of ?? what} ${shown(median(ms))} ms (${shown(median(told.map(({ cpuMs }) => cpuMs)))} ms of CPU)`;
    };
    const split: string[] = [];
    for (const by of splits) split.push(await took('breakdown', by));
    lines.push(`a breakdown, all its groups: ${split.join(', ')}`);
    const rest: string[] = [];
    for (const what of ['slices', 'resellers', 'total']) rest.push(await took(what));
    lines.push(`other answers: ${rest.join(', ')}`);
    for (const customers of [1, 1_000]) {
      const told: Answer[] = [];
      for (let i = 0; i < rounds; i++) told.push(await ask<Answer>('state', customers));
      lines.push(
        `asked after a word on ${customers.toLocaleString('en')} customers: ${shown(median(told.map(({ cpuMs }) => cpuMs)))} ms of CPU`,
      );
    }
    const mb = (bytes: number): string => shown((bytes * 1e6) / 2 ** 20);
    return [
      ...lines,
      `first time, everyone joined: ${shown(ready.firstMs)} ms for ${ready.records.toLocaleString('en')} records; load ${load()}`,
      `MB a million: identities ${mb(ready.bytesAnIdentity)}, healthy records ${mb(ready.bytesAHealthy)}, affected ${mb(ready.bytesAnAffected)}, joined ${mb(ready.bytesJoined)}; RSS ${shown(ready.rss / 2 ** 20)} MB in all`,
    ].join('\n  ');
  } finally {
    await cleanup.run();
  }
};
