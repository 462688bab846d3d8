import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CsvReader, textOf, type CsvRecord } from './csv.js';

const read = (...pieces: string[]): CsvRecord[] => {
  const reader = new CsvReader();
  return [...pieces.flatMap((piece) => [...reader.push(piece)]), ...reader.end()];
};

describe('a CSV reader', () => {
  it('keeps fields as they were written, and knows their lines', () => {
    expect(read('\ufefft,v\r\n1, 2\r\n\r\n"a ""b"",\nc",3')).toEqual([
      { line: 1, fields: ['t', 'v'] },
      { line: 2, fields: ['1', ' 2'] },
      { line: 4, fields: ['"a ""b"",\nc"', '3'] },
    ]);
    expect(textOf(' "a ""b""" ')).toBe('a "b"');
  });

  it('does not mind where its pieces are cut', () => {
    const text = '\ufefft,v\r\n1,"2\n3"\r\n,\n4,""""\n5,';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        expect(read(...at.slice(1).map((to, i) => text.slice(at[i], to)))).toEqual(read(text));
      }),
    );
  });

  it('says on which line a quote was left open, and does not gather without end', () => {
    expect(() => read('t,v\n1,"2\n3,4\n')).toThrow(
      expect.objectContaining({ line: 2, message: 'a quote is opened and never closed' }),
    );
    expect(() => read('t,v\n"', 'x'.repeat(2 ** 21))).toThrow(/a quote left open/);
  });
});
