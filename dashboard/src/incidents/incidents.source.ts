import type {
  Impact,
  IncidentCurve,
  IncidentDetail,
  IncidentSlices,
  TimelineEntry,
} from '@rollcall/shared';
import { callApi } from '../access/api.source.js';
import { filterQuery, type Filter } from '../impact/filter.js';

const at = (id: string, part = '') => `/api/v1/incidents/${encodeURIComponent(id)}${part}`;

export const incidentsSource = {
  get: (id: string) => callApi<IncidentDetail>(at(id)),
  impact: (id: string, filter: Filter) =>
    callApi<Impact>(at(id, `/impact?${filterQuery(filter).toString()}`)),
  curve: (id: string) => callApi<IncidentCurve>(at(id, '/curve')),
  timeline: (id: string) => callApi<TimelineEntry[]>(at(id, '/timeline')),
  slices: (id: string) => callApi<IncidentSlices>(at(id, '/slices')),
  /** Something is decided about it, by a part of its address. */
  decide: (id: string, part: string, body: unknown, method: 'POST' | 'DELETE') =>
    callApi<IncidentDetail>(at(id, `/${part}`), { method, body }),
};

export type IncidentsSource = typeof incidentsSource;
