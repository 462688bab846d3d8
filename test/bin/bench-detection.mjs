// npm run bench:detection: what detection finds, when, and what it opens for nothing. Runs the TypeScript as it
// is, so that it measures what is there and not what was built last; detection comes in by its path, since
// tests know nothing of the server but that.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from '../../server/bin/prepare.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const rehearsal = join(root, 'server/src/detection/rehearsal.ts');

try {
  await ensureInstalled(root, { log: (line) => console.error(line) });
  await import('../../server/bin/typescript-loader.mjs');
  const { Rehearsal } = await import(pathToFileURL(rehearsal));
  const { benchDetection } = await import('../detection/detection.cli.ts');
  const rehearse = (...town) => new Rehearsal(...town);
  process.exitCode = await benchDetection(process.argv.slice(2), rehearse);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
