import { Inject, Injectable } from '@nestjs/common';
import { DirectoryReader } from '../directory/directory.reader.js';
import { hourMs, readHour } from '../history/hour-visits.js';
import { HistoryReader } from '../history/history.reader.js';
import { hoursBetween, stepsIn } from '../history/window.js';
import { LogReader } from '../impact/log.reader.js';

/** Hours read at once: of many people an hour is megabytes. */
const hoursARead = 6;

/** Which customers were there when, in steps of five minutes, read hour by hour and not kept. */
@Injectable()
export class CustomerVisits {
  constructor(
    @Inject(HistoryReader) private readonly history: HistoryReader,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
  ) {}

  /**
   * Tells of each visit of a customer in the steps that begin in [from, to), epoch ms; a customer comes as
   * often as they were there. Where only some people's visits are kept, of those.
   */
  async each(
    from: number,
    to: number,
    visit: (customer: number, hour: number) => void,
  ): Promise<void> {
    const hours = hoursBetween(from, to);
    for (let i = 0; i < hours.length; i += hoursARead) {
      for await (const { p, hour, bytes } of this.history.packed(hours.slice(i, i + hoursARead))) {
        const mask = stepsIn(hour, from, to);
        readHour(bytes, (subject, _slice, ok, slow, failed) => {
          if (((ok | slow | failed) & mask) === 0) return;
          const customer = this.customerOf(p, subject, hour * hourMs);
          if (customer >= 0) visit(customer, hour);
        });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private customerOf(p: number, subject: number, at: number): number {
    const identity = this.reader.identity(p, subject);
    return this.directory.people.customerAt(identity, this.reader.named(p, subject), at);
  }
}
