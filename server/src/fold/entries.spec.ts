import { BatchColumns } from '../signals/batch-columns.js';
import { BatchWriter } from '../signals/batch.js';
import { signal } from '../signals/signals.fixture.js';
import { entriesOf, unpackEntries, type DeadLetter, type LogEntry } from './entries.js';

const batch = (user: string, receivedAt = 7): Buffer => {
  const writer = new BatchWriter(receivedAt);
  writer.add(signal({ user }));
  return writer.pack();
};

const unpacked = (entries: LogEntry[]): { received: [number, string][]; dead: DeadLetter[] } => {
  const columns = new BatchColumns();
  const dead = unpackEntries(entries, columns);
  const received = Array.from({ length: columns.length }, (_, i): [number, string] => [
    columns.receivedAt[i],
    columns.signal(i).user,
  ]);
  return { received, dead };
};

describe('entries of the raw log', () => {
  it('give their signals in order, each with the time its batch was received', () => {
    const { received, dead } = unpacked([
      { id: '1-0', batches: [batch('tom', 1), batch('mia', 2)] },
      { id: '2-0', batches: [batch('lea', 3)] },
    ]);
    expect(received).toEqual([
      [1, 'tom'],
      [2, 'mia'],
      [3, 'lea'],
    ]);
    expect(dead).toEqual([]);
  });

  it('set aside a batch that is none, with its reason, and keep its neighbours', () => {
    const torn = batch('mia').subarray(0, 20);
    const { received, dead } = unpacked([
      { id: '1-0', batches: [batch('tom'), torn, batch('lea')] },
      { id: '2-0', batches: [] },
    ]);
    expect(received.map(([, user]) => user)).toEqual(['tom', 'lea']);
    expect(dead).toEqual([
      {
        reason: expect.stringContaining('the batch cannot be unpacked: '),
        entry: '1-0',
        bytes: torn,
      },
      { reason: 'the entry holds no batch', entry: '2-0', bytes: Buffer.alloc(0) },
    ]);
  });

  it('are read from a reply of Redis; fields of others are passed over', () => {
    const bytes = (...texts: string[]): Buffer[] => texts.map((text) => Buffer.from(text));
    expect(entriesOf([[Buffer.from('5-1'), bytes('b', 'one', 'x', 'b', 'b', 'two')]])).toEqual([
      { id: '5-1', batches: bytes('one', 'two') },
    ]);
  });
});
