import { CurvePoint } from '@rollcall/shared';
import fc from 'fast-check';
import { packPoint, unpackPoint, wholeCurve } from './curve-point.js';

const counts = fc.record({
  failing: fc.nat(),
  unseen: fc.nat(),
  recovered: fc.nat(),
});
const point: fc.Arbitrary<CurvePoint> = fc.record({
  at: fc.integer({ min: 0, max: 4e12 }),
  customers: counts,
  users: counts,
  silent: fc.option(fc.record({ estimate: fc.nat(), low: fc.nat(), high: fc.nat() })),
});
const at = (time: number, failing = 1): CurvePoint => ({
  at: time,
  customers: { failing, unseen: 0, recovered: 0 },
  users: { failing, unseen: 0, recovered: 0 },
  silent: null,
});

describe('a point of a curve', () => {
  it('is read back as it was packed', () => {
    fc.assert(fc.property(point, (given) => expect(unpackPoint(packPoint(given))).toEqual(given)));
  });
});

describe('a whole curve', () => {
  it('begins with nobody at the onset, and ends with now', () => {
    const [first, ...rest] = wholeCurve(100, [at(200), at(300)], at(350, 9));
    expect(first).toEqual(at(100, 0));
    expect(rest).toEqual([at(200), at(300), at(350, 9)]);
  });

  it('adds nothing where a point is already', () => {
    const points = [at(100), at(200)];
    expect(wholeCurve(100, points, at(200, 9))).toEqual(points);
    expect(wholeCurve(100, points, undefined)).toEqual(points);
    expect(wholeCurve(100, [], undefined)).toEqual([]);
  });
});
