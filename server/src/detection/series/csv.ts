/** One record of a CSV file: its fields as they were written, quotes and all. */
export interface CsvRecord {
  /** Where it begins; the first line is 1. */
  line: number;
  fields: string[];
}

/** A record longer than this is a quote that nobody closed. */
const LONGEST = 1 << 20;

/** Text that is no CSV; `line` is where it stops being one. */
export class CsvError extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Splits text, as it comes in pieces, into records (RFC 4180): LF or CRLF, quoted fields with commas, quotes
 * and line ends in them. A byte order mark and blank lines are passed over.
 */
export class CsvReader {
  private rest = '';
  private line = 1;
  private begun = false;

  /** The records that end within what has come. Throws CsvError. */
  *push(piece: string): Generator<CsvRecord> {
    let text = this.rest + piece;
    if (!this.begun && text !== '') {
      this.begun = true;
      if (text.startsWith('\ufeff')) text = text.slice(1);
    }
    let from = 0;
    for (let to = endOf(text, from); to >= 0; to = endOf(text, from)) {
      yield* this.record(text.slice(from, to));
      from = to + 1;
    }
    this.rest = text.slice(from);
    if (this.rest.length > LONGEST) {
      throw new CsvError(this.line, 'a line of over a million characters: is a quote left open?');
    }
  }

  /** The last record, which needs no line end. Throws CsvError. */
  *end(): Generator<CsvRecord> {
    if (isOpen(this.rest)) throw new CsvError(this.line, 'a quote is opened and never closed');
    yield* this.record(this.rest);
    this.rest = '';
  }

  private *record(text: string): Generator<CsvRecord> {
    const { line } = this;
    this.line += 1 + count(text, '\n');
    const bare = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (bare.trim() !== '') yield { line, fields: fieldsOf(bare) };
  }
}

/** What a field says: without its quotes and the space around it. */
export const textOf = (field: string): string => {
  const bare = field.trim();
  return bare.startsWith('"') && bare.endsWith('"') && bare.length > 1
    ? bare.slice(1, -1).replaceAll('""', '"').trim()
    : bare;
};

const count = (text: string, what: string): number => {
  let found = 0;
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + 1)) found++;
  return found;
};

/** Whether it ends within quotes; a doubled quote opens and closes at once. */
const isOpen = (text: string): boolean => count(text, '"') % 2 === 1;

/** The line end that ends the record beginning at `from`; −1 where it isn't there yet. */
const endOf = (text: string, from: number): number => {
  const first = text.indexOf('\n', from);
  const quote = first < 0 ? -1 : text.indexOf('"', from);
  if (quote < 0 || quote > first) return first;
  let open = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') open = !open;
    else if (text[at] === '\n' && !open) return at;
  }
  return -1;
};

const fieldsOf = (text: string): string[] => {
  const parts = text.split(',');
  if (!text.includes('"')) return parts;
  const fields: string[] = [];
  let field = '';
  for (const part of parts) {
    field = field === '' ? part : `${field},${part}`;
    if (isOpen(field)) continue;
    fields.push(field);
    field = '';
  }
  if (field !== '') fields.push(field);
  return fields;
};
