import { maxSources, SourceSums } from './source-sums.js';

describe('sums of what sources report', () => {
  const one = (sums: SourceSums) => sums.take()[0];

  it('add up, keep the last error, the smallest sampling and the skew furthest off', () => {
    const sums = new SourceSums();
    const who = { door: 'otlp', name: 'shop' } as const;
    sums.add({ ...who, accepted: 3, identified: 1, sessionsOnly: 2, sampling: 0.5 }, 1);
    sums.add(
      { ...who, accepted: 2, nobody: 1, sampling: 0.25, skewMs: -40, dropped: { old: 2 } },
      2,
    );
    sums.add({ ...who, skewMs: 7, dropped: { old: 1 }, error: { message: 'no' } }, 3);
    const sum = one(sums);
    expect(sum).toMatchObject({
      accepted: 5,
      identified: 1,
      interactions: 4,
      sampling: 0.25,
      skewMs: -40,
      error: { at: 3, message: 'no', remedy: null },
    });
    expect([...sum.dropped]).toEqual([['old', 3]]);
    expect(sums.size).toBe(0);
  });

  it('are the same when a flush failed in between', () => {
    const report = {
      door: 'api',
      name: 'k',
      accepted: 1,
      lagMs: [5, 900],
      dropped: { x: 1 },
    } as const;
    const plain = new SourceSums();
    const shaken = new SourceSums();
    for (let i = 0; i < 4; i++) {
      plain.add(report, i);
      shaken.add(report, i);
      const taken = shaken.take();
      shaken.add({ ...report, accepted: 0, lagMs: [], dropped: {} }, i);
      shaken.restore(taken);
    }
    expect(one(shaken)).toEqual(one(plain));
  });

  it('never hold more than so many sources and reasons, whatever is sent', () => {
    const sums = new SourceSums();
    for (let i = 0; i < maxSources + 50; i++)
      sums.add({ door: 'otlp', name: `s${i}`, accepted: 1 }, 1);
    const taken = sums.take();
    expect(taken.length).toBe(maxSources + 1);
    expect(taken.reduce((n, { accepted }) => n + accepted, 0)).toBe(maxSources + 50);
    for (let i = 0; i < 100; i++)
      sums.add({ door: 'api', name: 'k', dropped: { [`r${i}`]: 1 } }, 1);
    expect(one(sums).dropped.size).toBeLessThan(30);
  });

  it.each([
    ['', '(unnamed)'],
    ['\u0000\n ', '(unnamed)'],
    ['a\nb', 'a b'],
    ['x'.repeat(300), 'x'.repeat(100)],
  ])('call %j %j', (name, readable) => {
    const sums = new SourceSums();
    sums.add({ door: 'api', name }, 1);
    expect(one(sums).name).toBe(readable);
  });
});
