import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './harness/paths.js';

/** The labelled suite as a developer runs it, in small: one of each of the quick ones, and two calm days. */

jest.setTimeout(600_000);
const program = join(root, 'test/bin/bench-detection.mjs');
const bench = (...args: string[]) =>
  spawnSync(process.execPath, ['--conditions=@rollcall/source', program, ...args], {
    encoding: 'utf8',
    cwd: root,
  });

describe('npm run bench:detection', () => {
  it('finds what is to be found, once, and nothing else', () => {
    const scenarios = ['total', 'everything', 'upstream', 'blind', 'retry-storm', 'calm'];
    const { stdout, stderr, status } = bench(...scenarios, '--quick', '--seed', 'ci');
    expect(`${stdout}${stderr}`).not.toMatch(/Not reached|false alarm 2/);
    expect(stdout).toMatch(/^seed ci:/);
    expect(stdout).toMatch(/\| total \|.*\| 1 of 1 \|/);
    expect(stdout).toMatch(/calm: 0 false alarms in 0\.1 months/);
    expect(status).toBe(0);
  });

  it('says what it does not know', () => {
    const { stderr, status } = bench('storm');
    expect([stderr, status]).toEqual([expect.stringMatching(/no scenario storm. There are/), 2]);
  });
});
