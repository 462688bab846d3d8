import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childProgram } from '../processes/child-program.js';
import { Opened } from '../redis/embedded/testing.fixture.js';
import { lockDataDir } from './lock.file.js';

describe('the lock of a data folder', () => {
  const opened = new Opened();
  afterEach(opened.closeAll);

  it('is had once, told to the next one, and gone after its release', () => {
    const folder = join(opened.directory(), 'new');
    const lock = lockDataDir(folder, 'http://127.0.0.1:4000');
    if (!('release' in lock)) throw new Error('held by nobody');
    expect(readdirSync(folder)).toEqual(['lock']);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);

    writeHolder(folder, process.ppid);
    expect(lockDataDir(folder, 'x')).toMatchObject({ heldBy: { pid: process.ppid } });
  });

  it('goes to exactly one of many who find a stale one at the same time', async () => {
    const program = childProgram(import.meta.url, './lock-contender.fixture');
    const folders = [opened.directory(), opened.directory(), opened.directory()];
    for (const folder of folders) {
      writeHolder(folder, 2 ** 30);
      const contenders = await Promise.all(
        Array.from({ length: 6 }, async () => {
          const child = fork(program.url, [folder], { execArgv: program.execArgv });
          opened.add(child, (one) => one.kill('SIGKILL'));
          await once(child, 'message');
          return child;
        }),
      );
      const answers = contenders.map((child) => once(child, 'message'));
      for (const child of contenders) child.send('now');
      const said = (await Promise.all(answers)).flat().filter((word) => typeof word === 'string');
      expect(said.sort()).toEqual(['held', 'held', 'held', 'held', 'held', 'mine']);
      expect(readdirSync(folder)).toEqual(['lock']);
    }
  }, 30_000);
});

function writeHolder(folder: string, pid: number): void {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid, bootId: '', address: 'http://old' }));
}
