import fc from 'fast-check';
import { parseAt } from '../clock/time.js';
import { readBatch } from './batch-columns.js';
import { parseNdjsonBody } from './body.js';
import { scanTime } from './scan-time.js';
import { SignalScan } from './scan.js';
import { Splitter, type Split } from './split.js';

const now = Date.UTC(2026, 4, 1, 12);
const context = {
  now,
  retentionMs: 14 * 86_400_000,
  latencyTargetOf: (service: string) => (service === 'play' ? 500 : 50),
};

/** Numbers as they may be written, right and wrong. */
const number = fc.oneof(
  fc.constantFrom(
    '0',
    '-0',
    '00',
    '01',
    '0.5',
    '1.',
    '.5',
    '1e3',
    '1E+2',
    '-1',
    '499.5',
    '500.4999',
  ),
  fc.constantFrom('86400000', '86400000.0', '86400001', '0.49999999999999994', '1234567890123456'),
  fc.nat({ max: 90_000_000 }).map(String),
  fc.double({ min: 0, max: 3_000, noNaN: true }).map(String),
);
const time = fc.oneof(
  fc
    .integer({ min: now - 15 * 86_400_000, max: now + 400_000 })
    .chain((at) =>
      fc.constantFrom(
        `${at}`,
        `${at}.75`,
        `"${new Date(at).toISOString()}"`,
        `"${new Date(at).toISOString().replace('.', '.9')}"`,
        `"${new Date(at).toISOString().slice(0, 19)}Z"`,
        `"${new Date(at).toISOString().replace('Z', '+01:00')}"`,
        `"${new Date(at).toISOString().toLowerCase()}"`,
      ),
    ),
  fc.constantFrom('"2026-04-31T10:00:00Z"', '"2026-05-01T24:00:00Z"', '"now"', 'null', '""'),
);
const text = fc.oneof(
  fc.constantFrom(
    '"play"',
    '"US"',
    '"tv"',
    '"anna"',
    '"session:7"',
    '" a "',
    '"a\\"b"',
    '"\\u0041"',
    '"a\\n"',
  ),
  fc.constantFrom('""', '" "', '"ä"', '"🎉"', '"a\tb"', '"\x7f"', '"unknown"', 'null', '7', '[]'),
  fc.constantFrom(100, 101, 200, 201).map((length) => `"${'x'.repeat(length)}"`),
  fc.nat({ max: 30 }).map((n) => `"user-${n}"`),
);
const value: Record<string, fc.Arbitrary<string>> = {
  at: time,
  outcome: fc.constantFrom('"ok"', '"slow"', '"failed"', '"fail"', '"OK"', 'null'),
  latencyMs: number,
  synthetic: fc.constantFrom('true', 'false', '"true"', 'tru', 'null'),
  kind: fc.constantFrom('"interaction"', '"interactions"', '"health"', '"interactio\\u006e"'),
  attributes: fc.constantFrom('{}', '{"a":1}', '{"__proto__":1}'),
  'service ': text,
};
const keys = [
  ...['service', 'region', 'channel', 'user', 'customer', 'kind', 'at', 'outcome'],
  ...['latencyMs', 'synthetic', 'attributes', 'service ', 'us\\u0065r', 'x'],
];
const blank = fc.constantFrom('', '', '', ' ', '\t', ' \r', '\u00a0', '\f');
const pair = fc
  .constantFrom(...keys)
  .chain((key) => fc.tuple(fc.constant(key), value[key] ?? text));

/** A line that is nearly always one interaction, with something odd about it now and then. */
const line = fc
  .record({
    right: fc.shuffledSubarray(
      [
        ['kind', '"interaction"'],
        ['at', `${now}`],
        ['service', '"play"'],
        ['user', '"anna"'],
        ['outcome', '"failed"'],
        ['region', '"US"'],
        ['latencyMs', '700'],
        ['customer', '"miller"'],
      ],
      { minLength: 5 },
    ),
    odd: fc.array(pair, { maxLength: 3 }),
    blanks: fc.array(blank, { minLength: 1, maxLength: 5 }),
    twist: fc.constantFrom(...Array<string>(12).fill(''), '}', ',', 'x', '{', '"', ' ', '\r'),
    cut: fc.option(fc.nat({ max: 60 }), { freq: 12 }),
  })
  .map(({ right, odd, blanks, twist, cut }) => {
    const replaced = right.filter(([key], i) => i % 2 === 0 || !odd.some(([name]) => name === key));
    let place = 0;
    const gap = (): string => blanks[place++ % blanks.length];
    const pairs = [...replaced, ...odd].map(
      ([key, given]) => `${gap()}"${key}"${gap()}:${gap()}${given}${gap()}`,
    );
    const whole = `${gap()}{${pairs.join(',')}}${twist}`;
    return cut === null ? whole : whole.slice(0, -cut);
  });

