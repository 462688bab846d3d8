import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** @param {string} path */
export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** What was last noted in a marker file; undefined if there is none. */
export const readMarker = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** Notes that a step was done for a given state, so that it isn't done again. */
export function writeMarker(path, state) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, state);
}

/** One hash over several texts or buffers, in their order. */
export function sha256(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
