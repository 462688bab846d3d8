import { fork } from 'node:child_process';
import { once } from 'node:events';
import { childProgram } from '../../processes/child-program.js';
import { isAlive, until } from './testing.fixture.js';

/**
 * Starts a Redis from a process of its own, kills that process in the hardest way, and waits for the
 * server to be gone.
 *
 * @param argv what parent.fixture.ts is to start
 */
export async function expectNoOrphan(argv: string[]): Promise<void> {
  const program = childProgram(import.meta.url, './parent.fixture');
  const parent = fork(program.url, argv, {
    execArgv: program.execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [pid] = (await once(parent, 'message')) as [number];
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await until('the server ends after its parent', () => !isAlive(pid));
}
