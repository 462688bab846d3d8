import fc from 'fast-check';
import { Bits } from './bits.js';

describe('bits', () => {
  it('hold what a set holds', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5_000 })), fc.array(fc.nat()), (added, asked) => {
        const bits = new Bits();
        for (const number of added) bits.add(number);
        const set = new Set(added);
        expect([...bits]).toEqual([...set].sort((a, b) => a - b));
        for (const number of asked) expect(bits.has(number)).toBe(set.has(number));
      }),
    );
  });

  it('lie as Redis lays them: the first is the highest of its byte', () => {
    expect([...new Bits(Uint8Array.of(0b1000_0001, 0b0100_0000))]).toEqual([0, 7, 9]);
  });
});
