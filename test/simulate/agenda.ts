/** Who is next: a heap of times, of which each person has one. Ties go to the lower number. */
export class Agenda {
  private readonly times: Float64Array;
  private readonly people: Int32Array;
  private size = 0;

  constructor(capacity: number) {
    this.times = new Float64Array(capacity);
    this.people = new Int32Array(capacity);
  }

  get length(): number {
    return this.size;
  }

  /** Whose turn is next, and when; undefined once nobody comes any more. */
  get first(): { at: number; person: number } | undefined {
    return this.size > 0 ? { at: this.times[0], person: this.people[0] } : undefined;
  }

  private before(i: number, at: number, person: number): boolean {
    return this.times[i] < at || (this.times[i] === at && this.people[i] < person);
  }

  private put(i: number, at: number, person: number): void {
    this.times[i] = at;
    this.people[i] = person;
  }

  add(at: number, person: number): void {
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.before(parent, at, person)) break;
      this.put(i, this.times[parent], this.people[parent]);
      i = parent;
    }
    this.put(i, at, person);
  }

  /** Gives the first person another time; Infinity takes them off. */
  postpone(at: number): void {
    const person = this.people[0];
    if (at !== Infinity) return this.sink(at, person);
    this.size--;
    if (this.size > 0) this.sink(this.times[this.size], this.people[this.size]);
  }

  private sink(at: number, person: number): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.size) break;
      if (
        child + 1 < this.size &&
        !this.before(child, this.times[child + 1], this.people[child + 1])
      )
        child++;
      if (!this.before(child, at, person)) break;
      this.put(i, this.times[child], this.people[child]);
      i = child;
    }
    this.put(i, at, person);
  }
}
