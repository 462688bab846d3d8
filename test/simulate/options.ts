import * as kind from '../harness/arguments.js';
import type { ClockMode, Speed } from './clock.js';
import { clockTime } from './times.js';

export const help = `npm run simulate -- <scenario.yaml> [options]

Plays a scenario against a running Rollcall through its public API: first the
directory (PUT /api/v1/customers), then signals, in order of time.

<scenario.yaml>   a path, or the name of one in test/scenarios, such as
                  christmas-eve-2012

--speed N|max     simulated seconds per second; max (default): as fast as taken
--people N        how many people; default: what the scenario says
--seed N          another seed, another population and other luck; default 1
--target URL      default http://127.0.0.1:4000
--key K           default: ROLLCALL_ROOT_KEY, or .rollcall/root-key as npm start
                  makes it; it must be allowed to manage
--truth FILE      writes what really happened, as JSON lines
--on-call         also opens, updates and resolves the scenario's incidents, as
                  somebody on call would
--from TIME       start there: 12:00, or "+1d 02:45" for the second day
--hours N         stop after so many hours
--clock past|live how the scenario's times become the server's, see below
--signals FILE    writes the signals there instead of sending them anywhere, in
                  the scenario's own time
--help            this

Times. A server goes by its wall clock and takes what is up to 14 days old, so
the scenario's dates are moved:
  past  (default)              true lengths, moved so that it ends when the
                               playing ends. Counts, durations and reviews are
                               right; a wall, which shows the last minutes, has
                               something to show only towards the end.
  live  (default at --speed 1) begins now. At another speed everything is
                               squeezed: at 240, four minutes become a second.
                               The wall moves with the story, but its windows
                               (5 minutes of matrix, 10 until "unseen") span
                               240 times as much of it.
The truth is always in the scenario's own time; the summary names the shift.
`;

export interface Options {
  scenario: string;
  speed: Speed;
  clock: ClockMode;
  people: number | undefined;
  seed: string;
  target: string;
  key: string | undefined;
  truth: string | undefined;
  signals: string | undefined;
  onCall: boolean;
  from: string | undefined;
  hours: number | undefined;
}

export type Parsed =
  { kind: 'play'; options: Options } | { kind: 'help' } | { kind: 'wrong'; complaint: string };

const wrong = (complaint: string): Parsed => ({ kind: 'wrong', complaint });
const takes = {
  command: 'npm run simulate --',
  kinds: {
    speed: kind.or(kind.speed, 'max'),
    people: kind.count(10_000),
    seed: kind.text,
    target: kind.address,
    key: kind.text,
    truth: kind.text,
    signals: kind.text,
    from: clockTime('12:30'),
    hours: kind.length(6),
    clock: kind.oneOf('past', 'live'),
  },
  flags: ['on-call'],
} as const;

export const parseOptions = (args: string[]): Parsed => {
  const given = kind.readArguments(args, takes);
  if ('complaint' in given) return wrong(given.complaint);
  const { values, words } = given;
  if (values.help) return { kind: 'help' };
  const [scenario, ...more] = words;
  if (scenario === undefined)
    return wrong('which scenario? Write npm run simulate -- christmas-eve-2012, or --help');
  if (more.length > 0) return wrong(`one scenario at a time: "${more[0]}" is one too many`);
  const { speed = 'max' } = values;
  return {
    kind: 'play',
    options: {
      scenario,
      speed,
      clock: values.clock ?? (speed === 1 ? 'live' : 'past'),
      people: values.people,
      seed: values.seed ?? '1',
      target: values.target ?? 'http://127.0.0.1:4000',
      key: values.key,
      truth: values.truth,
      signals: values.signals,
      onCall: values['on-call'],
      from: values.from,
      hours: values.hours,
    },
  };
};
