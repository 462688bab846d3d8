import { Inject, Injectable } from '@nestjs/common';
import { ControlLog } from '../control/control-log.store.js';
import { LogStatusReader } from '../operations/log-status.reader.js';
import { LogReader } from './log.reader.js';

/** How long a question waits for the folds to reach what was stored before it, ms. */
const patienceMs = 2_000;

/** Brings this process up to what was stored before a question was asked. */
@Injectable()
export class CatchUp {
  constructor(
    @Inject(LogStatusReader) private readonly status: LogStatusReader,
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(LogReader) private readonly reader: LogReader,
  ) {}

  /**
   * After it, a signal that was acknowledged before the call is in the numbers. Resolves to false
   * when the folds are too far behind for that.
   */
  async run(): Promise<boolean> {
    const folded = await this.status.untilFolded(patienceMs);
    await this.control.refreshAfterWrite();
    await this.reader.refreshAfterWrite();
    return folded;
  }
}
