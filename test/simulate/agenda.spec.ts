import fc from 'fast-check';
import { Agenda } from './agenda.js';

describe('an agenda', () => {
  it('calls everyone in order of time, ties by number', () => {
    const times = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(times, times, (first, second) => {
        const agenda = new Agenda(first.length);
        first.forEach((at, person) => agenda.add(at, person));
        const called: [number, number][] = [];
        const again = second.slice();
        for (let next = agenda.first; next; next = agenda.first) {
          called.push([next.at, next.person]);
          const more = again.pop();
          agenda.postpone(more === undefined ? Infinity : next.at + more);
        }
        expect(called).toHaveLength(first.length + second.length);
        for (let i = 1; i < called.length; i++) {
          const [[at, person], [nextAt, nextPerson]] = [called[i - 1], called[i]];
          expect(at < nextAt || (at === nextAt && person <= nextPerson)).toBe(true);
        }
      }),
    );
  });
});
