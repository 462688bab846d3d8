import { parseArgs } from 'node:util';

/** What the word after `--name` means. */
export interface Kind<T> {
  /** undefined: nothing. */
  read: (word: string) => T | undefined;
  /** What is wrong with such a word, and what to write instead. */
  remedy: string;
}
type Kinds = Record<string, Kind<unknown>>;

/** Values by name; undefined where none was given. Flags are true or false. */
export type Values<K extends Kinds, Flag extends string> = {
  [Name in keyof K]: K[Name] extends Kind<infer T> ? T | undefined : never;
} & Record<Flag | 'help', boolean>;

const numberOf = (word: string): number => (word.trim() === '' ? NaN : Number(word));

export const text: Kind<string> = { read: (word) => word, remedy: '' };

/** A whole number, from 1 on where nothing else is said. */
export const count = (example: number, least = 1): Kind<number> => ({
  read: (word) => (/^\d{1,9}$/.test(word) && Number(word) >= least ? Number(word) : undefined),
  remedy: `is no count: write a whole number, such as ${example}`,
});

/** More than nothing. */
export const length = (example: number): Kind<number> => ({
  read: (word) => (numberOf(word) > 0 && numberOf(word) < Infinity ? numberOf(word) : undefined),
  remedy: `is no length: write a number, such as ${example}`,
});

/** Simulated seconds per second. */
export const speed: Kind<number> = {
  read: (word) => (numberOf(word) >= 1 && numberOf(word) <= 100_000 ? numberOf(word) : undefined),
  remedy: 'is no speed: write a number from 1 to 100000',
};

/** Where a Rollcall runs, without a slash at the end. */
export const address: Kind<string> = {
  read: (word) =>
    /^https?:\/\//.test(word) && URL.canParse(word) ? word.replace(/\/+$/, '') : undefined,
  remedy: 'is no address: write http://127.0.0.1:4000, say',
};

export const oneOf = <T extends string>(...words: readonly T[]): Kind<T> => ({
  read: (word) => words.find((known) => known === word),
  remedy: `is not known: write ${words.join(' or ')}`,
});

/** Any of another kind, or the one word that means something of its own. */
export const or = <T, W extends string>(kind: Kind<T>, special: W): Kind<T | W> => ({
  read: (word) => (word === special ? special : kind.read(word)),
  remedy: `${kind.remedy}, or ${special}`,
});

/** What a command takes; `--help` and `-h` always. */
export interface Takes<K extends Kinds, Flag extends string> {
  /** As it is typed: `npm run simulate --`. */
  command: string;
  kinds: K;
  flags?: readonly Flag[];
}

/**
 * Reads a command's arguments. A complaint names the argument and says what to write instead; one that is
 * given twice counts as given last.
 */
export const readArguments = <K extends Kinds, Flag extends string = never>(
  args: readonly string[],
  { command, kinds, flags = [] }: Takes<K, Flag>,
): { values: Values<K, Flag>; words: string[] } | { complaint: string } => {
  const options = {
    ...Object.fromEntries(Object.keys(kinds).map((name) => [name, { type: 'string' }])),
    ...Object.fromEntries(flags.map((name) => [name, { type: 'boolean' }])),
    help: { type: 'boolean', short: 'h' },
  } as Record<string, { type: 'string' | 'boolean'; short?: string }>;
  let given;
  try {
    given = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const said = (error as Error).message.split('. ')[0];
    return { complaint: `${said}: ${command} --help lists what there is` };
  }
  const values: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(options)) {
    const word = given.values[name];
    if (type === 'boolean') values[name] = word ?? false;
    else if (typeof word === 'string') {
      values[name] = kinds[name].read(word);
      if (values[name] === undefined)
        return { complaint: `--${name} ${word} ${kinds[name].remedy}` };
    }
  }
  return { values: values as Values<K, Flag>, words: given.positionals };
};
