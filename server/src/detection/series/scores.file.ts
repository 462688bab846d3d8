import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CsvError } from './csv.js';
import type { Note } from './notes.js';
import { Scoring } from './scoring.js';

/** How a file ended: `failed` wrote nothing. */
export type Scored =
  { kind: 'scored'; rows: number; notes: Note[] } | { kind: 'failed'; reason: string };

/**
 * Scores the series in one file into another, in constant memory. The output appears whole or not at all.
 * What is wrong with the files is returned, with file, line and field.
 */
export const scoreFile = async (from: string, to: string): Promise<Scored> => {
  const scoring = new Scoring();
  // A device or a pipe is written to, never replaced.
  const special = await stat(to).then(
    (target) => !target.isFile(),
    () => false,
  );
  const part = special ? to : `${to}.${process.pid}.part`;
  try {
    if ((await stat(from)).isDirectory()) throw new Trouble(from, 'is a folder');
    await writing(to, () => makeFolder(dirname(to)));
    const output = await writing(to, () => open(part, 'w'));
    try {
      for await (const piece of createReadStream(from, {
        encoding: 'utf8',
        highWaterMark: 1 << 18,
      }))
        await writing(to, () => output.appendFile(scoring.push(piece as string)));
      await writing(to, () => output.appendFile(scoring.end()));
    } finally {
      await output.close();
    }
    if (!special) await writing(to, () => rename(part, to));
    return { kind: 'scored', rows: scoring.rows, notes: scoring.notes() };
  } catch (error) {
    if (!special) await rm(part, { force: true }).catch(() => undefined);
    return { kind: 'failed', reason: reasonOf(error, from) };
  }
};

/** Node's own recursive mkdir never comes back where the file system says ENOENT to a folder whose parent exists (/proc). */
const makeFolder = async (path: string): Promise<void> => {
  if (await stat(path).catch(() => undefined)) return;
  await makeFolder(dirname(path));
  await mkdir(path);
};

/** A file that can't be read or written. */
class Trouble extends Error {
  constructor(path: string, what: string) {
    super(`${path}: ${what}`);
  }
}

const inWords: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'is a folder: name a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
};

export const fileTrouble = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return inWords[code ?? ''] ?? message;
};

const writing = async <T>(path: string, act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    if (error instanceof CsvError) throw error;
    throw new Trouble(path, `can't be written: ${fileTrouble(error)}; choose another --out`);
  }
};

const reasonOf = (error: unknown, from: string): string => {
  if (error instanceof CsvError) return `${from}, line ${error.line}: ${error.message}`;
  if (error instanceof Trouble) return error.message;
  return `${from}: can't be read: ${fileTrouble(error)}`;
};
