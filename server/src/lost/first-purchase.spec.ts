import { boughtBefore, lookBackOf } from './first-purchase.js';

const day = 86_400_000;
const earliest = 100 * day;

describe('a first purchase', () => {
  const told = { stageKnownFrom: 0, since: Number.NaN };

  it.each([
    ['a visitor', 'visitor', false],
    ['who has registered', 'registered', false],
    ['a buyer', 'buyer', true],
    ['a subscriber', 'subscriber', true],
    ['who once was a customer', 'former', true],
    ['who is not known', 'unknown', false],
  ] as const)('%s', (_, stage, expected) => {
    expect(boughtBefore({ ...told, stage }, earliest)).toBe(expected);
  });

  it('is not decided by a stage told after the weeks had begun, unless they have been a customer since', () => {
    const late = { stage: 'buyer', stageKnownFrom: earliest + day, since: Number.NaN } as const;
    expect(boughtBefore(late, earliest)).toBe(false);
    expect(boughtBefore({ ...late, since: earliest - day }, earliest)).toBe(true);
    expect(boughtBefore({ ...late, since: earliest + day }, earliest)).toBe(false);
  });

  it('is looked for equally far back in all weeks, a week at the most', () => {
    expect(lookBackOf([40 * day, 12 * day], 10 * day)).toBe(2 * day);
    expect(lookBackOf([40 * day, 33 * day], 0)).toBe(7 * day);
    expect(lookBackOf([40 * day, 12 * day], 13 * day)).toBe(0);
  });
});
