import { Pulse } from '@rollcall/shared';
import { pulseOf } from './pulse.js';

describe('the pulse', () => {
  it('has median, lowest and highest of the weeks there are, step by step', () => {
    const pulse = pulseOf(
      0,
      [10, 20, 30],
      [
        [1, null, 3],
        [5, null, 9],
        [2, 7, null],
      ],
      1,
    );
    expect(Pulse.parse(pulse)).toEqual({
      stepMs: 300_000,
      from: 0,
      people: [10, 20, 30],
      usual: [
        { middle: 2, low: 1, high: 5 },
        { middle: 7, low: 7, high: 7 },
        { middle: 6, low: 3, high: 9 },
      ],
      weeks: 3,
    });
  });

  it('of a panel stands for all', () => {
    expect(pulseOf(0, [3], [[2]], 0.25)).toMatchObject({
      people: [12],
      usual: [{ middle: 8, low: 8, high: 8 }],
    });
  });

  it('has nothing usual without a past', () => {
    expect(pulseOf(0, [3, 4], [], 1)).toMatchObject({ usual: [null, null], weeks: 0 });
  });
});
