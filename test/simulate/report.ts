import type { Progress } from './play.run.js';
import { spoken, spokenLength } from './times.js';
import type { Totals } from './truth.js';
import { newsAt, type World } from './world.js';

/** What a person at the terminal reads. */

const whole = (n: number): string => Math.round(n).toLocaleString('en-US');

const answersOf = ({ sent }: Progress): string =>
  sent.answers.size === 0
    ? 'no answer yet'
    : [...sent.answers].map(([status, times]) => `${status} × ${whole(times)}`).join(', ');

/** One line: simulated time, how far, what is going on, how much was sent. */
export const progressLine = (
  world: World,
  progress: Progress,
  { from, to, perSecond }: { from: number; to: number; perSecond: number },
): string => {
  if (progress.step === 'directory') return `directory: ${whole(progress.customers)} customers`;
  const { at, signals } = progress;
  const percent = Math.floor((100 * (at - from)) / (to - from));
  return [
    `${spoken(at, world.offset)} (${percent} %)`,
    newsAt(world, at),
    `${whole(signals)} signals, ${whole(perSecond)}/s`,
    answersOf(progress),
  ].join(' · ');
};

export interface Ending {
  progress: Progress;
  totals: Totals;
  elapsedMs: number;
  cut: boolean;
  /** The server's time of the scenario's beginning. */
  mapped: { from: number; to: number };
  from: number;
  truth: string | undefined;
  target: string;
}

export const summary = (world: World, ending: Ending): string[] => {
  const { progress, totals, elapsedMs, cut, mapped, truth, target } = ending;
  const { sent } = progress;
  const { users, customers } = totals;
  const lines = [
    cut ? `Stopped at ${spoken(progress.at, world.offset)}.` : 'Played to the end.',
    `  sent       ${whole(progress.signals)} signals in ${spokenLength(elapsedMs)} (${whole((progress.signals * 1_000) / Math.max(1, elapsedMs))}/s); ${whole(progress.customers)} customers`,
    `  answers    ${answersOf(progress)}; ${whole(sent.accepted)} signals accepted, ${whole(sent.rejected)} rejected`,
    `  happened   ${whole(totals.attempts)} attempts, ${whole(totals.failed)} failed, of which ${whole(totals.silentFailed)} could send nothing`,
    `  affected   ${whole(users.affected)} users: ${whole(users.seen)} were seen, ${whole(users.affected - users.seen)} could send nothing; ${whole(customers.affected)} customers, ${whole(customers.seen)} seen`,
    `  times      ${spoken(ending.from, world.offset)} is ${new Date(mapped.from).toISOString()} on the server, and it ended ${new Date(mapped.to).toISOString()}`,
  ];
  if (sent.firstRejection !== undefined) lines.push(`  rejected   ${sent.firstRejection}`);
  if (truth !== undefined) lines.push(`  truth      ${truth}`);
  lines.push(`  look       ${target}/wall`);
  for (const id of progress.incidents) if (id) lines.push(`             ${target}/incidents/${id}`);
  return lines;
};
