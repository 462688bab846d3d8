import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// What `npm start` and `npm test` do first on a clone, tried on a repository of one workspace and no dependency.

type Log = { log: (line: string) => void };
interface Prepare {
  checkNode(root: string): void;
  ensureInstalled(root: string, options: Log): Promise<void>;
}

const script: string = '../../server/bin/prepare.mjs'; // plain JavaScript, which brings no types
let prepare: Prepare;
let root: string;
let lines: string[];

const log = (line: string) => lines.push(line);

function write(path: string, content: object): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(content));
}

function writeRepository(node = '>=20.19.0'): void {
  const manifest = { name: 'tiny', version: '1.0.0', workspaces: ['one'] };
  write('package.json', { ...manifest, engines: { node } });
  write('one/package.json', { name: '@tiny/one', version: '1.0.0' });
  write('package-lock.json', {
    ...manifest,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { ...manifest, engines: { node } },
      one: { name: '@tiny/one', version: '1.0.0' },
      'node_modules/@tiny/one': { resolved: 'one', link: true },
    },
  });
}

beforeAll(async () => {
  prepare = (await import(script)) as Prepare;
});

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rollcall-prepare-'));
  lines = [];
  writeRepository();
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a fresh clone gets its dependencies and its workspaces, once', async () => {
  await prepare.ensureInstalled(root, { log });
  expect(lines[0]).toMatch(/^Installing dependencies/);
  expect(realpathSync(join(root, 'node_modules/@tiny/one'))).toBe(realpathSync(join(root, 'one')));

  lines = [];
  await prepare.ensureInstalled(root, { log });
  expect(lines).toEqual([]);
});

test('what a developer has installed by hand is left alone', async () => {
  write('node_modules/.package-lock.json', { packages: {} });
  mkdirSync(join(root, 'node_modules/@tiny'), { recursive: true });
  symlinkSync('../../one', join(root, 'node_modules/@tiny/one'));

  await prepare.ensureInstalled(root, { log });

  expect(lines).toEqual([]);
  expect(existsSync(join(root, 'node_modules/.package-lock.json'))).toBe(true);
});

test('a workspace that leads nowhere is installed again', async () => {
  await prepare.ensureInstalled(root, { log });
  rmSync(join(root, 'node_modules/@tiny/one'));
  lines = [];

  await prepare.ensureInstalled(root, { log });

  expect(lines[0]).toMatch(/^Installing dependencies/);
  expect(existsSync(join(root, 'node_modules/@tiny/one/package.json'))).toBe(true);
});

test('too old a Node is one sentence', () => {
  writeRepository('>=99.1.0');
  expect(() => prepare.checkNode(root)).toThrow(
    `Rollcall needs Node 99.1.0 or newer; this is ${process.versions.node}.`,
  );
});
