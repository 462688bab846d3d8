import { keysOf } from './keys.js';

const tagOf = (key: string): string | undefined => /\{(.+?)\}/.exec(key)?.[1];

describe('keys', () => {
  const keys = keysOf('main');
  const partition = keys.partition(7);
  const made = (key: string | ((of: never) => string)): string =>
    typeof key === 'string' ? key : key(5 as never);
  const ofPartition = Object.values(partition).map(made);

  it('of a partition lie on one node of a cluster', () => {
    expect(new Set(ofPartition.map(tagOf))).toEqual(new Set(['7']));
  });

  it('that one script touches together lie on one node', () => {
    for (const together of [
      [keys.control, keys.controlVersions],
      [keys.sourcesSeen, keys.sourceOf('a'), keys.sourceMinute(1), keys.sourceLag(1)],
      [keys.seriesState, keys.seriesSlices, keys.seriesMinutes(1), keys.seriesHours(1)],
      [keys.view, keys.patches, keys.impacts, keys.curve('inc-1')],
    ]) {
      expect(new Set(together.map(tagOf)).size).toBe(1);
    }
  });

  it('are all different, and tell workspaces apart', () => {
    const { partition: _partition, ...others } = keys;
    const all = [...ofPartition, ...Object.values(others).map(made)];
    expect(new Set(all).size).toBe(all.length);
    expect(keysOf('demo').partition(7).signals).not.toBe(partition.signals);
  });

  it('of a partition are made once', () => {
    expect(keys.partition(7)).toBe(partition);
  });
});
