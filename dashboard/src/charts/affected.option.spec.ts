import type { CurvePoint } from '../live/curve.js';
import { noon } from '../live/live.fixture.js';
import { formats } from '../ui/format.js';
import { paletteOf } from '../ui/palette.js';
import { affectedOption, lineOf } from './affected.option.js';

const point = (second: number): CurvePoint => ({
  at: noon + second * 1_000,
  customers: { failing: second, unseen: 2, recovered: 0 },
  users: { failing: 10 * second, unseen: 0, recovered: 0 },
});

const option = (points: CurvePoint[], subject: 'customers' | 'users' = 'customers') =>
  affectedOption({
    points,
    subject,
    palette: paletteOf((token) => token),
    format: formats('en', 'UTC'),
    words: { failing: 'Failing', unseen: 'Not seen since' },
    em: 16,
  });

describe('the curve of affected', () => {
  it('stacks not seen since on failing, of the subject asked for', () => {
    const series = option([point(1), point(2)], 'users').series;
    expect(series).toMatchObject([
      {
        name: 'Failing',
        stack: 'now',
        data: [
          [noon + 1_000, 10],
          [noon + 2_000, 20],
        ],
      },
      {
        name: 'Not seen since',
        stack: 'now',
        data: [
          [noon + 1_000, 0],
          [noon + 2_000, 0],
        ],
      },
    ]);
  });

  it('leaves a hole where nobody looked', () => {
    const line = lineOf([point(0), point(1), point(60), point(61)], (p) => p.at);
    expect(line.map(([, value]) => value === null)).toEqual([false, false, true, false, false]);
  });

  it('begins at zero, and takes its colours from the tokens', () => {
    expect(option([point(1)])).toMatchObject({ yAxis: { min: 0 }, animation: false });
    expect(JSON.stringify(option([point(1)]))).toContain('--bad');
  });
});
