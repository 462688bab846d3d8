import { parseArgs } from 'node:util';

export const help = `npm run bench:detection -- [scenarios] [options]
npm run bench:detection -- prometheus [--rounds N] [--seed TEXT]

Lets made-up towns live through labelled outages, through what looks like one, and through calm
months, and prints what detection found, when, and what it opened for nothing. Needs no server.
Exit code 1: an outage was missed or opened twice, something was opened that is none, or a total
failure took longer than 3 s (median).

Without names all scenarios and the calm months; "calm" is the months alone.

  prometheus    the same failures at the built product and at Prometheus with Alertmanager, side by
                side, in real time

--trials N      runs of each scenario; default 10
--months N      calm months of 30 days; default 20
--seed TEXT     the same towns again; default: fresh ones, and the seed is printed
--quick         each scenario once and two calm days
--rounds N      of prometheus; default 5
--help          this
`;

export interface Options {
  names: string[];
  trials: number;
  months: number;
  days: number;
  rounds: number;
  seed: string | undefined;
}
export type Parsed =
  { kind: 'run'; options: Options } | { kind: 'help' } | { kind: 'wrong'; complaint: string };

const text = { type: 'string' } as const;

const read = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      trials: text,
      months: text,
      rounds: text,
      seed: text,
      quick: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });

/** @param known names of scenarios */
export const parseOptions = (args: string[], known: readonly string[]): Parsed => {
  let given: ReturnType<typeof read>;
  try {
    given = read(args);
  } catch (error) {
    return { kind: 'wrong', complaint: `${(error as Error).message.split('. ')[0]}: see --help` };
  }
  const { values, positionals: names } = given;
  if (values.help) return { kind: 'help' };
  for (const name of ['trials', 'months', 'rounds'] as const)
    if (values[name] !== undefined && !/^\d{1,4}$/.test(values[name]))
      return {
        kind: 'wrong',
        complaint: `--${name} ${values[name]} is no count: write a whole number, such as 20`,
      };
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined)
    return {
      kind: 'wrong',
      complaint: `There is no scenario ${strange}. There are: ${known.join(', ')}`,
    };
  const count = (value: string | undefined, otherwise: number): number =>
    value === undefined ? otherwise : Number(value);
  return {
    kind: 'run',
    options: {
      names,
      trials: count(values.trials, values.quick ? 1 : 10),
      months: count(values.months, values.quick ? 1 : 20),
      days: values.quick ? 2 : 30,
      rounds: count(values.rounds, 5),
      seed: values.seed,
    },
  };
};
