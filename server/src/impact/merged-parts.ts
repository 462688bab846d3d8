/** What a user did in one slice for one customer (−1: not known). Times are epoch ms; 0: never. */
export interface Part {
  /** One of the codes by which it was picked. */
  code: number;
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
  /** Failures from which the user counts as affected here. */
  threshold: number;
  lastOk: number;
  parts: Part[];
}

const sameKind = (a: Part, b: Part): boolean =>
  a.customer === b.customer && a.counts === b.counts && a.own === b.own;

/** Brings together what one user did in a slice by several identities, or for several customers. */
export const mergeInto = (
  merged: Map<number, UserInSlice>,
  slice: number,
  found: UserInSlice,
): void => {
  const into = merged.get(slice);
  if (!into) {
    merged.set(slice, found);
    return;
  }
  into.lastOk = Math.max(into.lastOk, found.lastOk);
  for (const part of found.parts) {
    const same = into.parts.find((each) => sameKind(each, part));
    if (same) addPart(same, part);
    else into.parts.push(part);
  }
};

const addPart = (into: Part, part: Part): void => {
  if (part.failures === 0) return;
  into.firstFailed =
    into.failures === 0 ? part.firstFailed : Math.min(into.firstFailed, part.firstFailed);
  into.lastFailed = Math.max(into.lastFailed, part.lastFailed);
  into.failures += part.failures;
};
