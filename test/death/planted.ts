import type { Redis } from 'ioredis';

/** Puts things where the fold's commit wants to write, so that its script meets an error. */

const keysOf = async (masters: Redis[]): Promise<Set<string>> => {
  const keys = new Set<string>();
  for (const master of masters)
    for await (const some of master.scanStream({ count: 1_000 }) as AsyncIterable<string[]>)
      some.forEach((key) => keys.add(key));
  return keys;
};

/** Keys of single partitions, whose hash tag is the partition's number. */
const partitionOf = (key: string): string | undefined => /\{(\d+)\}/.exec(key)?.[1];

export const partitionKeys = async (masters: Redis[]): Promise<string[]> =>
  [...(await keysOf(masters))].filter((key) => partitionOf(key) !== undefined);

/** One key of every kind among these, each of another partition. */
export const oneOfEachKind = (keys: string[]): string[] => {
  const taken = new Set<string>();
  const chosen = new Map<string, string>();
  for (const key of keys.toSorted()) {
    const partition = partitionOf(key)!;
    const kind = key.replace(/\d+/g, '#');
    if (chosen.has(kind) || taken.has(partition)) continue;
    taken.add(partition);
    chosen.set(kind, key);
  }
  return [...chosen.values()];
};

export interface Found {
  key: string;
  type: string;
}

export const typesOf = async (master: Redis, keys: string[]): Promise<Found[]> =>
  Promise.all(keys.map(async (key) => ({ key, type: await master.type(key) })));

/** Something of another type than the commit will expect. */
export const plant = async (master: Redis, { key, type }: Found): Promise<void> => {
  if (type === 'string') await master.rpush(key, 'planted');
  else await master.set(key, 'planted');
};
