import { parseOptions } from './options.js';
import { scoreOf, tableOf } from './score.js';
import type { Answer } from './trial.js';

const answer = (truth: number, low: number, estimate: number, high: number): Answer => ({
  asked: 0,
  truth,
  counted: 100,
  silent: { low, estimate, high },
  tookMs: 1,
});

describe('a score', () => {
  it('tells how often the interval holds the truth, and on which side it misses', () => {
    const score = scoreOf([
      answer(150, 40, 50, 60),
      answer(160, 40, 50, 60.4),
      answer(161, 40, 50, 60.4),
      answer(139, 40, 50, 60),
    ]);
    expect(score).toMatchObject({ seeds: 4, covered: 2, below: 1, above: 1, estimate: 50 });
    expect(score.truth).toBe(152.5);
    expect(score.bias).toBe(-2.5);
  });

  it('is a row of a table', () => {
    const rows = [{ asked: 'noon', score: scoreOf([answer(150, 40, 50, 60)]) }];
    expect(tableOf(rows)[2]).toBe(
      '| noon | 150 | 100 | 50 | 50 | 0 | 0 | 20 | 1 of 1 | 0 | 0 | 1 |',
    );
  });

  it('refuses to count a question without an answer as a miss or a hit', () => {
    expect(() => scoreOf([{ ...answer(1, 0, 0, 0), silent: null }])).toThrow('no answer');
  });
});

describe('what to run', () => {
  it('is a hundred Christmas Eves, asked four times, if nothing is said', () => {
    expect(parseOptions([])).toEqual({
      kind: 'run',
      options: {
        seeds: 100,
        scenario: 'christmas-eve-2012',
        people: undefined,
        at: ['16:00', '20:00', '+1d 02:45', '+1d 12:05'],
      },
    });
  });

  it('is what is said', () => {
    const args = ['--seeds', '5', '--scenario', 'one-device', '--people', '900', '--at', '12:00'];
    const options = { seeds: 5, scenario: 'one-device', people: 900, at: ['12:00'] };
    expect(parseOptions(args)).toEqual({ kind: 'run', options });
  });

  it.each([
    [['--seeds', 'many'], '--seeds many is no count: write a whole number, such as 100'],
    [['--at', 'noon'], '--at noon is no time: write 16:00, or "+1d 02:45" for the second day'],
    [['--sseeds', '5'], "Unknown option '--sseeds': see --help"],
  ])('is complained about: %j', (args, complaint) => {
    expect(parseOptions(args)).toEqual({ kind: 'wrong', complaint });
  });
});
