import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BoundedLog } from './bounded-log.file.js';

describe('BoundedLog', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-log-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps the newest lines in at most twice its limit', () => {
    const log = new BoundedLog(join(folder, 'logs', 'api.log'), 1_000);
    for (let line = 0; line < 500; line++) log.write(`line ${line}\n`);
    log.close();
    expect(statSync(log.path).size).toBeLessThanOrEqual(1_000);
    expect(statSync(`${log.path}.1`).size).toBeLessThanOrEqual(1_000);
    expect(existsSync(`${log.path}.2`)).toBe(false);
    expect(readFileSync(log.path, 'utf8')).toMatch(/line 499\n$/);
  });

  it('goes on where an earlier run ended', () => {
    const path = join(folder, 'worker.log');
    for (const run of ['one\n', 'two\n']) {
      const log = new BoundedLog(path);
      log.write(run);
      log.close();
    }
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  });

  it('does not throw where it cannot write', () => {
    expect(() => new BoundedLog('/dev/null/api.log').write('x')).not.toThrow();
  });
});
