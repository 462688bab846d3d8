/** Hours of a week. */
export const hoursOfWeek = 168;
/** Stands for an hour that nobody has looked at. */
export const unknownHour = 0xffff;

const hourOf = (at: number): number => Math.floor(at / 3_600_000) % hoursOfWeek;

interface Week {
  /** By hour of the week how few came in 2 minutes; more than 65,534 are that many. */
  fewest: Uint16Array;
  /** The hour that is under way, and the fewest so far in it. */
  hour: number;
  low: number;
}

/** How few people came to each slice in 2 minutes, in each hour of the week before. Constant memory a slice. */
export class Weeks {
  private readonly bySlice = new Map<number, Week>();
  private readonly changed = new Set<number>();

  private of(slice: number): Week {
    let found = this.bySlice.get(slice);
    if (!found) {
      const fewest = new Uint16Array(hoursOfWeek).fill(unknownHour);
      this.bySlice.set(slice, (found = { fewest, hour: -1, low: Infinity }));
    }
    return found;
  }

  /** Takes how many came to a slice in 2 minutes; calls in order of time. */
  learn(slice: number, at: number, people: number): void {
    const week = this.of(slice);
    const hour = hourOf(at);
    if (hour !== week.hour) {
      if (week.hour >= 0 && week.low !== Infinity) {
        week.fewest[week.hour] = Math.min(unknownHour - 1, Math.round(week.low));
        this.changed.add(slice);
      }
      week.hour = hour;
      week.low = Infinity;
    }
    week.low = Math.min(week.low, people);
  }

  /** At this hour of the week before; undefined: nobody looked then. */
  at(slice: number, time: number): number | undefined {
    const fewest = this.bySlice.get(slice)?.fewest[hourOf(time)] ?? unknownHour;
    return fewest === unknownHour ? undefined : fewest;
  }

  /** Slices that have learned anything since they were noted. */
  get learned(): [slice: number, fewest: Uint16Array][] {
    return [...this.changed].map((slice) => [slice, this.of(slice).fewest]);
  }

  /** What they have learned is noted elsewhere. */
  noted(slices: Iterable<number>): void {
    for (const slice of slices) this.changed.delete(slice);
  }

  /** Takes back what was learned once; what is known by now is newer. */
  restore(slice: number, fewest: Uint16Array): void {
    const week = this.of(slice);
    fewest.forEach((people, hour) => {
      if (week.fewest[hour] === unknownHour) week.fewest[hour] = people;
    });
  }
}
