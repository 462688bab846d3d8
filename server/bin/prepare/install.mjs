import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, readMarker, sha256, writeMarker } from './files.mjs';
import { runCommand } from './run-command.mjs';

/**
 * Throws, with a sentence for a person, when this Node is older than package.json asks for.
 * @param {string} root
 */
export function checkNode(root) {
  const wanted = readJson(join(root, 'package.json')).engines.node.replace('>=', '');
  const [major, minor] = wanted.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new Error(`Rollcall needs Node ${wanted} or newer; this is ${process.versions.node}.`);
}

/**
 * Installs the dependencies if node_modules isn't what package-lock.json asks for.
 * @param {string} root
 * @param {{ log?: (line: string) => void }} [options]
 */
export async function ensureInstalled(root, { log = console.log } = {}) {
  checkNode(root);
  const lock = readFileSync(join(root, 'package-lock.json'));
  const wanted = sha256([lock, process.platform, process.arch]);
  const marker = join(root, 'node_modules/.cache/rollcall/installed');
  if (readMarker(marker) === wanted && workspacesResolve(root)) return;

  if (!treeMatches(root, JSON.parse(lock)) || !workspacesResolve(root)) {
    const started = Date.now();
    log('Installing dependencies (once; about half a minute) …');
    // Development dependencies build the whole, also where NODE_ENV says production.
    await npm(root, ['ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress'], log);
    if (!workspacesResolve(root)) {
      throw new Error('npm did not link the workspaces into node_modules/@rollcall.');
    }
    log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  }
  writeMarker(marker, wanted);
}

/**
 * Whether node_modules holds what the lock names, for then a developer's own `npm install` is left alone.
 * npm keeps a lock there of what it installed.
 */
function treeMatches(root, lock) {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = readJson(hidden).packages;
  return Object.entries(lock.packages).every(([path, { version, optional, link }]) => {
    if (!path.includes('node_modules/') || link) return true;
    if (!installed[path]) return optional === true;
    return installed[path].version === version && existsSync(join(root, path));
  });
}

/** Whether each workspace's name leads to its folder. */
function workspacesResolve(root) {
  return readJson(join(root, 'package.json')).workspaces.every((workspace) => {
    const { name } = readJson(join(root, workspace, 'package.json'));
    const link = join(root, 'node_modules', name);
    return existsSync(link) && realpathSync(link) === realpathSync(join(root, workspace));
  });
}

/** Runs npm: the one that runs us if there is one, else the one on PATH (a .cmd on Windows, hence the shell). */
function npm(root, args, log) {
  const cli = process.env.npm_execpath;
  return cli && /npm-cli\.c?js$/.test(cli)
    ? runCommand({ command: process.execPath, args: [cli, ...args], cwd: root, log })
    : runCommand({ command: 'npm', args, cwd: root, shell: process.platform === 'win32', log });
}
