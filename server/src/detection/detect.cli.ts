import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { fileTrouble, scoreFile } from './series/scores.file.js';

export const DETECT_HELP = `Scores any series: how unusual is each point beside all before it?

  npm run --silent detect -- --in <file or folder> --out <file or folder>

  --in    a CSV file with the columns timestamp,value (others are passed over), or a folder: every
          *.csv in it and below
  --out   where timestamp,value,anomaly_score go (score in [0, 1]); for a folder a folder, in which
          the files have the same paths
  --help  this text

  Timestamps: 2026-01-31 09:30:00[.ffffff], RFC 3339, or epoch seconds or ms.
  A row without a value scores 0. Exit code 1: something couldn't be read or written; it is told, and
  all else is done.
`;

export interface DetectRequest {
  /** What follows `npm run detect --`. */
  args: readonly string[];
  /** Where the user stands: what --in and --out are relative to. */
  cwd: string;
  /** Progress and problems, a line each. */
  say: (line: string) => void;
}

/** `npm run detect`. @returns the exit code */
export const detect = async ({ args, cwd, say }: DetectRequest): Promise<number> => {
  const asked = options(args, cwd);
  if ('refused' in asked) {
    say(asked.refused);
    return asked.exitCode;
  }
  const { from, to } = asked;
  const jobs = await jobsOf(from, to);
  if (typeof jobs === 'string') {
    say(jobs);
    return 1;
  }
  let faults = 0;
  for (const [i, job] of jobs.entries()) {
    const started = Date.now();
    const scored = await scoreFile(job.from, job.to);
    if (scored.kind === 'failed') {
      faults++;
      say(scored.reason);
      continue;
    }
    for (const { text, fault } of scored.notes) {
      if (fault) faults++;
      say(`${job.from}, ${text}`);
    }
    if (jobs.length > 1) {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      say(
        `${i + 1} of ${jobs.length}: ${relative(from, job.from)}, ${scored.rows} rows, ${seconds} s`,
      );
    }
  }
  return faults === 0 ? 0 : 1;
};

const options = (
  args: readonly string[],
  cwd: string,
): { from: string; to: string } | { refused: string; exitCode: number } => {
  const refuse = (reason: string) => ({
    refused: `${reason}. See npm run --silent detect -- --help`,
    exitCode: 1,
  });
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        in: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return { refused: DETECT_HELP, exitCode: 0 };
    if (!values.in) return refuse('--in is missing: name a CSV file or a folder');
    if (!values.out) return refuse('--out is missing: name where the scores go');
    return { from: resolve(cwd, values.in), to: resolve(cwd, values.out) };
  } catch (error) {
    return refuse((error as Error).message.split('. ')[0]);
  }
};

/** Which file goes where; or why none can. */
const jobsOf = async (
  from: string,
  to: string,
): Promise<{ from: string; to: string }[] | string> => {
  const source = await stat(from).catch((error: unknown) => fileTrouble(error));
  if (typeof source === 'string') return `--in ${from}: ${source}`;
  const target = await stat(to).catch(() => undefined);
  if (target && (await realpath(from)) === (await realpath(to)))
    return `--out ${to}: is what --in names; the scores need a place of their own`;
  if (!source.isDirectory()) {
    return target?.isDirectory()
      ? `--out ${to}: is a folder, and --in a file: name a file, such as ${join(to, 'scores.csv')}`
      : [{ from, to }];
  }
  if (target && !target.isDirectory())
    return `--out ${to}: is a file, and --in a folder: name a folder`;
  const paths = await readdir(from, { recursive: true }).catch((error: unknown) =>
    fileTrouble(error),
  );
  if (typeof paths === 'string') return `--in ${from}: ${paths}`;
  const files = paths
    .filter((path) => /\.csv$/i.test(path) && !join(from, path).startsWith(to + sep))
    .sort()
    .map((path) => ({ from: join(from, path), to: join(to, path) }));
  return files.length > 0 ? files : `--in ${from}: there is no .csv file in this folder or below`;
};
