// npm run simulate: plays a scenario against a running Rollcall. Runs the TypeScript as it is, so that it
// needs no build; installs what is missing.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../../server/bin/prepare.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

try {
  await ensureInstalled(root, { log: (line) => console.error(line) });
  await import('../../server/bin/typescript-loader.mjs');
  const { simulate } = await import('../simulate/simulate.cli.ts');
  process.exitCode = await simulate({ args: process.argv.slice(2), env: process.env, root });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
