type NumberArray = Int32Array | Float64Array;

/** A list of numbers that grows; unset places read as the fallback. */
abstract class NumberList<A extends NumberArray> {
  private values: A;
  length = 0;

  protected constructor(
    private readonly make: (length: number) => A,
    private readonly fallback: number,
    capacity: number,
  ) {
    this.values = this.filled(capacity);
  }

  private filled(length: number): A {
    const made = this.make(length);
    made.fill(this.fallback);
    return made;
  }

  get(index: number): number {
    return index >= 0 && index < this.length ? this.values[index] : this.fallback;
  }

  /** Those that were set, in an array that is good until the next change. */
  get all(): A {
    return this.values.subarray(0, this.length) as A;
  }

  set(index: number, value: number): void {
    if (index >= this.values.length) {
      const grown = this.filled(Math.max(index + 1, this.values.length * 2));
      grown.set(this.values);
      this.values = grown;
    }
    if (index >= this.length) this.length = index + 1;
    this.values[index] = value;
  }

  push(value: number): number {
    this.set(this.length, value);
    return this.length - 1;
  }
}

/** 32-bit integers: 4 bytes each. */
export class IntList extends NumberList<Int32Array> {
  constructor(fallback: number, capacity = 1_024) {
    super((length) => new Int32Array(length), fallback, capacity);
  }
}

/** Times and other doubles: 8 bytes each. */
export class FloatList extends NumberList<Float64Array> {
  constructor(fallback: number, capacity = 1_024) {
    super((length) => new Float64Array(length), fallback, capacity);
  }
}

/** Gives each text a dense number, in the order of first sight. */
export class Interner {
  private readonly numbers = new Map<string, number>();
  readonly texts: string[] = [];

  get size(): number {
    return this.texts.length;
  }

  /** −1 when the text was never seen. */
  find(text: string): number {
    return this.numbers.get(text) ?? -1;
  }

  intern(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const made = this.texts.length;
    this.texts.push(text);
    this.numbers.set(text, made);
    return made;
  }
}
