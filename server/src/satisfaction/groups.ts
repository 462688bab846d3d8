import { stageNames, typeNames } from '../directory/customers.js';
import type { SliceName } from '../slices/slice.js';

/** What votes are counted by, beside all of them. */
export const dimensions = ['service', 'region', 'channel', 'type', 'stage'] as const;
export type Dimension = (typeof dimensions)[number];

export interface Group {
  dimension: Dimension | 'all' | 'beside' | 'slice';
  value: string;
}

/** Numbers of groups, and which of them a ballot of each slice counts in. */
export interface Groups {
  list: Group[];
  /** By slice; none: the filter leaves the slice out. */
  ofSlice: (readonly number[])[];
  /** By slice: the group that is the slice alone; −1: left out. */
  sliceGroup: Int32Array;
  isChannel: Uint8Array;
  /** The first of the types' and of the stages' groups, which are in the order of their numbers. */
  typesFrom: number;
  stagesFrom: number;
}

/** Group of everything that is asked about; and of its slices where nothing is wrong. */
export const all = 0;
export const beside = 1;

/**
 * @param counts whether a slice is asked about
 * @param isBeside whether nothing is wrong there. Given, slices that aren't asked about are counted too, but
 *   in no group but their own and that of those where nothing is wrong
 */
export const groupsOf = (
  slices: readonly SliceName[],
  counts: (slice: number) => boolean,
  isBeside?: (slice: number) => boolean,
): Groups => {
  const list: Group[] = [
    { dimension: 'all', value: '' },
    { dimension: 'beside', value: '' },
  ];
  const known = new Map<string, number>();
  const numberOf = (dimension: Group['dimension'], value: string): number => {
    const key = `${dimension} ${value}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, list.length);
    return list.push({ dimension, value }) - 1;
  };
  const sliceGroup = new Int32Array(slices.length).fill(-1);
  const ofSlice = slices.map(({ service, region, channel }, slice) => {
    const counted = counts(slice);
    if (!counted && !isBeside) return [];
    sliceGroup[slice] = numberOf('slice', `${slice}`);
    const groups = [sliceGroup[slice]];
    if (isBeside?.(slice)) groups.push(beside);
    if (!counted) return groups;
    groups.push(all, numberOf('service', service), numberOf('region', region));
    groups.push(numberOf('channel', channel));
    return groups;
  });
  const typesFrom = list.length;
  for (const value of typeNames) list.push({ dimension: 'type', value });
  const stagesFrom = list.length;
  for (const value of stageNames) list.push({ dimension: 'stage', value });
  const isChannel = Uint8Array.from(list, ({ dimension }) => (dimension === 'channel' ? 1 : 0));
  return { list, ofSlice, sliceGroup, isChannel, typesFrom, stagesFrom };
};
