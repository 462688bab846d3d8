import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, type CustomersAccepted, type Failure, type Result } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { ControlLog } from '../control/control-log.store.js';
import { JobQueues } from '../jobs/job-queues.service.js';
import type { ParsedBody } from '../signals/body.js';
import { CLOCK } from '../tokens.js';
import { identitiesIn, RowsSoFar } from './contradictions.js';
import { DirectoryReader } from './directory.reader.js';
import { DirectoryStore } from './directory.store.js';
import { saysNothingNew, toStatement, type CustomerStatement } from './statement.js';

/** One audit entry for all that a caller changes in this time, ms. */
const traceEveryMs = 3_600_000;

/** Takes customers and their users into the directory. */
@Injectable()
export class CustomersService {
  /** Caller → when their last trace was left; callers are keys, so they are few. */
  private readonly traced = new Map<string, number>();

  constructor(
    @Inject(DirectoryStore) private readonly store: DirectoryStore,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Adds or changes customers; what says nothing new is counted, not stored again. */
  async put({ values, broken }: ParsedBody, by: string): Promise<Result<CustomersAccepted>> {
    const statedAt = this.clock.now();
    const rejected: CustomersAccepted['rejected'] = [...broken];
    const statements: CustomerStatement[] = [];
    const seen = new Set<string>();
    const moved = new Set<string>();
    let unchanged = 0;
    await this.directory.refresh();
    const refused = (index: number, { detail, remedy, field }: Failure): void => {
      const message = remedy ? `${detail}: ${remedy}` : detail;
      rejected.push({ index, code: 'invalid', ...(field ? { field } : {}), message });
    };
    const rows = values.map(({ index, value }) => ({ index, said: toStatement(value, statedAt) }));
    const sound = rows.flatMap(({ said }) => (said.ok ? [said.value] : []));
    const soFar = new RowsSoFar(sound, (id) => this.payerOf(id));
    for (const { index, said: statement } of rows) {
      const wrong = statement.ok ? soFar.contradiction(statement.value) : statement.error;
      if (!statement.ok || wrong) {
        refused(index, wrong as Failure);
        continue;
      }
      soFar.add(index, statement.value);
      const { id } = statement.value;
      // only what this request has not touched itself can be compared with what is known
      const people = identitiesIn(statement.value);
      const touched = seen.has(id) || people.some((identity) => moved.has(identity));
      seen.add(id);
      if (!touched && saysNothingNew(statement.value, this.known(id))) {
        unchanged++;
        continue;
      }
      statements.push(statement.value);
      for (const identity of people) moved.add(identity);
    }
    if (statements.length === 0 && unchanged === 0) {
      const first = rejected[0];
      return fail('nothing_valid', first?.message ?? 'the request holds no customer', {
        remedy: first?.message ?? 'send an array of customers, or one customer a line (NDJSON)',
        more: { rejected },
      });
    }
    if (statements.length > 0) {
      await this.store.append(statements);
      await this.leaveTrace(by);
      await this.directory.refreshAfterWrite();
      this.queues.wake('assess', {});
    }
    rejected.sort((a, b) => a.index - b.index);
    return ok({ accepted: statements.length + unchanged, unchanged, rejected });
  }

  /** The audit log names who changed the directory, once in a while: a sync may change it all day. */
  private async leaveTrace(by: string): Promise<void> {
    const now = this.clock.now();
    if (now - (this.traced.get(by) ?? -Infinity) < traceEveryMs) return;
    this.traced.set(by, now);
    await this.control.decide(by, () => ({
      about: `directory:${by}`,
      events: ok([{ type: 'directory:changed' }]),
    }));
  }

  private payerOf(id: string): string | null | undefined {
    const { customers } = this.directory.people;
    const customer = customers.find(id);
    return customer < 0 ? undefined : customers.now(customer).billedThrough;
  }

  private known(id: string): Parameters<typeof saysNothingNew>[1] {
    const { people } = this.directory;
    const customer = people.customers.find(id);
    if (customer < 0 || !people.customers.isKnown(customer)) return undefined;
    return { facts: people.customers.now(customer), users: people.describe(id)!.users };
  }
}
