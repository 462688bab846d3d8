import type { Failure } from '@rollcall/shared';
import type { CustomerStatement } from './statement.js';

/** What a row said, and which. */
interface Said {
  row: number;
  value: unknown;
  /** The value as text, to compare by. */
  text: string;
}

/** A refusal, with the row before it that it contradicts; undefined: what was known contradicts it. */
type Contradiction = Failure & { row?: number };

/** Nobody bills through more: what is longer, or goes round elsewhere, is not followed further. */
const longestChain = 100;

const dated = (name: string, validFrom: number | undefined): string => `${validFrom ?? ''} ${name}`;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

/** Everybody a statement speaks of, by every identity. */
export const identitiesIn = ({ users = [] }: CustomerStatement): string[] =>
  users.flatMap(({ id, aliases = [] }) => [id, ...aliases]);

/** Each user with their aliases, in one order, so that lists can be compared as sets. */
const peopleOf = ({ users }: CustomerStatement): unknown =>
  users
    ?.map(({ id, aliases = [] }) => [id, [...new Set(aliases)].sort()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

const factsOf = (statement: CustomerStatement): Record<string, unknown> => ({
  ...statement.facts,
  users: peopleOf(statement),
});

/**
 * What the rows of one request have said so far. Rows that are dated differently tell a history; those of one time
 * must not contradict each other, because which of them were meant nobody can know. Of two that do, the second is
 * refused.
 */
export class RowsSoFar {
  /** Fields of a customer, and whom an identity belongs to, both as of a date. */
  private readonly facts = new Map<string, Map<string, Said>>();
  private readonly owners = new Map<string, { row: number; customer: string }>();
  /** Customers whose payer the request says, before or after the row at hand. */
  private readonly saysPayer: ReadonlySet<string>;

  /**
   * @param all every row of the request
   * @param billedThrough what is known of a customer before the request
   */
  constructor(
    all: readonly CustomerStatement[],
    private readonly billedThrough: (id: string) => string | null | undefined,
  ) {
    this.saysPayer = new Set(
      all.filter(({ facts }) => facts.billedThrough !== undefined).map(({ id }) => id),
    );
  }

  /** Why a row contradicts one before it, or closes a circle; undefined: it doesn't. */
  contradiction(statement: CustomerStatement): Contradiction | undefined {
    return this.otherFacts(statement) ?? this.claimed(statement) ?? this.cycle(statement);
  }

  add(row: number, statement: CustomerStatement): void {
    const { id, validFrom } = statement;
    const facts = this.facts.get(dated(id, validFrom)) ?? new Map<string, Said>();
    this.facts.set(dated(id, validFrom), facts);
    for (const [field, value] of Object.entries(factsOf(statement)))
      if (value !== undefined && !facts.has(field))
        facts.set(field, { row, value, text: JSON.stringify(value) });
    for (const identity of identitiesIn(statement)) {
      const key = dated(identity, validFrom);
      if (!this.owners.has(key)) this.owners.set(key, { row, customer: id });
    }
  }

  private otherFacts(statement: CustomerStatement): Contradiction | undefined {
    const { id, validFrom } = statement;
    const facts = this.facts.get(dated(id, validFrom));
    if (!facts) return undefined;
    for (const [field, value] of Object.entries(factsOf(statement))) {
      const before = facts.get(field);
      if (value === undefined || !before || before.text === JSON.stringify(value)) continue;
      const { row } = before;
      const said =
        field === 'users'
          ? `names other users of customer "${id}" than this row`
          : `says ${shown(before.value)} of customer "${id}", this one ${shown(value)}`;
      return {
        code: 'invalid',
        field,
        row,
        detail: `"${field}" contradicts row ${row} of this request, which ${said}`,
        remedy: 'send one of them, or say with "validFrom" from when on each holds',
      };
    }
    return undefined;
  }

  private claimed(statement: CustomerStatement): Contradiction | undefined {
    const { id, validFrom } = statement;
    for (const identity of identitiesIn(statement)) {
      const owner = this.owners.get(dated(identity, validFrom));
      if (!owner || owner.customer === id) continue;
      const { row, customer } = owner;
      return {
        code: 'invalid',
        field: 'users',
        row,
        detail: `row ${row} of this request says that "${identity}" belongs to customer "${customer}", this one to "${id}"`,
        remedy: 'name them under one customer, or say with "validFrom" when they moved',
      };
    }
    return undefined;
  }

  /** Whom a customer is billed through as of a row's time: as said before it, else as is known. */
  private payer(id: string, validFrom: number | undefined): { id?: string; row?: number } {
    const said = this.facts.get(dated(id, validFrom))?.get('billedThrough');
    if (said) return typeof said.value === 'string' ? { id: said.value, row: said.row } : {};
    // what a later row changes is looked at there
    if (this.saysPayer.has(id)) return {};
    const known = this.billedThrough(id);
    return known === null || known === undefined ? {} : { id: known };
  }

  private cycle(statement: CustomerStatement): Contradiction | undefined {
    const { id, facts, validFrom } = statement;
    const chain = new Set([id]);
    let next: { id?: string; row?: number } = facts.billedThrough
      ? { id: facts.billedThrough }
      : {};
    let row: number | undefined;
    while (next.id !== undefined && !chain.has(next.id) && chain.size < longestChain) {
      chain.add(next.id);
      next = this.payer(next.id, validFrom);
      row = next.row ?? row;
    }
    if (next.id !== id) return undefined;
    const way = [...chain, id].map((each) => `"${each}"`).join(' → ');
    return {
      code: 'invalid',
      field: 'billedThrough',
      ...(row === undefined ? {} : { row }),
      detail: `billed in a circle: ${way}${row === undefined ? '' : `, with row ${row} of this request`}`,
      remedy: 'whoever gets the invoice is billed through nobody: send null for them',
    };
  }
}
