import { stageNames, typeNames } from '../directory/customers.js';
import type { SliceName } from '../slices/slice.js';

/** What votes are counted by, beside all of them. */
export const dimensions = ['service', 'region', 'channel', 'type', 'stage'] as const;
export type Dimension = (typeof dimensions)[number];

export interface Group {
  dimension: Dimension | 'all' | 'beside' | 'slice';
  value: string;
  /** Only what was met of it in slices where something is wrong. */
  inTrouble: boolean;
}

/** Numbers of groups, and which of them a ballot of each slice counts in. */
export interface Groups {
  list: Group[];
  /** By slice; none: the filter leaves the slice out. */
  ofSlice: (readonly number[])[];
  /** By slice: the group that is the slice alone; −1: left out. */
  sliceGroup: Int32Array;
  isChannel: Uint8Array;
  /** By slice: a number of its channel. */
  channelOf: Int32Array;
  /** The first of the types' and of the stages' groups, which are in the order of their numbers. */
  typesFrom: number;
  stagesFrom: number;
  /** From a type's or stage's group to that of it in trouble. */
  kinds: number;
  /** The group of everything in trouble. */
  trouble: number;
}

/** Group of everything that is asked about; and of its slices where nothing is wrong. */
export const all = 0;
export const beside = 1;

/**
 * @param counts whether a slice is asked about
 * @param troubled whether something is wrong there. Given, slices that aren't asked about are counted too, but
 *   in no group but their own and that of those beside the trouble
 */
export const groupsOf = (
  slices: readonly SliceName[],
  counts: (slice: number) => boolean,
  troubled?: (slice: number) => boolean,
): Groups => {
  const list: Group[] = [];
  const known = new Map<string, number>();
  const numberOf = (dimension: Group['dimension'], value: string, inTrouble = false): number => {
    const key = `${dimension} ${inTrouble} ${value}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, list.length);
    return list.push({ dimension, value, inTrouble }) - 1;
  };
  numberOf('all', '');
  numberOf('beside', '');
  const trouble = numberOf('all', '', true);
  const sliceGroup = new Int32Array(slices.length).fill(-1);
  const channels = [...new Set(slices.map(({ channel }) => channel))];
  const channelOf = Int32Array.from(slices, ({ channel }) => channels.indexOf(channel));
  const ofSlice = slices.map(({ service, region, channel }, slice) => {
    const counted = counts(slice);
    if (!counted && !troubled) return [];
    const isTroubled = troubled?.(slice) ?? false;
    sliceGroup[slice] = numberOf('slice', `${slice}`);
    const groups = [sliceGroup[slice]];
    if (troubled && !isTroubled) groups.push(beside);
    if (!counted) return groups;
    for (const inTrouble of isTroubled ? [false, true] : [false]) {
      groups.push(numberOf('all', '', inTrouble), numberOf('service', service, inTrouble));
      groups.push(numberOf('region', region, inTrouble), numberOf('channel', channel, inTrouble));
    }
    if (isTroubled) groups.push(numberOf('slice', `${slice}`, true));
    return groups;
  });
  const typesFrom = list.length;
  const stagesFrom = typesFrom + typeNames.length;
  for (const inTrouble of [false, true]) {
    for (const value of typeNames) list.push({ dimension: 'type', value, inTrouble });
    for (const value of stageNames) list.push({ dimension: 'stage', value, inTrouble });
  }
  const isChannel = Uint8Array.from(list, ({ dimension, inTrouble }) =>
    dimension === 'channel' && !inTrouble ? 1 : 0,
  );
  const kinds = typeNames.length + stageNames.length;
  return { list, ofSlice, sliceGroup, isChannel, channelOf, typesFrom, stagesFrom, kinds, trouble };
};
