import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Remembers in a data folder that its demo was removed, so that no later start brings it back. */
export class RemovedDemo {
  private readonly file: string;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'demo-removed');
  }

  get noted(): boolean {
    return existsSync(this.file);
  }

  note(): void {
    writeFileSync(this.file, '');
  }

  forget(): void {
    rmSync(this.file, { force: true });
  }
}
