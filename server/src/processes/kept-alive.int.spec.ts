import { KeptAlive, type Process } from './kept-alive.process.js';

/** A process of the imagination: it ends when it is told to. */
class Imagined implements Process {
  static next = 1;
  readonly pid = Imagined.next++;
  endNow!: (how: string) => void;
  readonly exited = new Promise<string>((resolve) => (this.endNow = resolve));
  stop(): Promise<void> {
    this.endNow('stopped');
    return Promise.resolve();
  }
  kill(): void {
    this.endNow('killed');
  }
}

/** Starts imagined processes, or fails where `plan` says so, and notes everything. */
function keeping(plan: ('starts' | 'fails')[]) {
  const started: Imagined[] = [];
  const previous: (Imagined | undefined)[] = [];
  const told: { ended: string; error: string | undefined; delayMs: number }[] = [];
  let arrived = () => {};
  const kept = new KeptAlive<Imagined>(
    (before) => {
      previous.push(before);
      if (plan.shift() === 'fails') return Promise.reject(new Error('no luck'));
      const one = new Imagined();
      started.push(one);
      arrived();
      return Promise.resolve(one);
    },
    ({ ended, error, delayMs }) => told.push({ ended, error: error?.message, delayMs }),
  );
  const next = () => new Promise<void>((resolve) => (arrived = resolve));
  return { kept, started, previous, told, next };
}

describe('KeptAlive', () => {
  it('starts again what ends, and hands over what came before', async () => {
    const { kept, started, previous, told, next } = keeping(['starts', 'starts']);
    const first = await kept.begin();
    const again = next();
    first.endNow('crashed');
    await again;
    expect(started).toHaveLength(2);
    expect(previous).toEqual([undefined, first]);
    expect(told).toEqual([{ ended: 'crashed', error: undefined, delayMs: 50 }]);
    await kept.end();
    expect(kept.current).toBeUndefined();
  });

  it('goes on trying, more slowly, when the start fails', async () => {
    const { kept, told, next } = keeping(['starts', 'fails', 'fails', 'starts']);
    const first = await kept.begin();
    const again = next();
    first.endNow('crashed');
    await again;
    expect(told.map(({ error, delayMs }) => [error, delayMs])).toEqual([
      [undefined, 50],
      ['no luck', 100],
      ['no luck', 200],
    ]);
    await kept.end();
  });

  it('keeps nothing alive whose first start fails', async () => {
    const { kept, told } = keeping(['fails']);
    await expect(kept.begin()).rejects.toThrow('no luck');
    await kept.end();
    expect(told).toEqual([]);
  });

  it('ends during the pause before a restart, and before the first start is through', async () => {
    const pausing = keeping(['starts', 'starts']);
    const first = await pausing.kept.begin();
    first.endNow('crashed');
    await first.exited;
    await pausing.kept.end();
    expect(pausing.started).toHaveLength(1);

    const hasty = keeping(['starts']);
    const beginning = hasty.kept.begin();
    await hasty.kept.end();
    await beginning;
    await expect(hasty.started[0].exited).resolves.toBe('stopped');
  });
});
