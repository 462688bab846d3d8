import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../harness/paths.js';

const run = promisify(execFile);
const made = /^(node_modules|dist|coverage|\.nx|\.rollcall|\.git)$/;

/** A fresh clone in an empty folder, with nothing installed in it or above it. */
export const freshClone = async (): Promise<string> => {
  const folder = join(await mkdtemp(join(tmpdir(), 'rollcall-clone-')), 'rollcall');
  if (existsSync(join(root, '.git'))) await run('git', ['clone', '--quiet', root, folder]);
  else await cp(root, folder, { recursive: true, filter: (from) => !made.test(basename(from)) });
  return folder;
};

export const removeClone = (folder: string): Promise<void> =>
  rm(join(folder, '..'), { recursive: true, force: true });

/** A PATH with all that was on it but Redis: a machine where none was ever installed. */
export const pathWithoutRedis = async (folder: string): Promise<string> => {
  const programs = join(folder, '..', 'programs');
  await mkdir(programs);
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    if (directory === '' || directory.includes('node_modules') || !existsSync(directory)) continue;
    for (const name of await readdir(directory)) {
      const link = join(programs, name);
      if (/^(redis|valkey)-/.test(name) || existsSync(link)) continue;
      await symlink(join(directory, name), link).catch(() => readlink(link));
    }
  }
  return programs;
};
