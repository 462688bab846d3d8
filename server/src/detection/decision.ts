import type { IncidentEvent, Maintenance, Service, Why } from '@rollcall/shared';
import type { Case } from './cases.js';
import type { Report } from './health-problems.js';
import type { Change } from './suspects.js';

/** What is known beside what was seen. */
export interface Facts {
  /** The log's clock, epoch ms. */
  now: number;
  /** Log time that passes in a second, ms: 1,000, or more in a demo. */
  paceMs: number;
  cases: readonly Case[];
  planned: readonly Maintenance[];
  service: (id: string) => Service;
  health: readonly Report[];
  changes: readonly Change[];
  /** What is bad news of a service; undefined: nothing. */
  unusual?: (service: string) => Why | undefined;
}

/** What is to be appended about an incident; a new one where there is a request. */
export type Decision =
  { about: string; events: IncidentEvent[] } | { request: string; events: IncidentEvent[] };
