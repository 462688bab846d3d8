import { Inject, Injectable } from '@nestjs/common';
import { mostSeries, type Series, type SeriesAnswer, type SeriesQuery } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { filterHas, filterLists } from '../slices/scope.js';
import { CLOCK } from '../tokens.js';
import { measure } from './metrics.js';
import { SeriesReader } from './series.reader.js';
import { stepsOf } from './steps.js';
import { Sums } from './sums.js';

const wholeScope = '';

const hourMs = 3_600_000;
/** What is read and added up in one go, ms: some megabytes where there are many slices. */
const atOnceMs = { minutes: 6 * hourMs, hours: 7 * 24 * hourMs } as const;

/** Answers how things went over time. */
@Injectable()
export class SeriesService {
  constructor(
    @Inject(SeriesReader) private readonly reader: SeriesReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async answer(query: SeriesQuery): Promise<SeriesAnswer> {
    const { metric: metrics, by, service, region, channel } = query;
    const state = await this.reader.state();
    const reach = this.reader.minutesReach(state);
    const steps = valueOf(stepsOf(query, this.clock.now(), reach));
    const { start, stepMs, count, grain } = steps;
    const since = await this.reader.since(state, grain);

    const filter = filterLists({ service, region, channel });
    const sums = new Sums(steps, await this.reader.names(), (slice) =>
      filterHas(filter, slice) ? (by ? slice[by] : wholeScope) : undefined,
    );
    const end = start + count * stepMs;
    // from whole hour to whole hour, so that none is read twice
    for (let at = Math.floor(start / hourMs) * hourMs; at < end; at += atOnceMs[grain]) {
      const packed = await this.reader.packed(grain, at, Math.min(end, at + atOnceMs[grain]));
      for (const [hour, bytes] of packed) sums.add(grain, hour, bytes);
    }

    const groups = by ? sums.names : [wholeScope];
    if (groups.length * metrics.length > mostSeries) {
      refuse({
        code: 'invalid',
        detail: `there are ${groups.length} of "${by}": with ${metrics.length} metrics that is more than ${mostSeries} series`,
        field: 'by',
        remedy: 'narrow it by service, region or channel, or ask for fewer metrics',
      });
    }
    return {
      at: Array.from({ length: count }, (_, step) => start + step * stepMs),
      stepMs,
      resolution: grain === 'minutes' ? 'minute' : 'hour',
      since: since ?? null,
      series: metrics.flatMap((metric) =>
        groups.map((group) => seriesOf(metric, by ? group : null, sums, group, count)),
      ),
    };
  }
}

const seriesOf = (
  metric: Series['metric'],
  of: string | null,
  sums: Sums,
  group: string,
  count: number,
): Series => {
  const values: (number | null)[] = [];
  const ns: number[] = [];
  for (let step = 0; step < count; step++) {
    const counts = sums.of(group, step);
    const { value, n } = counts ? measure(metric, counts) : { value: null, n: 0 };
    values.push(value === null ? null : Number(value.toPrecision(8)));
    ns.push(n);
  }
  return { metric, of, values, n: ns };
};
