import fc from 'fast-check';
import { parseBody, parseJsonBody, parseNdjsonBody } from './body.js';

describe('a JSON body', () => {
  it('is one value or an array of them', () => {
    expect(parseJsonBody('{"a":1}').values).toEqual([{ index: 0, value: { a: 1 } }]);
    expect(parseJsonBody('[1,2]').values).toEqual([
      { index: 0, value: 1 },
      { index: 1, value: 2 },
    ]);
    expect(parseJsonBody('[]')).toEqual({ values: [], broken: [] });
  });

  it('that is not JSON throws, for the edge to name it', () => {
    for (const text of ['', '{', '{}{}', 'hello']) {
      expect(() => parseJsonBody(text)).toThrow(SyntaxError);
    }
  });
});

describe('an NDJSON body', () => {
  it('names a broken line and takes the others', () => {
    const { values, broken } = parseNdjsonBody('{"a":1}\r\n\nnot json\n{"a":2}');
    expect(values).toEqual([
      { index: 0, value: { a: 1 } },
      { index: 3, value: { a: 2 } },
    ]);
    expect(broken).toEqual([
      {
        index: 2,
        code: 'not_json',
        message: 'line 3 (index 2) is not JSON: send one JSON object a line',
      },
    ]);
  });

  it('places every line at its number, empty ones and the last newline included', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.jsonValue())), fc.boolean(), (lines, ends) => {
        const text = lines.map((line) => (line === null ? '' : JSON.stringify(line))).join('\n');
        const { values, broken } = parseNdjsonBody(ends ? `${text}\n` : text);
        expect(broken).toEqual([]);
        const expected = lines.flatMap((line, index) =>
          line === null ? [] : [{ index, value: JSON.parse(JSON.stringify(line)) as unknown }],
        );
        expect(values).toEqual(expected);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseNdjsonBody(text)));
  });
});

describe('a body as it comes', () => {
  const bytes = Buffer.from('\uFEFF{"a":1}');

  it('may begin with a byte order mark', () => {
    const values = [{ index: 0, value: { a: 1 } }];
    expect(parseBody({ bytes, kind: 'json' }, 'signal')).toMatchObject({ value: { values } });
    expect(parseBody({ bytes, kind: 'ndjson' }, 'signal')).toMatchObject({ value: { values } });
  });

  it('that is not JSON, or not there, names the remedy', () => {
    const refused = {
      ok: false,
      error: { code: 'not_json', remedy: expect.stringContaining('one signal or an array') },
    };
    expect(parseBody({ bytes: Buffer.from('{'), kind: 'json' }, 'signal')).toMatchObject(refused);
    expect(parseBody(undefined, 'signal')).toMatchObject(refused);
  });
});
