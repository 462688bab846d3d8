import type { CurvePoint } from '../live/curve.js';
import { noon } from '../live/live.fixture.js';
import { affectedOption, lineOf } from './affected.option.js';
import { aLook } from './look.fixture.js';

const point = (second: number, silent: CurvePoint['silent'] = null): CurvePoint => ({
  at: noon + second * 1_000,
  customers: { failing: second, unseen: 2, recovered: 0 },
  users: { failing: 10 * second, unseen: 0, recovered: 0 },
  silent,
});
const words = { failing: 'Failing', unseen: 'Not back yet', silent: 'Could not reach us' };
const option = (points: CurvePoint[], subject: 'customers' | 'users' = 'customers') =>
  affectedOption({ points, subject, words }, aLook());

describe('the curve of affected', () => {
  it('stacks not back yet on failing, of the subject asked for', () => {
    expect(option([point(1), point(2)], 'users').series).toMatchObject([
      {
        name: 'Failing',
        stack: 'now',
        data: [
          [noon + 1_000, 10],
          [noon + 2_000, 20],
        ],
      },
      {
        name: 'Not back yet',
        stack: 'now',
        data: [
          [noon + 1_000, 0],
          [noon + 2_000, 0],
        ],
      },
    ]);
  });

  it('draws who could not reach us beside people, in their interval, on no one’s shoulders', () => {
    const points = [point(1, { estimate: 7, low: 5, high: 11 }), point(2)];
    const [, , low, width, line] = option(points, 'users').series as {
      stack?: string;
      data: unknown[];
    }[];
    expect([low?.stack, width?.stack, line?.stack]).toEqual(['silent', 'silent', undefined]);
    expect([low, width, line].map((one) => one?.data)).toEqual(
      [5, 6, 7].map((value) => [
        [noon + 1_000, value],
        [noon + 2_000, null],
      ]),
    );
    expect(option(points, 'customers').series).toHaveLength(2);
  });

  it('leaves a hole where nobody looked', () => {
    const line = lineOf([point(0), point(1), point(60), point(61)], (p) => p.at);
    expect(line.map(([, value]) => value === null)).toEqual([false, false, true, false, false]);
  });

  it('begins at zero, takes colours from the tokens, and writes no smaller than its place', () => {
    expect(option([point(1)])).toMatchObject({
      yAxis: { min: 0, axisLabel: { fontSize: 32 } },
      xAxis: { axisLabel: { fontSize: 32 } },
      tooltip: { textStyle: { fontSize: 32 } },
      animation: false,
    });
    expect(JSON.stringify(option([point(1)]))).toContain('--bad');
  });
});
