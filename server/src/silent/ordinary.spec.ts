import { ordinaryAffected } from './ordinary.js';
import { visitsFrom } from './street.fixture.js';

const weeks = [
  // three people with failures in scope, one of them twice; one failure out of scope
  visitsFrom([
    [1, 0, 3, 1],
    [1, 0, 4, 2],
    [2, 0, 3, 1],
    [3, 0, 9, 1],
    [4, 1, 3, 1],
    [5, 0, 3, 0],
  ]),
  visitsFrom([[1, 0, 3, 1]]),
];
const question = { steps: 12, inScope: (slice: number) => slice === 0, weeks, panelShare: 1 };

describe('what an ordinary day gives', () => {
  it('is the mean of the weeks, each person once a week', () => {
    expect(ordinaryAffected(question)).toBe(2);
  });

  it('is of the time between onset and now', () => {
    expect(ordinaryAffected({ ...question, steps: 9 })).toBe(1.5);
    expect(ordinaryAffected({ ...question, onset: 4 })).toBe(1);
  });

  it('is of all people, where only a share of them is in the visits', () => {
    expect(ordinaryAffected({ ...question, panelShare: 0.25 })).toBe(8);
  });

  it('is unknown without a past', () => {
    expect(ordinaryAffected({ ...question, weeks: [] })).toBeNull();
  });
});
