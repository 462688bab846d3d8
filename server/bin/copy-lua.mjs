// Copies src/**/*.lua next to the compiled JavaScript: tsc leaves files alone that it doesn't compile,
// and the code finds a script by `new URL('./scripts/x.lua', import.meta.url)`, in src as in dist.
import { cp } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { statSync } from 'node:fs';

const from = fileURLToPath(new URL('../src', import.meta.url));
const to = fileURLToPath(new URL('../dist', import.meta.url));

await cp(from, to, {
  recursive: true,
  filter: (source) => statSync(source).isDirectory() || extname(source) === '.lua',
});
