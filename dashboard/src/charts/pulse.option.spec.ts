import type { Pulse } from '@rollcall/shared';
import { noon } from '../live/live.fixture.js';
import { aLook } from './look.fixture.js';
import { pulseOption } from './pulse.option.js';

const minutes = 60_000;
const words = { people: 'People here', usual: 'Usual' };
const pulse = (usual: Pulse['usual']): Pulse => ({
  stepMs: 5 * minutes,
  from: noon,
  people: [100, 80],
  usual,
  weeks: 4,
});

describe('the pulse', () => {
  it('lies in the band of past weeks, with holes where there was none', () => {
    const option = pulseOption(
      { pulse: pulse([{ middle: 99, low: 90, high: 120 }, null]), words },
      aLook(),
    );
    const series = option.series as { name?: string; data: [number, number | null][] }[];
    expect(series.map(({ name, data }) => [name, data.map(([, value]) => value)])).toEqual([
      [undefined, [90, null]],
      [undefined, [30, null]],
      ['Usual', [99, null]],
      // the second step is still under way
      ['People here', [100, null]],
    ]);
    expect(series[3]?.data.map(([at]) => at)).toEqual([noon, noon + 5 * minutes]);
  });

  it('is a line alone without a past, and without axes as a spark', () => {
    const option = pulseOption({ pulse: pulse([null, null]), spark: true, words }, aLook());
    expect(option.series).toHaveLength(1);
    expect(option).toMatchObject({ xAxis: { show: false }, yAxis: { show: false } });
  });
});
