// npm run screenshots: takes the docs' pictures of a Rollcall that runs and tells its demo (npm start), at
// ROLLCALL_URL or http://127.0.0.1:4000, with ROLLCALL_ROOT_KEY or the key that npm start has kept.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { ROLLCALL_URL: target = 'http://127.0.0.1:4000', ROLLCALL_ROOT_KEY: given } = process.env;

try {
  const key = given ?? readFileSync(join(root, '.rollcall/root-key'), 'utf8').trim();
  await import('../../server/bin/typescript-loader.mjs');
  const { takeScreenshots } = await import('../screenshots/screenshots.cli.ts');
  await takeScreenshots({ target, key, root });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
