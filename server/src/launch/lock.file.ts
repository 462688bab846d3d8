import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isHeld, readHolder, type Holder } from './lock.js';

/** The lock, held until `release`; or who holds it. */
export type LockResult = { release(): void } | { heldBy: Holder };

/**
 * Makes the data folder ours, so that no two Redis servers ever write to the same files. A lock whose
 * holder is gone is taken over. Creates the folder where there is none.
 *
 * @param address where this start is going to serve; the next one tells it to its user
 * @throws the file system's error when the folder can't be made or written
 */
export function lockDataDir(dataDir: string, address: string): LockResult {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'lock');
  const own: Holder = { pid: process.pid, bootId: bootId(), address };
  // Written aside and linked into place: a lock that can be seen is a lock that can be read.
  const draft = `${file}.${own.pid}`;
  writeFileSync(draft, JSON.stringify(own));
  try {
    for (;;) {
      if (linked(draft, file)) return { release: () => release(file, own) };
      const text = read(file);
      const holder = readHolder(text);
      if (holder && isHeld(holder, own, isAlive)) return { heldBy: holder };
      setAside(file, text, `${draft}.stale`);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the lock we judged stale, and only that one: another start may have been faster. */
function setAside(file: string, judged: string, aside: string): void {
  try {
    renameSync(file, aside);
  } catch {
    return; // gone already
  }
  if (read(aside) !== judged) linked(aside, file);
  rmSync(aside, { force: true });
}

/** Puts the file in place unless something is there. */
function linked(from: string, to: string): boolean {
  for (const put of [
    () => linkSync(from, to),
    () => copyFileSync(from, to, constants.COPYFILE_EXCL), // where there are no hard links
  ]) {
    try {
      put();
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') return false;
      if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(code ?? '')) throw error;
    }
  }
  return false;
}

function release(file: string, own: Holder): void {
  if (readHolder(read(file))?.pid === own.pid) rmSync(file, { force: true });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // alive, and another user's
  }
}

function bootId(): string {
  return read('/proc/sys/kernel/random/boot_id').trim(); // Linux only
}
