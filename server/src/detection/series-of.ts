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
  private readonly margins = new Map<string, { series: Series; slices: number[] }>();

  constructor(private readonly slices: readonly SliceName[]) {}

  of(slice: number): SliceSeries {
    return (this.bySlice[slice] ??= this.make(slice));
  }

  /** Slices that anything was heard of, with their own series. */
  *all(): Generator<[slice: number, own: Series]> {
    for (const [slice, series] of this.bySlice.entries())
      if ((series as SliceSeries | undefined) !== undefined) yield [slice, series.own];
  }

  /** All margins with their slices. */
  marginal(): Iterable<{ series: Series; slices: number[] }> {
    return this.margins.values();
  }

  private make(slice: number): SliceSeries {
    const { service, region, channel } = this.slices[slice];
    const margin = (...parts: (string | null)[]): Series =>
      this.margin(JSON.stringify(parts), slice);
    return {
      // whether people stay away is asked of slices, and of no margin
      own: new Series(true),
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
    if (!found) this.margins.set(name, (found = { series: new Series(), slices: [] }));
    found.slices.push(slice);
    return found.series;
  }
}
