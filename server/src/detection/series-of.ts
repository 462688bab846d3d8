import type { SliceName } from '../slices/slice.js';
import { Series } from './series.js';

/** The series that a slice's cells go into: its own, and the margins that it is part of. */
export interface SliceSeries {
  own: Series;
  /** All of its service; in its region; on its channel. */
  ofService: Series[];
  /** All services in its region; on its channel. */
  across: Series[];
}

/** All series there are: one for each slice, and one for each margin. Bounded by the slices. */
export class AllSeries {
  private readonly bySlice: SliceSeries[] = [];
  private readonly margins = new Map<string, Series>();

  constructor(private readonly slices: readonly SliceName[]) {}

  of(slice: number): SliceSeries {
    return (this.bySlice[slice] ??= this.make(slice));
  }

  /** Slices that anything was heard of, with their own series. */
  *all(): Generator<[slice: number, own: Series]> {
    for (const [slice, series] of this.bySlice.entries())
      if ((series as SliceSeries | undefined) !== undefined) yield [slice, series.own];
  }

  /** All margins. */
  marginal(): Iterable<Series> {
    return this.margins.values();
  }

  /**
   * The share that usually fails in a margin as it is made up now: where a place that often fails is busy while
   * the others sleep, all of it fails more often, and nothing is wrong.
   */
  usualMix(margin: Series, end: number, windowMs: number): number {
    let [tries, failed] = [0, 0];
    for (const slice of margin.slices) {
      const { past, baseline } = this.of(slice).own;
      const counts = past.counts(end, windowMs);
      const all = counts.ok + counts.failed;
      tries += all;
      failed += all * baseline.share(0, 0);
    }
    return tries === 0 ? 0 : failed / tries;
  }

  private make(slice: number): SliceSeries {
    const { service, region, channel } = this.slices[slice];
    const margin = (...parts: (string | null)[]): Series =>
      this.margin(JSON.stringify(parts), slice);
    return {
      // whether people stay away is asked of slices, and of no margin
      own: new Series([slice], true),
      ofService: [
        margin(service, null, null),
        margin(service, region, null),
        margin(service, null, channel),
      ],
      across: [margin(null, region, null), margin(null, null, channel)],
    };
  }

  private margin(name: string, slice: number): Series {
    let found = this.margins.get(name);
    if (!found) this.margins.set(name, (found = new Series([])));
    found.slices.push(slice);
    return found;
  }
}
