import type { SliceName } from '../slices/slice.js';

/** What a user did in one slice for one customer (−1: not known). Times are epoch ms; 0: never. */
export interface Part {
  customer: number;
  /** Picked by the filter, and not one of our own people to be shown apart. */
  counts: boolean;
  /** One of our own people, to be shown apart. */
  own: boolean;
  failures: number;
  firstFailed: number;
  lastFailed: number;
}

/** A user's parts in one slice, and their last ok there, whoever paid for it. */
export interface UserInSlice {
  user: number;
  slice: SliceName;
  /** Failures from which the user counts as affected here. */
  threshold: number;
  lastOk: number;
  parts: Part[];
}

const sameKind = (a: Part, b: Part): boolean =>
  a.customer === b.customer && a.counts === b.counts && a.own === b.own;

/** Brings together what users with several identities, or several customers, did in each slice. */
export class MergedParts {
  private readonly merged = new Map<string, UserInSlice>();

  add(found: UserInSlice): void {
    const { service, region, channel } = found.slice;
    const key = JSON.stringify([found.user, service, region, channel]);
    const into = this.merged.get(key);
    if (!into) {
      this.merged.set(key, found);
      return;
    }
    into.lastOk = Math.max(into.lastOk, found.lastOk);
    for (const part of found.parts) {
      const same = into.parts.find((each) => sameKind(each, part));
      if (same) addPart(same, part);
      else into.parts.push(part);
    }
  }

  all(): Iterable<UserInSlice> {
    return this.merged.values();
  }
}

const addPart = (into: Part, part: Part): void => {
  if (part.failures === 0) return;
  into.firstFailed =
    into.failures === 0 ? part.firstFailed : Math.min(into.firstFailed, part.firstFailed);
  into.lastFailed = Math.max(into.lastFailed, part.lastFailed);
  into.failures += part.failures;
};
