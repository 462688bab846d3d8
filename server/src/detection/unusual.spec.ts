import { diceOf, minute, noon } from './town.fixture.js';
import { Unusual, type Watched } from './unusual.js';
import { inWords } from './why-words.js';

describe('minutes of a service', () => {
  const dice = diceOf(7);
  const lived = (
    until: number,
    value: (i: number) => number | null,
    metric: Watched = 'interactions',
  ): Unusual => {
    const unusual = new Unusual();
    for (let i = 0; i < until; i++) unusual.push('pay', metric, noon + i * minute, value(i));
    return unusual;
  };
  const usual = (): number => 200 + Math.round(20 * (dice() - 0.5));
  const after = (minutes: number): number => noon + minutes * minute;

  it('that are as always are no finding', () => {
    const unusual = lived(2_000, usual);
    expect(unusual.findings(after(2_000))).toEqual([]);
    expect(unusual.badNews('pay', after(2_000), 'health')).toBeUndefined();
  });

  it('that are unlike all before are a finding, too weak to open anything, for a while', () => {
    const unusual = lived(2_010, (i) => (i < 2_000 ? usual() : 20));
    const [found] = unusual.findings(after(2_010));
    expect(found).toMatchObject({
      kind: 'series',
      scope: { services: ['pay'] },
      incident: null,
      suppressed: expect.any(String),
      reason: expect.stringMatching(/^20 tries a minute, usually (19|20|21)\d tries a minute: /),
    });
    expect(found.score).toBeLessThan(0.5);
    expect(found.since).toBeGreaterThanOrEqual(after(2_000));
    expect(unusual.findings(after(2_040))).toEqual([]);
  });

  it('last for as long as they are as far out, and not for ever', () => {
    const out = (minutes: number): Unusual =>
      lived(2_000 + minutes, (i) => 200 + (i < 2_000 ? dice() : 1_800 + dice()), 'latencyP95');
    const [found] = out(90).findings(after(2_090));
    expect(found).toMatchObject({
      at: after(2_089),
      reason: expect.stringMatching(/^95% within/),
    });
    expect(found.since).toBeLessThan(after(2_010));
    expect(out(7 * 60).findings(after(2_000 + 7 * 60))).toEqual([]);
  });

  it('belong to the incident that the service is in', () => {
    const unusual = lived(2_010, (i) => (i < 2_000 ? usual() : 20));
    const inIncident = (service: string) => (service === 'pay' ? 'inc-7' : null);
    expect(unusual.findings(after(2_010), inIncident)).toMatchObject([
      { incident: 'inc-7', suppressed: null },
    ]);
  });

  it.each<[Watched, number, RegExp]>([
    ['interactions', 20, /^20 tries a minute, usually/],
    ['latencyP95', 2_000, /^95% within 2,000 ms, usually 95% within/],
    ['contacts', 2_000, /^2,000 contacts a minute for 1,000 active users, usually/],
  ])('of %s are bad news one way only', (metric, worse, said) => {
    const at = after(2_010);
    const bad = new Unusual();
    const good = new Unusual();
    for (let i = 0; i < 2_010; i++) {
      const each = usual();
      bad.push('pay', metric, noon + i * minute, i < 2_000 ? each : worse, 'users');
      good.push('pay', metric, noon + i * minute, i < 2_000 ? each : 400_000 / worse / 10, 'users');
    }
    expect(inWords([bad.badNews('pay', at, 'failures')!])).toMatch(said);
    expect(bad.badNews('other', at, 'failures')).toBeUndefined();
    expect(good.findings(at)).toHaveLength(1);
    expect(good.badNews('pay', at, 'health')).toBeUndefined();
  });

  it('of failures say nothing for failures, which they are made of, but for a health signal', () => {
    const unusual = lived(2_010, (i) => (i < 2_000 ? 0.001 * dice() : 0.2), 'failureShare');
    expect(unusual.badNews('pay', after(2_010), 'failures')).toBeUndefined();
    expect(unusual.badNews('pay', after(2_010), 'health')).toMatchObject({
      metric: 'failureShare',
      value: 0.2,
    });
  });

  it('of more services than 20 are left alone', () => {
    const unusual = new Unusual();
    for (let i = 0; i < 100; i++) unusual.push(`s${i}`, 'contacts', noon, 1);
    expect(unusual['services'].size).toBe(20);
  });
});
