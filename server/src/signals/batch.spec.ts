import fc from 'fast-check';
import type { AcceptedSignal } from './accepted-signal.js';
import { readBatch } from './batch-columns.js';
import { BatchWriter } from './batch.js';
import { anySignal, signal } from './signals.fixture.js';

const packed = (signals: AcceptedSignal[], receivedAt = 1_000): Buffer => {
  const writer = new BatchWriter(receivedAt);
  for (const each of signals) writer.add(each);
  return writer.pack();
};

/** Reads bytes that may be anything: a batch, or a RangeError. */
const readOrRefuse = (bytes: Buffer): void => {
  try {
    readBatch(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
  }
};

describe('a batch', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(anySignal), fc.nat(), (signals, receivedAt) => {
        expect(readBatch(packed(signals, receivedAt))).toEqual({ receivedAt, signals });
      }),
    );
  });

  it('tells slices apart whose names only run together the same', () => {
    const signals = [
      signal({ service: 'ab', region: 'c', channel: 'd' }),
      signal({ service: 'a', region: 'bc', channel: 'd' }),
      signal({ service: 'a', region: 'b', channel: 'cd' }),
    ];
    expect(readBatch(packed(signals)).signals).toEqual(signals);
  });

  it('takes about 30 bytes a signal', () => {
    const signals = Array.from({ length: 1_000 }, (_, i) =>
      signal({
        at: 1_790_000_000_000 + ((i * 7_919) % 60_000),
        user: `user-${String(i).padStart(7, '0')}`,
        latencyMs: (i * 37) % 2_000,
      }),
    );
    expect(packed(signals).length / 1_000).toBeLessThan(30);
  });

  it('torn anywhere is a RangeError', () => {
    fc.assert(
      fc.property(fc.array(anySignal, { minLength: 1 }), fc.nat(), (signals, cut) => {
        const bytes = packed(signals);
        expect(() => readBatch(bytes.subarray(0, cut % bytes.length))).toThrow(RangeError);
      }),
    );
  });

  it('with a few bytes changed is a RangeError, or holds signals with usable times', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(anySignal), fc.array(change, { minLength: 1 }), (signals, changes) => {
        const bytes = packed(signals);
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        readOrRefuse(bytes);
        let read: ReturnType<typeof readBatch>;
        try {
          read = readBatch(bytes);
        } catch {
          return;
        }
        expect(Number.isFinite(read.receivedAt)).toBe(true);
        for (const { at } of read.signals) expect(Number.isSafeInteger(at)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of bytes that mean nothing is a RangeError', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => readOrRefuse(Buffer.from(bytes))));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 17 }), (bytes) => {
        readOrRefuse(Buffer.from([1, ...bytes]));
      }),
    );
  });

  it.each(['signals', 'strings', 'slices'])('that claims 2^40 %s allocates nothing', (table) => {
    const counts = { signals: [2 ** 40, 0, 0], strings: [0, 2 ** 40], slices: [0, 0, 2 ** 40] };
    const head = Buffer.alloc(17);
    head[0] = 1;
    const varints = counts[table as keyof typeof counts].flatMap((value) => {
      const bytes: number[] = [];
      for (let rest = value; ; rest = Math.floor(rest / 128)) {
        if (rest < 128) return [...bytes, rest];
        bytes.push((rest % 128) | 128);
      }
    });
    expect(() => readBatch(Buffer.concat([head, Buffer.from(varints)]))).toThrow('longer than');
  });
});
