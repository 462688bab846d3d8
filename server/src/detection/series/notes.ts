/** What is to be said about one file, gathered: a thousand like lines are one note. */
export interface Note {
  text: string;
  /** The file couldn't be read as it was meant: the command must not look as if all were well. */
  fault: boolean;
}

interface Kind {
  fault: boolean;
  count: number;
  first: string;
  remedy: string;
}

export class Notes {
  private readonly kinds = new Map<string, Kind>();

  /** @param what in the plural, for it may be many: "values are missing" */
  add(what: string, { line, field, fault = false, remedy }: Occurrence): void {
    const kind = this.kinds.get(what);
    if (kind) kind.count++;
    else this.kinds.set(what, { fault, count: 1, first: `line ${line}, ${field}`, remedy });
  }

  all(): Note[] {
    return [...this.kinds].map(([what, { fault, count, first, remedy }]) => ({
      text: `${first}: ${what} (${count === 1 ? 'once' : `${count} times`}): ${remedy}`,
      fault,
    }));
  }
}

export interface Occurrence {
  line: number;
  field: string;
  fault?: boolean;
  /** What becomes of the row, or what to do about it. */
  remedy: string;
}
