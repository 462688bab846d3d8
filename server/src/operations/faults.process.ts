/**
 * Named places at which a test may kill this process as a crash would: `ROLLCALL_FAULT=<point>` or
 * `<point>:<n>` for the n-th time it is passed. Costs one comparison where no fault is set.
 */
export type FaultPoint =
  | 'fold:before-read'
  | 'fold:after-read'
  | 'fold:before-commit'
  | 'fold:after-commit'
  | 'fold:before-ack'
  | 'history:before-commit'
  | 'history:after-commit'
  | 'series:before-commit'
  | 'series:after-commit'
  | 'assess:before-publish'
  | 'assess:after-publish'
  | 'ingest:before-first-append'
  | 'ingest:between-partitions'
  | 'ingest:before-answer';

let armed: string | undefined;
let remaining = 0;

/** Arms a fault point from the environment's value; undefined disarms. */
export const armFault = (setting: string | undefined): void => {
  const [subject, point, n] = (setting ?? '').split(':');
  armed = setting ? `${subject}:${point}` : undefined;
  remaining = Number(n ?? 1);
};

export const isArmed = (point: FaultPoint): boolean => armed === point;

/** Ends the process at once, without cleaning up, if this point is armed and its turn has come. */
export const passFault = (point: FaultPoint): void => {
  if (armed === undefined || armed !== point || --remaining > 0) return;
  process.kill(process.pid, 'SIGKILL');
};
