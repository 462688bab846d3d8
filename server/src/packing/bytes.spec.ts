import fc from 'fast-check';
import { ByteReader, ByteWriter } from './bytes.js';

const written = (write: (writer: ByteWriter) => void, capacity = 1): ByteReader => {
  const writer = new ByteWriter(capacity);
  write(writer);
  return new ByteReader(Buffer.from(writer.view()));
};

const whole = fc.maxSafeNat();
const half = Number.MAX_SAFE_INTEGER / 2;

type Item =
  ['byte' | 'varint' | 'signed' | 'double', number] | ['string', string] | ['bytes', Uint8Array];

const item: fc.Arbitrary<Item> = fc.oneof(
  fc.tuple(fc.constant('byte' as const), fc.integer({ min: 0, max: 255 })),
  fc.tuple(fc.constant('varint' as const), whole),
  fc.tuple(
    fc.constant('signed' as const),
    fc.integer({ min: -Math.floor(half), max: Math.floor(half) }),
  ),
  fc.tuple(fc.constant('double' as const), fc.double()),
  fc.tuple(fc.constant('string' as const), fc.string({ unit: 'grapheme' })),
);

describe('packed bytes', () => {
  it('read as they were written, however small the buffer began', () => {
    fc.assert(
      fc.property(fc.array(item), fc.integer({ min: 1, max: 64 }), (items, capacity) => {
        const reader = written((writer) => {
          for (const [kind, value] of items) (writer[kind] as (value: unknown) => void)(value);
        }, capacity);
        for (const [kind, value] of items) {
          expect((reader[kind as 'byte'] as () => unknown)()).toBe(value);
        }
        expect(reader.ended).toBe(true);
      }),
    );
  });

  it.each([
    [0, 1],
    [127, 1],
    [128, 2],
    [16_383, 2],
    [16_384, 3],
    [2 ** 31, 5],
    [Number.MAX_SAFE_INTEGER, 8],
  ])('keep %d in %d bytes', (value, size) => {
    const writer = new ByteWriter();
    writer.varint(value);
    expect(writer.length).toBe(size);
    expect(new ByteReader(writer.view()).varint()).toBe(value);
  });

  it('keep small numbers of either sign small', () => {
    const writer = new ByteWriter();
    for (const value of [0, -1, 1, -64, 63]) writer.signed(value);
    expect(writer.length).toBe(5);
  });

  it('take other bytes in as they are', () => {
    const reader = written((writer) => {
      writer.bytes(Uint8Array.of(3, 1, 4));
      writer.bytes(new Uint8Array(0));
      writer.byte(7);
    });
    expect([reader.byte(), reader.byte(), reader.byte(), reader.byte()]).toEqual([3, 1, 4, 7]);
  });

  it('that end early are a RangeError, wherever they were torn', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1 }), fc.nat(), (items, cut) => {
        const writer = new ByteWriter();
        for (const [kind, value] of items) (writer[kind] as (value: unknown) => void)(value);
        const whole = writer.view();
        const reader = new ByteReader(whole.subarray(0, cut % whole.length));
        expect(() => {
          for (const [kind] of items) (reader[kind as 'byte'] as () => unknown)();
        }).toThrow(RangeError);
      }),
    );
  });

  it('that spell a number beyond 2^53 are a RangeError, not a wrong number', () => {
    for (const bytes of [Buffer.alloc(12, 0xff), Buffer.from('ffffffffffffff7f', 'hex')]) {
      expect(() => new ByteReader(bytes).varint()).toThrow(RangeError);
    }
  });

  it('that spell a text longer than themselves are a RangeError', () => {
    const reader = written((writer) => writer.varint(Number.MAX_SAFE_INTEGER));
    expect(() => reader.string()).toThrow(RangeError);
  });
});
