import type { Impact, IncidentCurve, IncidentView, TimelineEntry } from '@rollcall/shared';
import { callApi } from '../access/api.source.js';
import { filterQuery, type Filter } from '../impact/filter.js';

const at = (id: string, part = '') => `/api/v1/incidents/${encodeURIComponent(id)}${part}`;

export const incidentsSource = {
  get: (id: string) => callApi<IncidentView>(at(id)),
  impact: (id: string, filter: Filter) =>
    callApi<Impact>(at(id, `/impact?${filterQuery(filter).toString()}`)),
  curve: (id: string) => callApi<IncidentCurve>(at(id, '/curve')),
  timeline: (id: string) => callApi<TimelineEntry[]>(at(id, '/timeline')),
  acknowledge: (id: string) =>
    callApi<IncidentView>(at(id, '/acknowledge'), { method: 'POST', body: {} }),
  resolve: (id: string) => callApi<IncidentView>(at(id, '/resolve'), { method: 'POST', body: {} }),
};

export type IncidentsSource = typeof incidentsSource;
