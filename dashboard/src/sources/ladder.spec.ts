import { noon } from '../live/live.fixture.js';
import { climbed, ladderOf } from './ladder.js';
import { stateOf, isLate, isSkewed } from './source-state.js';
import { aSource } from './sources.fixture.js';
import { sparkPath } from './spark.js';

const day = 86_400_000;

describe('how far one is', () => {
  const stateIn = (...asked: Parameters<typeof ladderOf>) =>
    Object.fromEntries(ladderOf(...asked).map(({ name, state }) => [name, state]));

  it('is nowhere without anything', () => {
    const ladder = ladderOf([], undefined, null, noon);
    expect(ladder.every(({ state }) => state === 'open')).toBe(true);
    expect(climbed(ladder)).toBe(0);
  });

  it('is all of it when every door is used and everybody is known', () => {
    const sources = (['api', 'otlp', 'beacon', 'probe'] as const).map((door) =>
      aSource({ door, identified: door === 'probe' ? null : 1 }),
    );
    const ladder = ladderOf(sources, { customers: 10, users: 20 }, 1, noon);
    expect(climbed(ladder)).toBe(6);
  });

  it('is half a step where customers or people are known in part', () => {
    const sources = [
      aSource({ identified: 1, lastHour: [10] }),
      aSource({ name: 'b', identified: 0, lastHour: [30] }),
    ];
    const ladder = ladderOf(sources, { customers: 10, users: 20 }, 0.5, noon);
    expect(ladder.find(({ name }) => name === 'people')).toMatchObject({
      state: 'partly',
      share: 0.25,
    });
    expect(ladder.find(({ name }) => name === 'customers')).toMatchObject({ state: 'partly' });
    expect(climbed(ladder)).toBe(2);
  });

  it('takes no site check for a sender, and forgets who has been silent for a day', () => {
    expect(stateIn([aSource({ door: 'probe' })], undefined, null, noon)).toMatchObject({
      signals: 'open',
      checks: 'done',
    });
    expect(stateIn([aSource()], undefined, null, noon + 2 * day)['signals']).toBe('open');
  });
});

describe('a source', () => {
  it('sends, has trouble while its last word was an error, and is silent after ten minutes', () => {
    const lastError = { at: noon, message: 'no', remedy: null };
    expect(stateOf(aSource(), noon)).toBe('well');
    expect(stateOf(aSource({ lastError }), noon)).toBe('troubled');
    expect(stateOf(aSource({ lastError, seenAt: noon + 60_000 }), noon + 60_000)).toBe('well');
    expect(stateOf(aSource({ lastError }), noon + 601_000)).toBe('silent');
  });

  it('is late or has a wrong clock only when it matters', () => {
    expect([aSource(), aSource({ lagMs: { median: 61_000, p95: 61_000 } })].map(isLate)).toEqual([
      false,
      true,
    ]);
    expect([0, -2_001, null].map((skewMs) => isSkewed(aSource({ skewMs })))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('draws its hour, and nothing where there is none', () => {
    expect(sparkPath([0, 2, 1])).toBe('M0.0 19.0L50.0 1.0L100.0 10.0');
    expect(sparkPath([0, 0])).toBe('');
    expect(sparkPath([])).toBe('');
  });
});
