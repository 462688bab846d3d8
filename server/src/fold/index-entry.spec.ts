import fc from 'fast-check';
import { ByteWriter } from '../packing/bytes.js';
import { packIndexEntry, PackedNames, readIndexEntry, type IndexEntry } from './index-entry.js';

const text = fc.string({ unit: 'grapheme' });
const entry: fc.Arbitrary<IndexEntry> = fc
  .record({
    commit: fc.nat(),
    firstSubject: fc.nat(),
    subjects: fc.array(fc.record({ identity: text, customer: text })),
    firstSlice: fc.nat(4_095),
    slices: fc.array(fc.record({ service: text, region: text, channel: text })),
  })
  .filter(({ subjects, slices }) => subjects.length + slices.length > 0);

const names = (list: string[][]): PackedNames => {
  const packed = new PackedNames();
  for (const texts of list) {
    const writer = new ByteWriter();
    for (const each of texts) writer.string(each);
    packed.add(writer.view(), 0, writer.length);
  }
  return packed;
};
const pack = ({ commit, firstSubject, subjects, firstSlice, slices }: IndexEntry): Buffer =>
  packIndexEntry(
    commit,
    firstSubject,
    names(subjects.map(({ identity, customer }) => [identity, customer])),
    firstSlice,
    names(slices.map(({ service, region, channel }) => [service, region, channel])),
  );

describe('an entry of the index', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(entry, (written) => {
        expect(readIndexEntry(pack(written))).toEqual(written);
      }),
    );
  });

  it('is nothing at all where nothing is new', () => {
    const nothing = { commit: 7, firstSubject: 3, subjects: [], firstSlice: 1, slices: [] };
    expect(pack(nothing)).toHaveLength(0);
  });

  it('torn anywhere is a RangeError', () => {
    fc.assert(
      fc.property(entry, fc.nat(), (written, cut) => {
        const bytes = pack(written);
        expect(() => readIndexEntry(bytes.subarray(0, cut % bytes.length))).toThrow(RangeError);
      }),
    );
  });

  it.each([0, 1])('that claims 30 million names allocates nothing (table %d)', (table) => {
    const writer = new ByteWriter();
    writer.byte(1);
    for (let i = 0; i < 2; i++) writer.varint(0);
    if (table === 1) for (let i = 0; i < 2; i++) writer.varint(0);
    writer.varint(30_000_000);
    expect(() => readIndexEntry(Buffer.from(writer.view()))).toThrow('longer than its bytes');
  });

  it('of another version is a RangeError that says so', () => {
    expect(() => readIndexEntry(Buffer.from([9]))).toThrow('the index has version 9, not 1');
  });
});