/** What lies in the log of it: every signal, and why others do not. */
const told = ({ parts, accepted, rejected, facts }: Split): object => ({
  accepted,
  facts: facts.report,
  rejected,
  parts: parts.map(({ partition, sequence, signals, bytes }) => {
    return { partition, sequence, signals, batch: readBatch(bytes) };
  }),
});

describe('lines read straight from their bytes', () => {
  const [fast, slow] = [new Splitter(5), new Splitter(5)];

  it('give what JSON.parse and the check of each give, to the last byte and the last reason', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.boolean(), (lines, ends) => {
        const body = Buffer.from(lines.join('\n') + (ends ? '\n' : ''));
        const parsed = parseNdjsonBody(body.toString());
        expect(told(fast.run({ lines: body }, context))).toEqual(told(slow.run(parsed, context)));
      }),
      { numRuns: 5_000 },
    );
  });

  it('may hold anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const body = Buffer.from(bytes);
        const parsed = parseNdjsonBody(body.toString());
        expect(told(fast.run({ lines: body }, context))).toEqual(told(slow.run(parsed, context)));
      }),
    );
  });

  it('are a short cut for what is plain', () => {
    const plain = [
      `{"kind":"interaction","at":${now},"service":"play","user":"anna","outcome":"ok"}`,
      `{ "user": "anna", "latencyMs": 12.5, "at": "2026-05-01T11:59:58.123Z", "service": "play", "kind": "interaction" }\r`,
      `{"synthetic":true,"kind":"interaction","at":1,"service":"a b","region":"DE","channel":"tv","user":"x@y.z","customer":"c","outcome":"slow"}`,
    ];
    for (const each of plain) {
      const bytes = Buffer.from(`${each}\n`);
      expect(new SignalScan().line(bytes, 0, bytes.length)).toBe(bytes.length);
      expect(new SignalScan().line(bytes, 0, bytes.length - 1)).toBe(bytes.length);
    }
  });

  it('split what is more than a batch holds', () => {
    const body = Buffer.from(
      `{"kind":"interaction","at":${now},"service":"play","user":"anna","outcome":"ok"}\n`.repeat(
        4_001,
      ),
    );
    const { parts, accepted } = fast.run({ lines: body }, context);
    expect(accepted).toBe(4_001);
    expect(parts.map(({ sequence, signals }) => [sequence, signals])).toEqual([
      [0, 2_000],
      [1, 2_000],
      [2, 1],
    ]);
  });
});

describe('a time read from its bytes', () => {
  const scanned = (text: string): number => scanTime(Buffer.from(`"${text}"`), 1, text.length + 1);

  it('is what parseAt makes of it, for any moment from 1970 on', () => {
    const years = { min: new Date(0), max: new Date('9999-12-31T23:59:59Z') };
    fc.assert(
      fc.property(fc.date({ ...years, noInvalidDate: true }), fc.nat({ max: 4 }), (date, cut) => {
        const iso = date.toISOString();
        const text = cut === 4 ? iso : `${iso.slice(0, 23 - cut)}Z`;
        const expected = cut === 3 ? undefined : parseAt(text);
        expect(scanned(text)).toBe(expected ?? -1);
      }),
    );
  });

  it('is never one that parseAt refuses', () => {
    const digit = fc.constantFrom(...'0123456789-:.TZ ');
    fc.assert(
      fc.property(fc.nat({ max: 23 }), digit, fc.nat({ max: 23 }), digit, (i, a, j, b) => {
        const characters = [...'2028-02-29T09:30:00.250Z'];
        characters[i] = a;
        characters[j] = b;
        const text = characters.join('');
        const found = scanned(text);
        if (found >= 0) expect(found).toBe(parseAt(text));
      }),
      { numRuns: 3_000 },
    );
  });
});
