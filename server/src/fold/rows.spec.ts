import fc from 'fast-check';
import { readRows, RowWriter, type OutcomeCode } from './rows.js';

type Row = [subject: number, slice: number, at: number, outcome: OutcomeCode];

const row: fc.Arbitrary<Row> = fc.tuple(
  fc.integer({ min: 0, max: 2 ** 31 }),
  fc.integer({ min: 0, max: 4_095 }),
  fc.integer({ min: -2e15, max: 2e15 }),
  fc.constantFrom<OutcomeCode[]>(0, 1, 2),
);

const packed = (rows: Row[], commit = 1): Buffer => {
  const writer = new RowWriter();
  for (const each of rows) writer.add(...each);
  return writer.pack(commit);
};

const read = (bytes: Buffer): Row[] => {
  const rows: Row[] = [];
  readRows(bytes).forEach((...each) => rows.push(each));
  return rows;
};

const rows = fc.array(row, { minLength: 1 });

describe('rows of a commit', () => {
  it('are read back as they were written, with their commit and newest time', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (written, commit) => {
        const entry = readRows(packed(written, commit));
        expect(entry).toMatchObject({ commit, count: written.length });
        expect(entry.newest).toBe(Math.max(...written.map(([, , at]) => at)));
        expect(read(packed(written, commit))).toEqual(written);
      }),
    );
  });

  it('can be read twice', () => {
    const entry = readRows(packed([[1, 2, 3, 0]]));
    const seen: number[] = [];
    entry.forEach((subject) => seen.push(subject));
    entry.forEach((subject) => seen.push(subject));
    expect(seen).toEqual([1, 1]);
  });

  it('are nothing at all where there are none', () => {
    expect(packed([])).toHaveLength(0);
  });

  it('take about 7 bytes each', () => {
    const many = Array.from({ length: 1_000 }, (_, i): Row => {
      return [i * 100, i % 60, 1_790_000_000_000 + i * 10, 0];
    });
    expect(packed(many).length / 1_000).toBeLessThan(8);
  });

  it('torn anywhere are a RangeError', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (written, cut) => {
        const bytes = packed(written);
        expect(() => read(bytes.subarray(0, cut % bytes.length))).toThrow(RangeError);
      }),
    );
  });

  it('of another version are a RangeError that says so', () => {
    expect(() => readRows(Buffer.from([9, 1]))).toThrow('the rows have version 9, not 1');
  });
});
