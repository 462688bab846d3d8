import { parseArgs } from 'node:util';
import type { ClockMode, Speed } from './clock.js';
import { timeOf } from './times.js';

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
const text = { type: 'string' } as const;
const known = {
  speed: text,
  people: text,
  seed: text,
  target: text,
  key: text,
  truth: text,
  signals: text,
  from: text,
  hours: text,
  clock: text,
  'on-call': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const positive = (given: string | undefined): number | undefined => {
  const number = Number(given);
  return given !== undefined && given.trim() !== '' && Number.isFinite(number) && number > 0
    ? number
    : undefined;
};

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, options: known, allowPositionals: true });
  } catch (error) {
    return { complaint: (error as Error).message.split('. ')[0] };
  }
};

export const parseOptions = (args: string[]): Parsed => {
  const given = parsed(args);
  if ('complaint' in given)
    return wrong(`${given.complaint}: npm run simulate -- --help lists what there is`);
  const { values, positionals } = given;
  if (values.help) return { kind: 'help' };
  const [scenario, ...more] = positionals;
  if (scenario === undefined)
    return wrong('which scenario? Write npm run simulate -- christmas-eve-2012, or --help');
  if (more.length > 0) return wrong(`one scenario at a time: "${more[0]}" is one too many`);

  const speed: Speed | undefined =
    values.speed === undefined || values.speed === 'max' ? 'max' : positive(values.speed);
  if (speed === undefined || (speed !== 'max' && speed < 1))
    return wrong(`--speed ${values.speed} is no speed: write a number from 1 on, or max`);
  const people = positive(values.people);
  if (values.people !== undefined && (people === undefined || !Number.isInteger(people)))
    return wrong(`--people ${values.people} is no count: write a whole number, such as 10000`);
  const hours = positive(values.hours);
  if (values.hours !== undefined && hours === undefined)
    return wrong(`--hours ${values.hours} is no length: write a number, such as 6`);
  if (values.from !== undefined && timeOf(values.from) === undefined)
    return wrong(
      `--from ${values.from} is no time: write 12:30, or "+1d 02:45" for the second day`,
    );
  if (values.clock !== undefined && values.clock !== 'past' && values.clock !== 'live')
    return wrong(`--clock ${values.clock}: write past or live`);
  const target = values.target ?? 'http://127.0.0.1:4000';
  if (!/^https?:\/\//.test(target) || !URL.canParse(target))
    return wrong(`--target ${target} is no address: write http://127.0.0.1:4000, say`);
  return {
    kind: 'play',
    options: {
      scenario,
      speed,
      clock: values.clock ?? (speed === 1 ? 'live' : 'past'),
      people,
      seed: values.seed ?? '1',
      target: target.replace(/\/+$/, ''),
      key: values.key,
      truth: values.truth,
      signals: values.signals,
      onCall: values['on-call'] ?? false,
      from: values.from,
      hours,
    },
  };
};
