import fc from 'fast-check';
import { outcomeCode } from '../fold/rows.js';
import { grouped } from './grouped.fixture.js';
import { RecordTable } from './record-table.js';

type Row = [subject: number, slice: number, at: number, outcome: 'ok' | 'slow' | 'failed'];

const row: fc.Arbitrary<Row> = fc.tuple(
  fc.oneof(fc.nat(20), fc.constantFrom(0xffffffff, 0xfffffffe, 2 ** 31)),
  fc.nat(3),
  fc.integer({ min: 1, max: 1_000 }),
  fc.constantFrom('ok', 'slow', 'failed'),
);

const times = (rows: Row[], outcome?: string): number[] =>
  rows.filter((each) => outcome === undefined || each[3] === outcome).map(([, , at]) => at);

/** The same, the plain way. */
const plainly = (rows: Row[]): Record<string, object> =>
  Object.fromEntries(
    [...grouped(rows, ([subject, slice]) => `${subject} ${slice}`)].map(([key, own]) => {
      const failed = times(own, 'failed');
      return [
        key,
        {
          failures: failed.length,
          firstFailed: failed.length === 0 ? 0 : Math.min(...failed),
          lastFailed: Math.max(0, ...failed),
          lastOk: Math.max(0, ...times(own, 'ok')),
          firstSeen: Math.min(...times(own)),
          lastSeen: Math.max(...times(own)),
        },
      ];
    }),
  );

const contents = (table: RecordTable): Record<string, object> =>
  Object.fromEntries(
    Array.from({ length: table.size }, (_, r) => [
      `${table.subject[r]} ${table.slice[r]}`,
      table.contents(r),
    ]),
  );

describe('a table of records', () => {
  it('holds what a map of lists would, however small it began', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 200 }),
        fc.constantFrom(1, 2, 256),
        (rows, capacity) => {
          const table = new RecordTable(capacity);
          for (const [subject, slice, at, outcome] of rows) {
            table.add(subject, slice, at, outcomeCode[outcome]);
          }
          expect(contents(table)).toEqual(plainly(rows));
          for (const [subject, slice] of rows) {
            const found = table.find(subject, slice);
            expect([table.subject[found], table.slice[found]]).toEqual([subject, slice]);
          }
        },
      ),
    );
  });

  it('says of who was never there that there is no record', () => {
    const table = new RecordTable(1);
    expect(table.find(7, 0)).toBe(-1);
    table.add(7, 0, 1, outcomeCode.ok);
    expect(table.find(7, 1)).toBe(-1);
    expect(table.find(7, 0)).toBe(0);
  });

  it('keeps 100,000 records apart', () => {
    const table = new RecordTable();
    for (let i = 0; i < 100_000; i++) table.add(i >> 2, i & 3, i + 1, outcomeCode.failed);
    expect(table.size).toBe(100_000);
    expect(table.contents(table.find(12_345, 1)).lastFailed).toBe(12_345 * 4 + 2);
  });
});
