import { keysOf, type WorkspaceKeys } from './keys.js';
import { SpecRedis } from './redis.fixture.js';
import { scripts } from './scripts.redis.js';

describe('the small scripts', () => {
  const redis = new SpecRedis();
  let keys: WorkspaceKeys;
  beforeEach(() => (keys = redis.workspace()));

  describe('control-append', () => {
    const append = (about: string, version: number): Promise<unknown> =>
      scripts.controlAppend.run(
        redis.client,
        [keys.control, keys.controlVersions],
        [about, version, '{}'],
      );

    it('appends what was decided on the present version, and refuses what was not', async () => {
      expect(await append('inc-1', 0)).toBe(1);
      expect(await append('inc-1', 0)).toBe(0);
      expect(await append('inc-1', 2)).toBe(0);
      expect(await append('inc-1', 1)).toBe(1);
      expect(await redis.client.xlen(keys.control)).toBe(2);
    });

    it('tells apart what decisions are about', async () => {
      await append('inc-1', 0);
      expect(await append('inc-2', 0)).toBe(1);
      expect(await redis.client.hgetall(keys.controlVersions)).toEqual({
        'inc-1': '1',
        'inc-2': '1',
      });
    });

    it('lets one of many win who decided on the same version', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => append('inc-1', 0)));
      expect(answers.filter((answer) => answer === 1)).toHaveLength(1);
    });
  });

  describe('publish', () => {
    const publish = (from: number, to: number, ...impacts: string[]): Promise<unknown> =>
      scripts.publish.run(
        redis.client,
        [keys.view, keys.patches, keys.impacts],
        [from, to, `view ${to}`, `patch ${to}`, 1_000, ...impacts],
      );

    it('publishes view, patch and impacts together', async () => {
      expect(await publish(0, 1, 'inc-1', 'one', 'inc-2', 'two')).toBe(1);
      expect(await redis.client.hgetall(keys.view)).toEqual({ version: '1', view: 'view 1' });
      expect(await redis.client.hgetall(keys.impacts)).toEqual({ 'inc-1': 'one', 'inc-2': 'two' });
      const [[, fields]] = await redis.client.xrange(keys.patches, '-', '+');
      expect(fields).toEqual(['p', 'patch 1']);
    });

    it('publishes nothing worked out on another version', async () => {
      await publish(0, 1);
      expect(await publish(0, 1, 'inc-1', 'late')).toBe(0);
      expect(await redis.client.exists(keys.impacts)).toBe(0);
      expect(await redis.client.xlen(keys.patches)).toBe(1);
      expect(await publish(1, 2)).toBe(1);
    });

    it('keeps the last patches only', async () => {
      for (let i = 0; i < 1_500; i++) await publish(i, i + 1);
      // a stream forgets by the block, of some hundred entries
      expect(await redis.client.xlen(keys.patches)).toBeLessThan(1_200);
    });

    it.each(['patches', 'impacts'] as const)(
      'leaves nothing when %s is no such key',
      async (name) => {
        await redis.client.set(keys[name], 'in the way');
        await expect(publish(0, 1, 'inc-1', 'one')).rejects.toThrow('WRONGKEY');
        expect(await redis.client.exists(keys.view)).toBe(0);
        await redis.client.del(keys[name]);
        expect(await publish(0, 1, 'inc-1', 'one')).toBe(1);
      },
    );
  });

  describe('retry-dead', () => {
    const partition = (): ReturnType<WorkspaceKeys['partition']> => keys.partition(0);
    const retry = (id: string): Promise<unknown> => {
      const { dead, signals, state } = partition();
      return scripts.retryDead.run(redis.client, [dead, signals, state], [id]);
    };
    const park = async (text: string): Promise<string> => {
      const { dead, state } = partition();
      await redis.client.hincrby(state, 'parked', 1);
      return (await redis.client.xadd(dead, '*', 'reason', 'b', 'entry', '1-0', 'b', text))!;
    };

    it('puts the batch back at the end of the log, once', async () => {
      const [first, second] = [await park('one'), await park('two')];
      expect(await retry(first)).toBe(1);
      expect(await retry(first)).toBe(0);
      const { dead, signals, state } = partition();
      const logged = await redis.client.xrange(signals, '-', '+');
      expect(logged.map(([, fields]) => fields)).toEqual([['b', 'one']]);
      const left = await redis.client.xrange(dead, '-', '+');
      expect(left.map(([id]) => id)).toEqual([second]);
      expect(await redis.client.hget(state, 'parked')).toBe('1');
    });

    it.each(['signals', 'state'] as const)(
      'leaves the letter where it is when %s is no such key',
      async (name) => {
        const id = await park('one');
        await redis.client.del(partition()[name]);
        await redis.client.set(partition()[name], 'in the way');
        await expect(retry(id)).rejects.toThrow('WRONGKEY');
        expect(await redis.client.xlen(partition().dead)).toBe(1);
        await redis.client.del(partition()[name]);
        expect(await retry(id)).toBe(1);
        expect(await redis.client.xlen(partition().signals)).toBe(1);
      },
    );
  });

  describe('trim', () => {
    const trim = (log: 'signals' | 'impact', from: number): Promise<unknown> => {
      const partition = keys.partition(0);
      return scripts.trim.run(
        redis.client,
        [partition.state, partition[log], partition.history],
        [log, from],
      );
    };
    const fill = async (log: 'signals' | 'impact'): Promise<void> => {
      for (let i = 1; i <= 1_000; i++) {
        await redis.client.xadd(keys.partition(0)[log], `${i}-0`, 'b', 'x');
      }
    };
    const oldest = async (log: 'signals' | 'impact'): Promise<string> =>
      (await redis.client.xrange(keys.partition(0)[log], '-', '+', 'COUNT', 1))[0][0];

    it('never takes what is not folded, nor the entry under the cursor', async () => {
      await fill('signals');
      expect(await trim('signals', 2_000)).toBe(0);
      await redis.client.hset(keys.partition(0).state, 'cursor', '555-0');
      expect(await trim('signals', 2_000)).toBeGreaterThan(300);
      expect(Number.parseInt(await oldest('signals'))).toBeLessThanOrEqual(555);
      expect((await redis.client.xrange(keys.partition(0).signals, '555-0', '555-0')).length).toBe(
        1,
      );
    });

    it('keeps what is young, folded or not', async () => {
      await fill('signals');
      await redis.client.hset(keys.partition(0).state, 'cursor', '900-0');
      await trim('signals', 300);
      expect(Number.parseInt(await oldest('signals'))).toBeLessThanOrEqual(300);
    });

    it('never takes what is not in the history', async () => {
      await fill('impact');
      expect(await trim('impact', 2_000)).toBe(0);
      await redis.client.hset(keys.partition(0).history, 'impact', '444-0');
      await trim('impact', 2_000);
      expect(Number.parseInt(await oldest('impact'))).toBeLessThanOrEqual(444);
    });

    it('remembers from when on a log is whole, once it is not', async () => {
      await fill('impact');
      await redis.client.hset(keys.partition(0).history, 'impact', '1000-0');
      expect(await trim('impact', 1)).toBe(0);
      expect(await redis.client.hget(keys.partition(0).state, 'impactFrom')).toBeNull();
      await trim('impact', 700);
      expect(await redis.client.hget(keys.partition(0).state, 'impactFrom')).toBe('700');
    });
  });

  it('touch no key of another workspace', async () => {
    await redis.client.hset(keysOf('other').view, 'version', 9);
    const published = await scripts.publish.run(
      redis.client,
      [keys.view, keys.patches, keys.impacts],
      [0, 1, 'v', 'p', 10],
    );
    expect(published).toBe(1);
    expect(await redis.client.hget(keysOf('other').view, 'version')).toBe('9');
  });
});
