import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key of this data folder: made at the first start, readable by its owner only. */
export function keptRootKey(dataDir: string): string {
  const file = join(dataDir, 'root-key');
  const kept = read(file);
  if (kept) return kept;
  const made = randomBytes(32).toString('base64url');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  chmodSync(file, 0o600); // a file that was there keeps its own mode
  return made;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
