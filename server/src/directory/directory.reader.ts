import { Inject, Injectable } from '@nestjs/common';
import { DirectoryStore } from './directory.store.js';
import { People } from './people.js';

/** Keeps this process's picture of who is who up to date with the directory's log. */
@Injectable()
export class DirectoryReader {
  people = new People();
  private position = '';
  private refreshing: Promise<boolean> | undefined;

  constructor(@Inject(DirectoryStore) private readonly store: DirectoryStore) {}

  /**
   * Reads what was stated meanwhile. Resolves to true when it had to start over with an empty
   * picture, because Redis has gone back in time: whoever met people in the old one must do so again.
   */
  refresh(): Promise<boolean> {
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** Refreshes after whatever refresh is under way, so that what was just written is seen. */
  async refreshAfterWrite(): Promise<void> {
    await this.refreshing?.catch(() => undefined);
    await this.refresh();
  }

  private async read(): Promise<boolean> {
    for await (const entry of this.store.read(this.position)) {
      if (entry === 'rewound') {
        this.people = new People();
        this.position = '';
        await this.read();
        return true;
      }
      for (const statement of entry.statements) this.people.state(statement);
      this.position = entry.position;
    }
    return false;
  }
}
