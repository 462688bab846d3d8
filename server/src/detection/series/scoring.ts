import { CsvError, CsvReader, textOf, type CsvRecord } from './csv.js';
import { seriesDetector } from './detector.js';
import { Notes, type Note } from './notes.js';
import { columnsOf, timeOf, valueOf } from './readings.js';

export const OUTPUT_HEADER = 'timestamp,value,anomaly_score\n';

/** One series file on its way through a detector: text in, scored text out, and what is to be said of it. */
export class Scoring {
  private readonly reader = new CsvReader();
  private readonly detector = seriesDetector();
  private readonly noted = new Notes();
  private columns: { timestamp: number; value: number } | undefined;
  private latest = -Infinity;
  rows = 0;

  /** The rows that are complete with this piece. Throws CsvError where the rest can't be made sense of. */
  push(piece: string): string {
    return this.score(this.reader.push(piece));
  }

  /** The last row. Throws CsvError. */
  end(): string {
    const out = this.score(this.reader.end());
    if (this.columns) return out;
    throw new CsvError(1, 'the file is empty: it needs a first line timestamp,value and rows');
  }

  notes(): Note[] {
    return this.noted.all();
  }

  private score(records: Iterable<CsvRecord>): string {
    let out = '';
    for (const record of records) out += this.columns ? this.row(record) : this.header(record);
    return out;
  }

  private header({ line, fields }: CsvRecord): string {
    const columns = columnsOf(fields);
    if ('problem' in columns) throw new CsvError(line, columns.problem);
    this.columns = columns;
    return OUTPUT_HEADER;
  }

  private row({ line, fields }: CsvRecord): string {
    const stamp = fields[this.columns!.timestamp] ?? '';
    const field = fields[this.columns!.value] ?? '';
    this.rows++;
    const time = this.time(line, stamp);
    const { score } = this.detector.push(time, this.value(line, field));
    return `${stamp},${field},${score === 0 ? '0' : score.toFixed(6)}\n`;
  }

  /** A row whose time can't be read happened right after the one before it. */
  private time(line: number, stamp: string): number {
    const time = timeOf(textOf(stamp));
    if (time === undefined) {
      this.noted.add("times that can't be read", {
        line,
        field: `timestamp ("${shown(stamp)}")`,
        fault: true,
        remedy: 'write 2026-01-31 09:30:00, RFC 3339 or epoch seconds; the row counts by its place',
      });
      return Number.isFinite(this.latest) ? this.latest : 0;
    }
    if (time <= this.latest) {
      this.noted.add(time < this.latest ? 'times that go back' : 'times that repeat', {
        line,
        field: 'timestamp',
        remedy: 'rows are scored in the order of the file; sort it if that is not theirs',
      });
    }
    this.latest = time;
    return time;
  }

  private value(line: number, field: string): number {
    const value = valueOf(textOf(field));
    if (value === undefined) {
      this.noted.add('values that are no numbers', {
        line,
        field: `value ("${shown(field)}")`,
        fault: true,
        remedy: 'write a plain number such as 12.5, or nothing; the row scores 0',
      });
    } else if (Number.isNaN(value)) {
      this.noted.add('values that are missing', {
        line,
        field: 'value',
        remedy: 'the row scores 0',
      });
    }
    return value ?? NaN;
  }
}

const shown = (field: string): string => field.slice(0, 40);
