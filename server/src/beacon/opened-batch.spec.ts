import { BeaconBatch } from '@rollcall/shared';
import { interactionsOf, openBatch } from './opened-batch.js';

const signal = { at: 1_000, service: 'pay', user: 'u-1', outcome: 'failed' };
const batch = { key: 'k', batch: 'b-1', sentAt: 2_000, signals: [signal] };
const bytes = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('a batch from a page', () => {
  it('is opened', () => {
    expect(openBatch(bytes(batch))).toEqual({ ok: true, value: batch });
  });

  it.each([
    ['nothing', '', 'not_json', undefined],
    ['no JSON', '{', 'not_json', undefined],
    ['no name', { ...batch, batch: undefined }, 'invalid', 'batch'],
    ['no time of sending', { ...batch, sentAt: 'now' }, 'invalid', 'sentAt'],
    ['no signals', { ...batch, signals: [] }, 'invalid', 'signals'],
    ['too many', { ...batch, signals: Array(201).fill(signal) }, 'invalid', 'signals'],
    ['signals that are none', { ...batch, signals: [7] }, 'invalid', 'signals.0'],
    ['too much', { ...batch, more: 'x'.repeat(65_536) }, 'too_large', undefined],
  ])('%s is refused, with a remedy', (_, given, code, field) => {
    const opened = openBatch(bytes(given));
    expect(opened).toMatchObject({ ok: false, error: { code, remedy: expect.any(String) } });
    if (!opened.ok) expect(opened.error.field).toBe(field);
  });

  it('holds interactions, by our clock', () => {
    const { values, broken } = interactionsOf(BeaconBatch.parse(batch), -500);
    expect(broken).toEqual([]);
    expect(values).toEqual([{ index: 0, value: { kind: 'interaction', ...signal, at: 1_500 } }]);
  });

  it.each(['health', 'change', 'rating', 'contact', 'nonsense', null])(
    'is no place for %s',
    (kind) => {
      const mixed = BeaconBatch.parse({ ...batch, signals: [{ ...signal, kind }, signal] });
      const { values, broken } = interactionsOf(mixed, 0);
      expect(values.map(({ index }) => index)).toEqual([1]);
      expect(broken).toMatchObject([{ index: 0, code: 'unknown_kind', field: 'kind' }]);
    },
  );
});
