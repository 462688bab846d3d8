/** What happened in one slice in one second: all that detection ever sees of it. */
export interface Cell {
  /** The slice's place in the list that detection was made with. */
  slice: number;
  /** Beginning of the second, the log's time, epoch ms. */
  at: number;
  /** Tries that went well, slow ones among them. */
  ok: number;
  failed: number;
  /** When the first of them failed, epoch ms; anything where nothing failed. */
  firstFailed: number;
  /** Who failed, once for each failure: any numbers that tell people apart. Of nobody: not in here. */
  failing: readonly number[];
  /** Who was there, once for each try or once for each of them. */
  trying: readonly number[];
}

const secondMs = 1_000;

interface Gathered extends Cell {
  failing: number[];
  trying: number[];
}

/** Gathers interactions into cells until they are taken; those of the future wait for their time. */
export class Cells {
  private readonly waiting = new Map<number, Map<number, Gathered>>();

  /** @param person −1: nobody was named */
  add(slice: number, at: number, failed: boolean, person: number): void {
    const second = Math.floor(at / secondMs) * secondMs;
    let cells = this.waiting.get(second);
    if (!cells) this.waiting.set(second, (cells = new Map<number, Gathered>()));
    let cell = cells.get(slice);
    if (!cell) {
      const counts = { ok: 0, failed: 0, firstFailed: Infinity };
      cells.set(slice, (cell = { slice, at: second, ...counts, failing: [], trying: [] }));
    }
    if (person >= 0) cell.trying.push(person);
    if (!failed) {
      cell.ok++;
      return;
    }
    cell.failed++;
    if (at < cell.firstFailed) cell.firstFailed = at;
    if (person >= 0) cell.failing.push(person);
  }

  /** What happened up to a time, oldest first, and forgets it. */
  take(now: number): Cell[] {
    const seconds = [...this.waiting.keys()].filter((second) => second <= now);
    return seconds
      .sort((a, b) => a - b)
      .flatMap((second) => {
        const cells = [...this.waiting.get(second)!.values()];
        this.waiting.delete(second);
        return cells;
      });
  }
}
