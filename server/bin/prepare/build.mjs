import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, readMarker, sha256, writeMarker } from './files.mjs';
import { runCommand } from './run-command.mjs';

/** What the build is made from: folders are taken with all their files, but for the tests beside the sources. */
const sources = [
  'package-lock.json',
  'tsconfig.base.json',
  'shared/package.json',
  'shared/tsconfig.lib.json',
  'shared/src',
  'server/package.json',
  'server/tsconfig.lib.json',
  'server/bin/copy-lua.mjs',
  'server/src',
  'dashboard/package.json',
  'dashboard/tsconfig.json',
  'dashboard/vite.config.ts',
  'dashboard/vite.beacon.config.ts',
  'dashboard/index.html',
  'dashboard/public',
  'dashboard/src',
];
const testing = /\.(?:spec|fake|fixture|suite)\.ts$/;

/** What tells whether the output is that of these sources: in a .tsbuildinfo tsc notes the version of each it compiled. */
const outputs = [
  'shared/dist/lib.tsbuildinfo',
  'server/dist/lib.tsbuildinfo',
  'server/dist/main.js',
  'dashboard/dist/index.html',
  'dashboard/dist/sdk.js',
];

/**
 * Builds shared, server and dashboard if their output isn't that of the sources.
 * @param {string} root
 * @param {{ log?: (line: string) => void }} [options]
 */
export async function ensureBuilt(root, { log = console.log } = {}) {
  const marker = join(root, 'node_modules/.cache/rollcall/built');
  const state = outputsExist(root) && buildState(root);
  if (state && state === readMarker(marker)) return;

  const started = Date.now();
  log('Building server and dashboard …');
  const nx = join(root, 'node_modules/nx');
  await runCommand({
    command: process.execPath,
    args: [
      join(nx, readJson(join(nx, 'package.json')).bin.nx),
      'run-many',
      '--targets=build',
      '--outputStyle=static',
    ],
    cwd: root,
    env: { ...process.env, NX_TUI: 'false' },
    log,
  });
  if (outputsExist(root)) writeMarker(marker, buildState(root));
  log(`Built in ${Math.round((Date.now() - started) / 1000)} s.`);
}

const outputsExist = (root) => outputs.every((path) => existsSync(join(root, path)));

/** A hash over the sources and the output, each with its path. */
function buildState(root) {
  const paths = [...sources.flatMap((path) => filesIn(root, path)), ...outputs];
  return sha256(paths.flatMap((path) => [path, readFileSync(join(root, path))]));
}

function filesIn(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { recursive: true })
    .filter((name) => !testing.test(name) && statSync(join(full, name)).isFile())
    .map((name) => join(path, name))
    .sort();
}
