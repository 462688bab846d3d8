import type { CustomerInput, Impact, ImpactFilter } from '@rollcall/shared';
import { numbersOf, type Numbers } from '../oracle/compare.js';
import { ToldDirectory, type Told } from '../oracle/directory.js';
import { impactOf, type Question, type Truth } from '../oracle/impact.js';
import { type Trial, trialsOf } from '../oracle/trial.js';
import { rules } from '../people/places.js';
import type { Person } from '../people/person.js';
import type { Client } from './client.js';
import { tell } from './stage.js';
import { until } from './until.js';

export type Asked = Omit<Question, 'now' | 'failures' | 'audience' | 'filter'>;

/** Calls the roll twice, by the product and by the oracle, and lays both lists side by side. */
export class Roll {
  private readonly told: Told[] = [];
  private directory = new ToldDirectory([]);
  private trials: Trial[] = [];

  constructor(
    private readonly client: Client,
    /** Those whose signals have been sent, as far as they have been sent. */
    private people: Person[],
  ) {
    this.learn();
  }

  private learn(): void {
    this.directory = new ToldDirectory(this.told);
    this.trials = trialsOf(this.people, this.directory);
  }

  /** More of their lives has been sent. */
  sent(people: Person[]): void {
    this.people = people;
    this.learn();
  }

  async tell(customers: CustomerInput[]): Promise<void> {
    await tell(this.client, customers);
    const putAt = Date.now();
    this.told.push(...customers.map((body) => ({ body, putAt })));
    this.learn();
  }

  truth(asked: Asked, filter: ImpactFilter = {}): Truth {
    return impactOf(this.trials, this.directory, { ...asked, ...rules, filter, now: Date.now() });
  }

  impact(incident: string, filter: ImpactFilter = {}): Promise<Impact> {
    return this.client.call('getImpact', { params: { id: incident }, query: filter });
  }

  /**
   * Once the incident says that it has caught up, every filter's numbers are the oracle's: at once, for
   * nothing may say so and be wrong. Fails with the differences only.
   */
  async matches(
    incident: string,
    asked: Asked,
    filters: Record<string, ImpactFilter>,
  ): Promise<void> {
    await until('it has caught up', async () => (await this.impact(incident)).complete, {
      withinMs: 60_000,
    });
    const got: Record<string, Numbers | string> = {};
    const want: Record<string, Numbers> = {};
    for (const [name, filter] of Object.entries(filters)) {
      const impact = await this.impact(incident, filter);
      got[name] = impact.complete ? numbersOf(impact, filter) : 'not complete';
      expect(impact.users.failing + impact.users.unseen + impact.users.recovered).toBe(
        impact.users.ever,
      );
    }
    // worked out only now, because it takes long, and idle connections are closed meanwhile
    for (const [name, filter] of Object.entries(filters)) {
      want[name] = numbersOf(this.truth(asked, filter), filter);
      // lets the client see which of its connections were
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(got).toEqual(want);
  }
}
