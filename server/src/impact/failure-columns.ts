/**
 * The failures of those records that have any, apart from all others: who asks for an impact walks
 * these columns alone, from their start to their end, and healthy records need no room for them.
 *
 * Whoever keeps something worked out from them reads what changed since by its turn: of a place whose
 * turn is not below the one that began when they last looked, something was heard since.
 *
 * Size: 36 bytes a record with failures.
 */
export class FailureColumns {
  size = 0;
  /** The turn under way. */
  private turn = 1;
  /** In which turn a place last changed. */
  turns: Uint32Array;
  /** Whose they are: a record of the table. */
  record: Uint32Array;
  /** Failed interactions; at least 1. */
  failures: Uint32Array;
  /** Event times, epoch ms. */
  firstFailed: Float64Array;
  lastFailed: Float64Array;
  /** The same as the record's; 0: never. */
  lastOk: Float64Array;

  constructor(capacity = 64) {
    this.turns = new Uint32Array(capacity);
    this.record = new Uint32Array(capacity);
    this.failures = new Uint32Array(capacity);
    this.firstFailed = new Float64Array(capacity);
    this.lastFailed = new Float64Array(capacity);
    this.lastOk = new Float64Array(capacity);
  }

  /** Begins another turn, and returns it. */
  nextTurn(): number {
    return ++this.turn;
  }

  /** Makes a place for a record's first failure. */
  begin(record: number, at: number, lastOk: number): number {
    if (this.size === this.record.length) this.grow();
    const place = this.size++;
    this.turns[place] = this.turn;
    this.record[place] = record;
    this.failures[place] = 1;
    this.firstFailed[place] = at;
    this.lastFailed[place] = at;
    this.lastOk[place] = lastOk;
    return place;
  }

  /** Counts another one. */
  again(place: number, at: number): void {
    this.turns[place] = this.turn;
    this.failures[place]++;
    if (at < this.firstFailed[place]) this.firstFailed[place] = at;
    if (at > this.lastFailed[place]) this.lastFailed[place] = at;
  }

  /** It went well there, later than it ever had. */
  well(place: number, at: number): void {
    this.turns[place] = this.turn;
    this.lastOk[place] = at;
  }

  private grow(): void {
    const capacity = this.record.length * 2;
    this.turns = grown(this.turns, new Uint32Array(capacity));
    this.record = grown(this.record, new Uint32Array(capacity));
    this.failures = grown(this.failures, new Uint32Array(capacity));
    this.firstFailed = grown(this.firstFailed, new Float64Array(capacity));
    this.lastFailed = grown(this.lastFailed, new Float64Array(capacity));
    this.lastOk = grown(this.lastOk, new Float64Array(capacity));
  }
}

/** The larger array, with what the smaller one holds. */
export const grown = <A extends Uint32Array | Uint16Array | Uint8Array | Float64Array>(
  from: A,
  to: A,
): A => {
  to.set(from);
  return to;
};
