import { diceOf, minute, noon } from './town.fixture.js';
import { Unusual } from './unusual.js';

describe('minutes of a service', () => {
  const dice = diceOf(7);
  const lived = (until: number, value: (i: number) => number | null): Unusual => {
    const unusual = new Unusual();
    for (let i = 0; i < until; i++)
      unusual.push('pay', 'interactions', noon + i * minute, value(i));
    return unusual;
  };
  const usual = (): number => 200 + Math.round(20 * (dice() - 0.5));

  it('that are as always are no finding', () => {
    const unusual = lived(2_000, usual);
    expect(unusual.findings(noon + 2_000 * minute)).toEqual([]);
  });

  it('that are unlike all before are a finding, too weak to open anything, for a while', () => {
    const unusual = lived(2_010, (i) => (i < 2_000 ? usual() : 20));
    const [found] = unusual.findings(noon + 2_010 * minute);
    expect(found).toMatchObject({
      kind: 'series',
      scope: { services: ['pay'] },
      suppressed: expect.any(String),
      reason: expect.stringMatching(/^20 tries a minute, usually (19|20|21)\d tries a minute: /),
    });
    expect(found.score).toBeLessThan(0.5);
    expect(found.since).toBeGreaterThanOrEqual(noon + 2_000 * minute);
    expect(unusual.findings(noon + 2_040 * minute)).toEqual([]);
  });

  it('of more services than 20 are left alone', () => {
    const unusual = new Unusual();
    for (let i = 0; i < 100; i++) unusual.push(`s${i}`, 'contacts', noon, 1);
    expect(unusual['services'].size).toBe(20);
  });
});
