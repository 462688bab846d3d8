import fc from 'fast-check';
import { Active } from './active.js';

const codes = 6;

/** Someone comes, is forgotten, or a question of some codes is asked. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('comes'), fc.nat(codes - 1), fc.nat(80)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('goes'), fc.nat(80), fc.constant(0)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('asked'), fc.nat(2 ** codes - 1), fc.constant(0)) },
);

/** Every fifth user has no customer that is known. */
const customerOf = (user: number): number => (user % 5 === 0 ? -1 : user >> 2);

describe('who was there', () => {
  it('is counted as sets would count it, whatever was asked in between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const active = new Active();
        const there: [code: number, user: number][] = [];
        const gone = new Set<number>();
        for (const [what, a, b] of steps) {
          if (what === 'comes') {
            active.add(a, b, customerOf(b));
            there.push([a, b]);
          } else if (what === 'goes') {
            active.remove(a);
            gone.add(a);
          } else {
            const wanted = Uint8Array.from({ length: codes }, (_, code) => (a >> code) & 1);
            const theirs = there.filter(([code]) => wanted[code] === 1).map(([, user]) => user);
            const customers = new Set(theirs.map(customerOf).filter((customer) => customer >= 0));
            const found = active.having(String(a), wanted);
            expect(found.users.size).toBe(new Set(theirs.filter((user) => !gone.has(user))).size);
            expect(found.customers.size).toBe(customers.size);
            for (const customer of customers) expect(found.customers.has(customer)).toBe(true);
          }
        }
      }),
    );
  });
});
