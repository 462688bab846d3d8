import { createAllowance, createRepeats, repeatMs } from './repeats.js';

describe('repeats', () => {
  it('are the same outcome in the same service within ten seconds', () => {
    const isRepeat = createRepeats();
    expect(isRepeat('pay', 'failed', 0)).toBe(false);
    expect(isRepeat('pay', 'failed', repeatMs - 1)).toBe(true);
    expect(isRepeat('play', 'failed', repeatMs - 1)).toBe(false);
    expect(isRepeat('pay', 'failed', repeatMs)).toBe(false);
  });

  it('are never a change: who failed last, and who is well again, stays exact', () => {
    const isRepeat = createRepeats();
    const told = ['failed', 'ok', 'failed', 'failed', 'slow'].map(
      (outcome, i) => !isRepeat('pay', outcome, i),
    );
    expect(told).toEqual([true, true, true, false, true]);
  });

  it('do not silence a page whose clock was set back', () => {
    const isRepeat = createRepeats();
    isRepeat('pay', 'failed', 5_000_000);
    expect(isRepeat('pay', 'failed', 1_000)).toBe(false);
  });
});

test('a page may tell so much a minute', () => {
  const may = createAllowance(2);
  expect([0, 1, 2, 60_000, 60_001, 60_002].map(may)).toEqual([
    true,
    true,
    false,
    true,
    true,
    false,
  ]);
});
