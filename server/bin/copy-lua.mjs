// Copies src/**/*.lua next to the compiled JavaScript: tsc leaves files alone that it doesn't compile,
// and the code finds a script by `new URL('./scripts/x.lua', import.meta.url)`, in src as in dist.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const from = fileURLToPath(new URL('../src', import.meta.url));
const to = fileURLToPath(new URL('../dist', import.meta.url));

for (const path of readdirSync(from, { recursive: true })) {
  if (!path.endsWith('.lua')) continue;
  mkdirSync(dirname(join(to, path)), { recursive: true });
  copyFileSync(join(from, path), join(to, path));
}
