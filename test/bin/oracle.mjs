// npm run bench:oracle: plays a large Christmas Eve into a product of its own, and compares every exact
// number with the oracle's. Installs and builds what is missing.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled } from '../../server/bin/prepare.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

try {
  await ensureInstalled(root);
  await ensureBuilt(root);
  await import('../../server/bin/typescript-loader.mjs');
  const { oracle } = await import('../oracle/oracle.cli.ts');
  process.exitCode = await oracle(root, process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
