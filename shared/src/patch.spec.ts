import fc from 'fast-check';
import { emptyLiveView, LiveView, type LivePatch } from './live.js';
import { applyPatch, diff } from './patch.js';
import { liveView } from './views.fixture.js';

/** A patch as it comes over the wire. */
const sent = (patch: LivePatch): LivePatch => JSON.parse(JSON.stringify(patch)) as LivePatch;

/** Any JSON value, among a view's own fields, as if a later version had added it. */
const viewWith = (value: unknown, version = 1): LiveView => {
  return { ...emptyLiveView, version, extra: value } as unknown as LiveView;
};

/** JSON whose objects and lists share keys and names, `__proto__` among them. */
const oddJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, true, 0, 1, '', 'a'),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc
    .array(
      fc.tuple(
        fc.constantFrom('id', 'region', 'a', '__proto__', 'constructor', 'toString', '0', ''),
        tie('value'),
      ),
      { maxLength: 4 },
    )
    .map((pairs) => Object.fromEntries(pairs)),
})).value;

const json = fc.oneof(oddJson, fc.jsonValue()).map((v) => JSON.parse(JSON.stringify(v)) as unknown);

describe('applyPatch(a, diff(a, b)) is b', () => {
  it('for any two views', () => {
    fc.assert(
      fc.property(liveView, liveView, (a, b) => {
        expect(applyPatch(a, sent(diff(a, b)))).toEqual(b);
      }),
      { numRuns: 300 },
    );
  });

  it('for any JSON, whatever its keys are called and however its lists grow and shrink', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const [from, to] = [viewWith(a), viewWith(b, 2)];
        const patched = applyPatch(from, sent(diff(from, to)));
        expect(JSON.stringify(sorted(patched))).toBe(JSON.stringify(sorted(to)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('and leaves a as it was', () => {
    fc.assert(
      fc.property(liveView, liveView, (a, b) => {
        const before = JSON.stringify(a);
        applyPatch(a, diff(a, b));
        expect(JSON.stringify(a)).toBe(before);
      }),
    );
  });
});

/** toEqual does not see a key named __proto__: compared as text, with keys in order. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
};

describe('a patch', () => {
  it('names nothing when nothing changed', () => {
    fc.assert(
      fc.property(liveView, (view) => {
        expect(diff(view, structuredClone(view)).operations).toEqual([]);
        expect(applyPatch(view, diff(view, view))).toBe(view);
      }),
    );
  });

  it('names only what changed, deep inside a list too', () => {
    const at = (failing: number): LiveView =>
      viewWith({ incidents: [{ id: 'inc-1', users: { failing, of: 9 } }, { id: 'inc-2' }] });
    expect(diff(at(3), at(4)).operations).toEqual([
      [['extra', 'incidents', 0, 'users', 'failing'], 4],
    ]);
  });

  it('sends a list whole when its elements are others, so that a row never turns into its neighbour', () => {
    const list = (...ids: string[]): LiveView => viewWith(ids.map((id) => ({ id, n: 1 })));
    expect(diff(list('a', 'b'), list('b')).operations).toEqual([[['extra'], [{ id: 'b', n: 1 }]]]);
    expect(diff(list('a', 'b'), list('b', 'a')).operations).toHaveLength(1);
  });

  it('to another version does not apply', () => {
    fc.assert(
      fc.property(liveView, liveView, liveView, (a, b, other) => {
        fc.pre(other.version !== a.version);
        expect(applyPatch(other, diff(a, b))).toBeUndefined();
      }),
    );
  });

  it('shares what it does not touch', () => {
    const services = [
      { id: 'play', ok: 1 },
      { id: 'pay', ok: 1 },
    ];
    const before = viewWith(services);
    const after = viewWith(
      [
        { id: 'play', ok: 2 },
        { id: 'pay', ok: 1 },
      ],
      2,
    );
    const next = applyPatch(before, diff(before, after)) as unknown as { extra: unknown[] };
    expect(next.extra[0]).toEqual({ id: 'play', ok: 2 });
    expect(next.extra[1]).toBe(services[1]);
    expect((next as unknown as LiveView).satisfaction).toBe(before.satisfaction);
  });

  it('never reaches what all objects inherit', () => {
    const bad = { from: 1, to: 2, operations: [[['__proto__', 'polluted'], true]] } as LivePatch;
    const next = applyPatch(viewWith(0), bad);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(next)).toBe(Object.prototype);
  });
});

describe('the view', () => {
  it('made for these properties is one by the contract', () => {
    fc.assert(fc.property(liveView, (view) => void LiveView.parse(view)));
    expect(LiveView.parse(emptyLiveView)).toEqual(emptyLiveView);
  });
});
