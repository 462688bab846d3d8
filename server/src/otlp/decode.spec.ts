import fc from 'fast-check';
import { tracesOfJson } from './json-traces.js';
import { jsonBody, officialSpans, protobufBody } from './official.fixture.js';
import { tracesOfProtobuf } from './protobuf-traces.js';
import { resourcesOfJson, resourcesOfProtobuf } from './resources.js';
import { MalformedExport } from './spans.js';

describe('what the official SDK exports', () => {
  const spans = officialSpans();
  const ofJson = tracesOfJson(jsonBody(spans));
  const ofProtobuf = tracesOfProtobuf(protobufBody(spans));

  it('reads the same from JSON and from protobuf', () => {
    expect(ofProtobuf).toEqual(ofJson);
    expect(ofProtobuf.flatMap((each) => each.spans)).toHaveLength(3);
  });

  it('reads as it was meant', () => {
    const [{ resource, spans: found }] = ofProtobuf;
    expect(resource.get('service.name')).toBe('shop');
    const root = found.find(({ name }) => name === 'GET /pay/:id')!;
    expect(root).toMatchObject({ kind: 2, parentSpanId: '', status: 2, traceState: '' });
    expect(root.start).toBeCloseTo(1_700_000_000_123.457, 2);
    expect(root.end - root.start).toBeCloseTo(875.543, 2);
    expect(Object.fromEntries(root.attributes)).toMatchObject({
      'http.response.status_code': 503,
      'enduser.id': 'Zoë 🎉',
      ratio: 0.25,
      debt: -7,
      huge: 2 ** 52,
      cached: false,
    });
    expect(root.attributes.has('list')).toBe(false);
    const [child, remote] = [3, 2].map((kind) =>
      found.find((span) => span.kind === kind && span !== root)!,
    );
    expect(child).toMatchObject({ parentSpanId: root.spanId, traceId: root.traceId });
    expect(child.flags & 0x300).toBe(0x100);
    expect(remote).toMatchObject({ parentSpanId: 'b7ad6b7169203331' });
    expect(remote.flags & 0x300).toBe(0x300);
  });

  it('names its resources, whatever else is in it', () => {
    const [resource] = resourcesOfProtobuf(protobufBody(spans));
    expect(resource.get('service.name')).toBe('shop');
    expect(resourcesOfJson(jsonBody(spans), 'resourceSpans')).toEqual([resource]);
  });

  it('cut off or scrambled is malformed, or reads as something; it never hangs or crashes', () => {
    const whole = protobufBody(spans);
    const decode = (bytes: Buffer): void => {
      try {
        tracesOfProtobuf(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedExport);
      }
    };
    for (let length = 0; length < whole.length; length++) decode(whole.subarray(0, length));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const scrambled = Buffer.from(whole);
        scrambled[at] = byte;
        decode(scrambled);
      }),
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => decode(Buffer.from(bytes))));
  });
});

describe('JSON that is not quite right', () => {
  const decode = (value: unknown): unknown => tracesOfJson(Buffer.from(JSON.stringify(value)));

  it.each([
    ['an empty export', {}, []],
    ['nothing', null, []],
    ['a list', [1, 2], []],
    ['resources of nothing', { resourceSpans: [null, 7] }, [noSpans(), noSpans()]],
    ['scopes of nothing', { resourceSpans: [{ scopeSpans: [{ spans: 'x' }, 1] }] }, [noSpans()]],
  ])('%s reads as what is there', (_name, value, expected) => {
    expect(decode(value)).toEqual(expected);
  });

  it('enums by name and numbers as numbers are understood', () => {
    const span = {
      kind: 'SPAN_KIND_SERVER',
      status: { code: 'STATUS_CODE_ERROR' },
      startTimeUnixNano: 1_700_000_000_000_000_000,
      endTimeUnixNano: '1700000000500000000',
      attributes: [{ key: 'n', value: { intValue: '3' } }, { key: 'x' }, null],
      unknown: 1,
    };
    const found = decode({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
    expect(found).toMatchObject([
      { spans: [{ kind: 2, status: 2, start: 1_700_000_000_000, end: 1_700_000_000_500 }] },
    ]);
  });

  it.each([
    ['no JSON', '{'],
    ['no list', '{"resourceSpans":{}}'],
  ])('%s is malformed', (_n, text) => {
    expect(() => tracesOfJson(Buffer.from(text))).toThrow(MalformedExport);
  });
});

function noSpans(): object {
  return { resource: new Map(), spans: [] };
}
