import fc from 'fast-check';
import { ByteTable, hashOf } from './byte-table.js';

/** Texts that come again, begin alike, or are nothing at all. */
const text = fc.oneof(
  fc.constantFrom('', 'a', 'aa', 'aaa', 'user-1', 'user-10', 'user-100'),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

describe('a table of byte strings', () => {
  it('numbers them as a Map of texts would, however often it is cleared', () => {
    const table = new ByteTable(2);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 300 }), (texts) => {
        table.clear();
        const known = new Map<string, number>();
        for (const each of texts) {
          const bytes = Buffer.from(`.${each}.`);
          const [start, end] = [1, bytes.length - 1];
          const hash = hashOf(bytes, start, end);
          expect(table.find(bytes, start, end, hash)).toBe(known.get(each) ?? -1);
          if (!known.has(each)) known.set(each, known.size);
          expect(table.add(bytes, start, end, hash)).toBe(known.get(each));
          expect(table.size).toBe(known.size);
        }
        for (const [each, number] of known) {
          const found = table.buffer.subarray(table.startOf(number), table.endOf(number));
          expect(Buffer.from(found).toString()).toBe(each);
        }
      }),
    );
  });

  it('tells apart what has the same hash', () => {
    const table = new ByteTable(2);
    const bytes = Buffer.from('abcabd');
    expect(table.add(bytes, 0, 3, 7)).toBe(0);
    expect(table.add(bytes, 3, 6, 7)).toBe(1);
    expect(table.find(bytes, 0, 3, 7)).toBe(0);
    expect(table.find(bytes, 0, 2, 7)).toBe(-1);
  });

  it('finds each of very many again', () => {
    const table = new ByteTable();
    const names = Array.from({ length: 50_000 }, (_, i) => Buffer.from(`user-${i}`));
    const numbers = names.map((_, i) => i);
    const added = names.map((name) =>
      table.add(name, 0, name.length, hashOf(name, 0, name.length)),
    );
    expect(added).toEqual(numbers);
    const found = names.map((name) =>
      table.find(name, 0, name.length, hashOf(name, 0, name.length)),
    );
    expect(found).toEqual(numbers);
  });
});
