import { Descriptors } from './descriptors.js';

describe('Descriptors', () => {
  it('never needs more numbers than are in use at once', () => {
    const descriptors = new Descriptors(4096);
    for (let connection = 0; connection < 50_000; connection++) {
      const [a, b] = [descriptors.take(), descriptors.take()];
      expect(a).not.toBe(b);
      expect(Math.max(a, b)).toBeLessThan(4098);
      descriptors.giveBack(a);
      descriptors.giveBack(b);
    }
  });
});
