import type { Impact, Incident, IncidentDetail, IncidentRecord } from '@rollcall/shared';
import { durationsOf } from './durations.js';

/** What every screen may show of an incident: nothing that only its team needs. */
export const viewOf = (record: IncidentRecord): Incident => {
  const { times: _, roles: __, severityBasis: ___, actions: ____, ...incident } = record;
  return incident;
};

/** What its team sees. */
export const detailOf = (record: IncidentRecord, impact: Impact): IncidentDetail => ({
  ...record,
  impact,
  durations: durationsOf(record),
});
