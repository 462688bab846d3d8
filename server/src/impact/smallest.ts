/**
 * The smallest of many numbers by an order of one's own, in that order: a heap of those found so far,
 * the largest on top, so that most are turned away by one comparison.
 *
 * @param isBefore whether a comes before b
 */
export const smallestOf = (
  all: Iterable<number>,
  most: number,
  isBefore: (a: number, b: number) => boolean,
): number[] => {
  const heap: number[] = [];
  const sink = (from: number): void => {
    for (let at = from; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let top = at;
      if (left < heap.length && isBefore(heap[top], heap[left])) top = left;
      if (right < heap.length && isBefore(heap[top], heap[right])) top = right;
      if (top === at) return;
      [heap[at], heap[top]] = [heap[top], heap[at]];
      at = top;
    }
  };
  for (const each of all) {
    if (heap.length < most) {
      heap.push(each);
      if (heap.length === most) for (let at = most >> 1; at >= 0; at--) sink(at);
    } else if (isBefore(each, heap[0])) {
      heap[0] = each;
      sink(0);
    }
  }
  return heap.sort((a, b) => (isBefore(a, b) ? -1 : 1));
};
