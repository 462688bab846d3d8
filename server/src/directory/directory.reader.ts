import { Inject, Injectable } from '@nestjs/common';
import { DirectoryStore } from './directory.store.js';
import { People } from './people.js';

/** Keeps this process's picture of who is who up to date with the directory's log. */
@Injectable()
export class DirectoryReader {
  people = new People();
  private position = '';
  private refreshing: Promise<void> | undefined;

  constructor(@Inject(DirectoryStore) private readonly store: DirectoryStore) {}

  /**
   * Reads what was stated meanwhile. Starts over with new `people` when Redis has gone back in time:
   * whoever met some in the old ones must do so again.
   */
  refresh(): Promise<void> {
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** Refreshes after whatever refresh is under way, so that what was just written is seen. */
  async refreshAfterWrite(): Promise<void> {
    await this.refreshing?.catch(() => undefined);
    await this.refresh();
  }

  private async read(): Promise<void> {
    for await (const entry of this.store.read(this.position)) {
      if (entry === 'rewound') {
        this.people = new People();
        this.position = '';
        return this.read();
      }
      for (const statement of entry.statements) this.people.state(statement);
      this.position = entry.position;
    }
  }
}
