// pack-assets.mjs <folder>: packs built scripts and styles once, so that the server sends them packed to who takes gzip.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const assets = pathToFileURL(`${resolve(process.argv[2])}/`);
for (const file of await readdir(assets)) {
  if (!/\.(js|css)$/.test(file)) continue;
  const bytes = await readFile(new URL(file, assets));
  await writeFile(new URL(`${file}.gz`, assets), gzipSync(bytes, { level: 9 }));
}
