import fc from 'fast-check';
import { Memberships, Signatures } from './signatures.js';

const codes = 60;

const meetings = fc.array(fc.tuple(fc.nat(6), fc.nat(codes - 1)), { maxLength: 400 });
const wantedCodes = fc.uniqueArray(fc.nat(codes - 1), { maxLength: 5 });

const flags = (wanted: number[]): Uint8Array => {
  const found = new Uint8Array(codes);
  for (const code of wanted) found[code] = 1;
  return found;
};

describe('who has which codes', () => {
  it('is counted as sets would count it, those forgotten left out', () => {
    fc.assert(
      fc.property(meetings, wantedCodes, fc.nat(8), (list, wanted, forgotten) => {
        const members = new Memberships();
        const plain = new Map<number, Set<number>>();
        for (const [party, code] of list) {
          members.add(party, code);
          plain.set(party, (plain.get(party) ?? new Set()).add(code));
        }
        members.remove(forgotten);
        plain.delete(forgotten);
        const having = [...plain].filter(([, set]) => wanted.some((code) => set.has(code)));
        const { parties, has } = members.count(flags(wanted));
        expect(parties).toBe(having.length);
        for (const [party] of having) expect(has(party)).toBe(true);
      }),
    );
  });

  it('keeps a small set once, in whatever order it came about', () => {
    const small = fc.uniqueArray(fc.nat(codes - 1), { maxLength: 32 });
    const twice = small.chain((set) =>
      fc.tuple(fc.constant(set), fc.shuffledSubarray(set, { minLength: set.length })),
    );
    fc.assert(
      fc.property(twice, ([set, shuffled]) => {
        const signatures = new Signatures();
        const made = (order: number[]): number =>
          order.reduce((all, code) => signatures.with(all, code), 0);
        expect(made(shuffled)).toBe(made(set));
        expect(made([...set, ...shuffled])).toBe(made(set));
      }),
    );
  });

  it('grows by one set a code for someone who is everywhere', () => {
    const signatures = new Signatures();
    let set = 0;
    for (let code = 5_000; code > 0; code--) set = signatures.with(set, code);
    expect(signatures.size).toBeLessThan(5_000 + 32 * 32);
  });
});
