import { parseOptions } from './options.js';

const known = ['total', 'calm'];

describe('options of bench:detection', () => {
  it('without any are ten runs of everything, twenty months, a fresh seed', () => {
    expect(parseOptions([], known)).toEqual({
      kind: 'run',
      options: { names: [], trials: 10, months: 20, days: 30, rounds: 5, seed: undefined },
    });
  });

  it('quick is one of each and two days', () => {
    expect(parseOptions(['total', '--quick', '--seed', 'a'], known)).toMatchObject({
      options: { names: ['total'], trials: 1, months: 1, days: 2, seed: 'a' },
    });
  });

  it.each([
    [['--trials', 'many'], /--trials many is no count/],
    [['storm'], /There is no scenario storm. There are: total, calm/],
    [['--fast'], /--fast.*see --help/],
  ])('%p are refused with the remedy', (args, complaint) => {
    expect(parseOptions(args, known)).toMatchObject({
      kind: 'wrong',
      complaint: expect.stringMatching(complaint),
    });
  });
});
