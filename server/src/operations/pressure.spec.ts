import { memoryLimit, refusalOf, type Reading } from './pressure.js';

const calm: Reading = { away: false, memory: 0.5, lagMs: 100, maxLagMs: 60_000 };

describe('ingest takes signals', () => {
  it.each([calm, { ...calm, memory: memoryLimit }, { ...calm, lagMs: 60_000 }])(
    'while all is within its limits: %j',
    (reading) => {
      expect(refusalOf(reading)).toBeUndefined();
    },
  );
});

describe('ingest pushes back', () => {
  it.each([
    ['Redis is away', { ...calm, away: true }, 'redis_away', 'does not answer'],
    ['memory is nearly full', { ...calm, memory: 0.76 }, 'memory_full', '76 % of its memory'],
    ['folds are behind', { ...calm, lagMs: 61_000 }, 'folds_behind', '61 s behind'],
    [
      'Redis is away, whatever else is',
      { away: true, memory: 1, lagMs: 9e9, maxLagMs: 1 },
      'redis_away',
      '',
    ],
  ])('when %s, saying what to do and when to come again', (_name, reading, code, detail) => {
    const refusal = refusalOf(reading);
    expect(refusal).toMatchObject({ code, detail: expect.stringContaining(detail) });
    expect(refusal?.remedy).toMatch(/send (the same request )?again/);
    expect(refusal?.retryAfterSeconds).toBeGreaterThan(0);
  });
});
