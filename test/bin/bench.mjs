// npm run bench: measures the real product against bare servers, and what a signal costs. Runs the
// TypeScript as it is; the product itself must be built.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../../server/bin/prepare.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

try {
  process.chdir(root);
  await ensureInstalled(root, { log: (line) => console.error(line) });
  await import('../../server/bin/typescript-loader.mjs');
  const { bench } = await import('../bench/bench.cli.ts');
  process.exitCode = await bench(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
