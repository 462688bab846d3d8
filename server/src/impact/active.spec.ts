import fc from 'fast-check';
import { Active } from './active.js';

const codes = 6;

/** Someone comes, is forgotten, or a question of some codes is asked. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('comes'), fc.nat(codes - 1), fc.nat(80)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('goes'), fc.nat(80), fc.constant(0)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constant('asked'), fc.nat(2 ** codes - 1), fc.nat(3)),
  },
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
            const picks = b === 0 ? undefined : (customer: number) => customer % 4 === b;
            const theirs = there
              .filter(([code, user]) => wanted[code] === 1 && !gone.has(user))
              .map(([, user]) => user)
              .filter((user) => picks?.(customerOf(user)) ?? true);
            const customers = [...new Set(theirs)].map(customerOf).filter((each) => each >= 0);
            const found = active.having(`${a} ${b}`, wanted, picks);
            expect(found.users.size).toBe(new Set(theirs).size);
            expect(found.customers.size).toBe(new Set(customers).size);
            for (const customer of customers) {
              const users = customers.filter((each) => each === customer).length;
              expect(found.customers.of(customer)).toBe(users);
            }
          }
        }
      }),
    );
  });
});
