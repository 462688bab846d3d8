import { parseArgs } from 'node:util';
import { timeOf } from '../simulate/times.js';

export const help = `npm run accuracy -- [options]

Lives a scenario with many seeds, each with four ordinary weeks before it, asks the
estimator of the silent, and compares with what really happened. Needs no server.

--seeds N         how many towns; default 100
--scenario NAME   one in test/scenarios, default christmas-eve-2012
--people N        default: what the scenario says
--at TIME         when to ask, several times if you like: --at 16:00 --at "+1d 02:45".
                  Default: 16:00, 20:00, +1d 02:45 and the end for christmas-eve-2012;
                  else after a quarter, half and all of the incident
--help            this
`;

export interface Options {
  seeds: number;
  scenario: string;
  people: number | undefined;
  at: string[] | undefined;
}
export type Parsed =
  { kind: 'run'; options: Options } | { kind: 'help' } | { kind: 'wrong'; complaint: string };

const text = { type: 'string' } as const;
const christmas = 'christmas-eve-2012';

const whole = (given: string | undefined): number | undefined =>
  given !== undefined && /^[1-9]\d{0,6}$/.test(given) ? Number(given) : undefined;

const read = (args: string[]) =>
  parseArgs({
    args,
    options: {
      seeds: text,
      scenario: text,
      people: text,
      at: { ...text, multiple: true },
      help: { type: 'boolean' },
    },
  }).values;

export const parseOptions = (args: string[]): Parsed => {
  let values: ReturnType<typeof read>;
  try {
    values = read(args);
  } catch (error) {
    return { kind: 'wrong', complaint: `${(error as Error).message.split('. ')[0]}: see --help` };
  }
  if (values.help) return { kind: 'help' };
  for (const name of ['seeds', 'people'] as const)
    if (values[name] !== undefined && whole(values[name]) === undefined)
      return {
        kind: 'wrong',
        complaint: `--${name} ${values[name]} is no count: write a whole number, such as 100`,
      };
  const wrongTime = values.at?.find((time) => timeOf(time) === undefined);
  if (wrongTime !== undefined)
    return {
      kind: 'wrong',
      complaint: `--at ${wrongTime} is no time: write 16:00, or "+1d 02:45" for the second day`,
    };
  const scenario = values.scenario ?? christmas;
  const at = scenario === christmas ? ['16:00', '20:00', '+1d 02:45', '+1d 12:05'] : undefined;
  return {
    kind: 'run',
    options: {
      seeds: whole(values.seeds) ?? 100,
      scenario,
      people: whole(values.people),
      at: values.at ?? at,
    },
  };
};
