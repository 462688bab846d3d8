import { memoryKeep, type Keep } from './keep.js';
import type { Signal } from './met.js';
import {
  batchSignals,
  createOutbox,
  keptMs,
  mostBatches,
  mostSignals,
  ownedMs,
  type Outbox,
} from './outbox.js';

const start = Date.UTC(2026, 0, 31, 9);
const hour = 3_600_000;

const signal = (n: number): Signal => ({ at: start + n, service: 'pay', outcome: 'ok', user: 'u' });
const signals = (from: number, count: number): Signal[] =>
  Array.from({ length: count }, (_, i) => signal(from + i));

describe('the outbox', () => {
  let keep: Keep;
  let outbox: Outbox;
  let names = 0;
  const tab = (): Outbox => createOutbox(keep, `t${names++}`, () => `r${names++}`);
  const waiting = (now = start): Signal[] =>
    outbox.names(now).flatMap((name) => outbox.take(name)?.signals ?? []);

  beforeEach(() => {
    keep = memoryKeep();
    outbox = tab();
  });

  it('gathers what comes in one batch, until somebody begins to send it', () => {
    outbox.add([signal(1)], 0, start);
    outbox.add([signal(2)], 0, start + 2_000);
    const [name, ...none] = outbox.names(start);
    expect(none).toEqual([]);
    const sent = outbox.take(name)!.signals;
    expect(sent).toEqual([signal(1), signal(2)]);
    outbox.add([signal(3)], 0, start + 4_000);
    expect(outbox.take(name)!.signals).toEqual(sent);
    expect(outbox.names(start)).toHaveLength(2);
  });

  it('is there again after a reload, the oldest first, under the same names', () => {
    for (let i = 0; i < 5; i++) {
      outbox.add([signal(i)], 0, start + i);
      outbox.take(outbox.names(start)[i]);
    }
    outbox.close();
    const before = outbox.names(start);
    outbox = tab();
    expect(outbox.names(start)).toEqual(before);
    expect(waiting()).toEqual(signals(0, 5));
  });

  it('makes no batch larger than so many signals', () => {
    outbox.add(signals(0, 2 * batchSignals + 1), 0, start);
    const sizes = outbox.names(start).map((name) => outbox.take(name)!.signals.length);
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBe(batchSignals);
    expect(waiting().length).toBe(2 * batchSignals + 1);
  });

  it.each([
    ['signals', batchSignals, mostSignals / batchSignals],
    ['batches', 1, mostBatches],
  ])('holds so many %s and no more: the oldest go, and are counted', (_, size, most) => {
    for (let i = 0; i < most + 3; i++) {
      outbox.add(signals(i * size, size), 0, start + i);
      outbox.close();
    }
    const found = outbox.names(start);
    expect(found).toHaveLength(most);
    expect(waiting()[0]).toEqual(signal(3 * size));
    const dropped = found.reduce((n, name) => n + (outbox.take(name)!.dropped ?? 0), 0);
    expect(dropped).toBe(3 * size);
  });

  it('belongs to one tab until that tab closes it, or has been silent for long', () => {
    outbox.add([signal(1)], 0, start);
    const other = tab();
    expect(other.names(start + ownedMs)).toEqual([]);
    expect(other.names(start + ownedMs + 1)).toHaveLength(1);
    other.add([signal(2)], 0, start + 1);
    expect(outbox.take(outbox.names(start)[0])!.signals).toEqual([signal(1)]);
    other.close();
    expect(outbox.names(start)).toHaveLength(2);
  });

  it('never adds to a batch that another tab may have taken', () => {
    outbox.add([signal(1)], 0, start);
    outbox.add([signal(2)], 0, start + ownedMs);
    expect(outbox.names(start + ownedMs)).toHaveLength(2);
  });

  it('lets go what waited three days, and what is no batch', () => {
    outbox.add([signal(1)], 0, start);
    keep.set('batch:broken', '{');
    keep.set('batch:0kz00000-x', 'null');
    expect(outbox.names(start + keptMs)).toHaveLength(1);
    expect(outbox.names(start + keptMs + 1)).toEqual([]);
    expect(keep.names()).toEqual([]);
  });

  it('sends again what a closing page handed over, while it would count once, and not later', () => {
    outbox.add([signal(1)], 0, start);
    const [name] = outbox.names(start);
    outbox.handed(name, start);
    outbox.handed(name, start + hour);
    expect(outbox.names(start + hour / 2)).toEqual([name]);
    expect(outbox.names(start + hour)).toEqual([]);
  });

  it('is shared by tabs: what one delivered, none has', () => {
    outbox.add([signal(1)], 0, start);
    outbox.close();
    const other = tab();
    const [name] = other.names(start);
    other.done(name);
    expect(outbox.names(start)).toEqual([]);
    expect(outbox.take(name)).toBeUndefined();
  });
});
