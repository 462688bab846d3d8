import fc from 'fast-check';
import { outcomeCode, type OutcomeCode } from '../fold/rows.js';
import { ByteWriter } from '../packing/bytes.js';
import {
  hourMs,
  levelOfHour,
  mergeHour,
  readHour,
  VisitCollector,
  visitCode,
} from './hour-visits.js';

interface Row {
  subject: number;
  slice: number;
  minute: number;
  outcome: OutcomeCode;
}

const hour = 400_000;
const everyone = () => true;

const row: fc.Arbitrary<Row> = fc.record({
  subject: fc.oneof(fc.nat(20), fc.constant(0xfffffffe)),
  slice: fc.oneof(fc.nat(3), fc.constant(4_095)),
  minute: fc.nat(59),
  outcome: fc.constantFrom(...Object.values(outcomeCode)),
});

/** What the rows mean, worked out plainly: where something was ok, slow, failed. */
const plainly = (rows: readonly Row[]): string[] => {
  const places = rows.map(({ subject, slice, minute, outcome }) =>
    [subject, slice, Math.floor(minute / 5), outcome].join(' '),
  );
  return [...new Set(places)].sort();
};

const read = (bytes: Buffer | null): string[] => {
  const found: string[] = [];
  readHour(bytes, (subject, slice, ...masks) => {
    for (let step = 0; step < 12; step++)
      masks.forEach((mask, outcome) => {
        if (mask & (1 << step)) found.push(`${subject} ${slice} ${step} ${outcome}`);
      });
  });
  return found.sort();
};

const rolledUp = (parts: readonly Row[][], level = 0, keeps: (s: number) => boolean = everyone) => {
  let bytes: Buffer | null = null;
  for (const rows of parts) {
    const collector = new VisitCollector();
    for (const { subject, slice, minute, outcome } of rows)
      collector.add(subject, slice, hour * hourMs + minute * 60_000 + 59_999, outcome);
    for (const { codes } of collector.all()) bytes = mergeHour(bytes, codes, level, keeps);
  }
  return bytes;
};

const split = (rows: Row[], sizes: number[]): Row[][] => {
  const parts: Row[][] = [];
  for (let at = 0, n = 0; at < rows.length; n++) {
    const size = sizes[n % sizes.length];
    parts.push(rows.slice(at, at + size));
    at += size;
  }
  return parts;
};

describe('the visits of an hour', () => {
  it('are the set of what its rows say, in whatever order, split and repetition they come', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    const told = fc
      .array(row, { maxLength: 60 })
      .chain((rows) =>
        fc.tuple(
          fc.constant(rows),
          fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 }),
          sizes,
        ),
      );
    fc.assert(
      fc.property(told, ([rows, again, parts]) => {
        expect(read(rolledUp([rows]))).toEqual(plainly(rows));
        expect(rolledUp(split(again, parts))).toEqual(rolledUp([rows]));
      }),
    );
  });

  it('of the panel alone are the same whether the rest was left out at once or later', () => {
    const even = (subject: number): boolean => subject % 2 === 0;
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const atOnce = rolledUp([rows], 1, even);
        const later = mergeHour(rolledUp([rows]), new Float64Array(), 1, even);
        expect(read(later)).toEqual(read(atOnce));
        expect(levelOfHour(later)).toBe(1);
        expect(read(later)).toEqual(plainly(rows.filter(({ subject }) => even(subject))));
      }),
    );
  });

  it('take some four bytes for a person and slice', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      subject: i * 3,
      slice: i % 30,
      minute: (i * 7) % 60,
      outcome: i % 50 === 0 ? outcomeCode.failed : outcomeCode.ok,
    }));
    expect((rolledUp([rows])?.length ?? 0) / rows.length).toBeLessThan(4.1);
  });

  it('that were packed before slow was told apart are read on, and added to', () => {
    const old = new ByteWriter(16);
    // version 1, level 0; subject 3 in slice 1 got through in step 0; subject 4 in slice 2, failed too
    for (const byte of [1, 0, 6, 1, 1, 3, 2, 1, 3]) old.byte(byte);
    const before = Buffer.from(old.view());
    expect(read(before)).toEqual(['3 1 0 0', '4 2 0 0', '4 2 0 2', '4 2 1 2']);
    const codes = Float64Array.of(visitCode(3, 1, 0, outcomeCode.slow));
    const after = mergeHour(before, codes, 0, everyone);
    expect(read(after)).toEqual(['3 1 0 0', '3 1 0 1', '4 2 0 0', '4 2 0 2', '4 2 1 2']);
  });

  it('of another version are refused, not misread', () => {
    expect(() => readHour(Buffer.from([9, 0, 1]), () => undefined)).toThrow('version 9');
  });
});
