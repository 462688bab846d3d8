import { day, spokenLength } from './times.js';

/**
 * From the scenario's time to the server's. The server has a wall clock and takes what is at most
 * 14 days old and 5 minutes ahead, so a scenario has to be laid into the last days.
 */

export type Speed = number | 'max';
/** `past`: true lengths, ending when the playing ends. `live`: now, squeezed by the speed. */
export type ClockMode = 'past' | 'live';

export interface Clock {
  /** The server's time of a scenario's time, epoch ms. */
  readonly map: (at: number) => number;
  /** Up to which of the scenario's time things are due, at this wall time. */
  readonly due: (wall: number) => number;
  /** For people. */
  says: string;
}

const oldest = 14 * day - 3_600_000;

export const clockFor = (
  { from, to }: { from: number; to: number },
  speed: Speed,
  mode: ClockMode,
  started: number,
): Clock | { complaint: string } => {
  const span = to - from;
  const playing = speed === 'max' ? 0 : span / speed;
  const due = (wall: number): number => (speed === 'max' ? to : from + (wall - started) * speed);
  if (mode === 'live') {
    if (speed === 'max')
      return {
        complaint:
          '--clock live needs a speed: the times of "max" would all be the same. Write --speed 240, say',
      };
    const says =
      speed === 1
        ? 'it begins now, second by second'
        : `it begins now, squeezed ${speed} times: 1 s on the wall is ${spokenLength(speed * 1_000)} of the scenario, so that the wall moves; its windows of 5 and 10 minutes then span ${speed} times as much`;
    return { map: (at) => Math.round(started + (at - from) / speed), due, says };
  }
  if (span + playing > oldest)
    return {
      complaint: `${spokenLength(span)} do not fit into the 14 days that a server keeps: play less of it with --hours, or faster`,
    };
  const shift = Math.round(started + playing - to);
  const says =
    speed === 'max'
      ? 'true lengths, laid into the past so that it ends now'
      : `true lengths, laid into the past so that it ends when the playing ends, in ${spokenLength(playing)}; until then the wall's "now" is ahead of it`;
  return { map: (at) => at + shift, due, says };
};
