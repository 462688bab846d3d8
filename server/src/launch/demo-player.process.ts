import type { ChildProgram } from '../processes/child-program.js';
import { KeptAlive } from '../processes/kept-alive.process.js';
import type { BoundedLog } from './bounded-log.file.js';
import { failuresToStart, isFutile } from './futility.js';
import { gaveUp, howItEnded, restarting } from './messages.js';
import { startRole, type RoleProcess } from './role.process.js';

const NAME = 'The demo';

export interface DemoPlayer {
  program: ChildProgram;
  args: readonly string[];
  /** Hears that somebody removed the demo. */
  onRemoved: () => void;
}

/**
 * Keeps the demo's player alive. It ends by itself with 0 once the demo is removed; one that can't
 * play is given up, and everything else goes on.
 */
export const keepPlayer = (
  { program, args, onRemoved }: DemoPlayer,
  env: NodeJS.ProcessEnv,
  log: BoundedLog | undefined,
  say: (line: string) => void,
): KeptAlive<RoleProcess> => {
  let failures = 0;
  const kept = new KeptAlive<RoleProcess>(
    () => startRole(program, env, log, args),
    ({ process, ended, ranForMs, delayMs }) => {
      if (ended.code === 0) {
        void kept.end();
        onRemoved();
        return;
      }
      failures = failuresToStart(failures, ended, ranForMs);
      const how = howItEnded(ended);
      if (!isFutile(failures)) {
        say(restarting(NAME, how, delayMs));
        return;
      }
      say(gaveUp(NAME, how, process.lastLines(4), log?.path));
      void kept.end();
    },
  );
  return kept;
};
