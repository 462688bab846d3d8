// npm run accuracy: how far the estimate of the silent is from the truth, over many simulated towns. Runs the
// TypeScript as it is, so that it measures what is there and not what was built last; the estimator comes in
// by its path, since tests know nothing of the server but that.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from '../../server/bin/prepare.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const estimator = join(root, 'server/src/silent/estimate-silent.ts');

try {
  await ensureInstalled(root, { log: (line) => console.error(line) });
  await import('../../server/bin/typescript-loader.mjs');
  const { estimateSilent } = await import(pathToFileURL(estimator));
  const { accuracy } = await import('../accuracy/accuracy.cli.ts');
  process.exitCode = accuracy(root, process.argv.slice(2), estimateSilent);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
