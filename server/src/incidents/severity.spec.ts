import { defaultSeverityRule, SeverityRule } from '@rollcall/shared';
import { isFollowed, lowerAfterMs, rate, typesIn, type Affectedness } from './severity.js';

const who = (more: Partial<Affectedness> = {}): Affectedness => ({
  customers: { ever: 40, of: 1_000 },
  users: { ever: 60, of: 2_000 },
  types: { business: 3 },
  revenueIn: (currency) => (currency === 'EUR' ? 5_000 : 0),
  ...more,
});
const only = (when: object): SeverityRule =>
  SeverityRule.parse({ conditions: [{ severity: 'critical', when }] });
const severityBy = (when: object): string => rate(only(when), who()).severity;

describe('a severity rule', () => {
  it.each([
    [{ anyOf: [{ customers: 40 }] }, 'critical'],
    [{ anyOf: [{ customers: 41 }] }, 'minor'],
    [{ anyOf: [{ customersShare: 0.04 }] }, 'critical'],
    [{ anyOf: [{ customersShare: 0.041 }] }, 'minor'],
    [{ anyOf: [{ usersShare: 0.03, users: 60 }] }, 'critical'],
    [{ anyOf: [{ usersShare: 0.03, users: 61 }] }, 'minor'],
    [{ anyOf: [{ business: 4 }, { business: 3 }] }, 'critical'],
    [{ allOf: [{ business: 4 }, { business: 3 }] }, 'minor'],
    [{ allOf: [{ business: 3 }, { customers: 1 }] }, 'critical'],
    [{ anyOf: [{ monthlyRevenue: { amount: 5_000, currency: 'EUR' } }] }, 'critical'],
    [{ anyOf: [{ monthlyRevenue: { amount: 1, currency: 'USD' } }] }, 'minor'],
    [{ anyOf: [{ reseller: 1 }] }, 'minor'],
  ])('%j makes it %s', (when, severity) => expect(severityBy(when)).toBe(severity));

  it('decides by the first condition that holds, and says by which numbers', () => {
    expect(rate(defaultSeverityRule, who({ customers: { ever: 300, of: 1_000 } }))).toEqual({
      severity: 'critical',
      reason: '300 customers (at least 100), 30 % of active customers (at least 25 %)',
    });
    expect(rate(defaultSeverityRule, who()).reason).toBe(
      'no condition holds: 40 customers, 60 users',
    );
  });

  it('knows no share of nobody', () => {
    const nobody = who({ customers: { ever: 0, of: 0 }, users: { ever: 0, of: 0 } });
    expect(rate(defaultSeverityRule, nobody).severity).toBe('minor');
  });

  it('says which types it counts, so that no others are', () => {
    expect(typesIn(defaultSeverityRule)).toEqual(['business']);
    expect(typesIn(only({ anyOf: [{ customers: 1 }] }))).toEqual([]);
  });

  it.each([
    [{ anyOf: [{ custmers: 1 }] }, 'conditions.0.when.anyOf.0'],
    [{ anyOf: [{}] }, 'conditions.0.when.anyOf.0'],
    [{ anyOf: [{ customersShare: 25 }] }, 'conditions.0.when.anyOf.0.customersShare'],
    [
      { anyOf: [{ monthlyRevenue: { amount: 1, currency: 'EUX' } }] },
      'conditions.0.when.anyOf.0.monthlyRevenue.currency',
    ],
    [{ anyOf: [{ customers: 1 }], allOf: [{ users: 1 }] }, 'conditions.0.when'],
    [{}, 'conditions.0.when'],
  ])('that says %j does not compile, by the path of its fault', (when, path) => {
    const { error } = SeverityRule.safeParse({ conditions: [{ severity: 'critical', when }] });
    expect(error?.issues[0].path.join('.')).toBe(path);
  });
});

describe('a rating is followed', () => {
  it('at once when it is graver, or the first', () => {
    expect(isFollowed('minor', 'major', true, 0, 0)).toBe(true);
    expect(isFollowed(undefined, 'minor', true, 0, 0)).toBe(true);
    expect(isFollowed('major', 'major', false, 0, 0)).toBe(false);
  });

  it('down only when it has held for a while, or scope or rule are others', () => {
    expect(isFollowed('major', 'minor', true, 1, lowerAfterMs)).toBe(false);
    expect(isFollowed('major', 'minor', true, 0, lowerAfterMs)).toBe(true);
    expect(isFollowed('major', 'minor', false, 0, 0)).toBe(true);
  });
});
