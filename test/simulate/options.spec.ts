import { parseOptions } from './options.js';

describe('options', () => {
  it('have their defaults', () => {
    expect(parseOptions(['x'])).toMatchObject({
      kind: 'play',
      options: {
        scenario: 'x',
        speed: 'max',
        clock: 'past',
        seed: '1',
        target: 'http://127.0.0.1:4000',
        people: undefined,
      },
    });
    expect(parseOptions(['x', '--speed', '1'])).toMatchObject({
      options: { speed: 1, clock: 'live' },
    });
    expect(parseOptions(['x', '--speed', '240'])).toMatchObject({
      options: { speed: 240, clock: 'past' },
    });
    expect(parseOptions(['x', '--target', 'http://a:1/'])).toMatchObject({
      options: { target: 'http://a:1' },
    });
  });

  it.each<[string[], string]>([
    [[], 'which scenario?'],
    [['x', 'y'], 'one scenario at a time'],
    [['x', '--speed', 'fast'], 'write a number from 1 to 100000, or max'],
    [['x', '--speed', '0.5'], 'write a number from 1 to 100000, or max'],
    [['x', '--people', '1.5'], 'write a whole number'],
    [['x', '--hours', '0'], 'write a number'],
    [['x', '--from', 'noon'], 'write 12:30'],
    [['x', '--clock', 'later'], 'write past or live'],
    [['x', '--target', 'localhost'], 'write http://127.0.0.1:4000'],
    [['x', '--sped', '3'], '--help'],
  ])('%j is answered with a remedy', (args, said) => {
    expect(parseOptions(args)).toEqual({ kind: 'wrong', complaint: expect.stringContaining(said) });
  });
});
