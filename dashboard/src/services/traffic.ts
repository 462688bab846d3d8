import type { LiveView } from '@rollcall/shared';
import { gridOf, type CellStatus } from './grid.js';

/** What was tried in the window, and in how many places (a service on a channel in a region) how it went. */
export interface Traffic {
  attempts: number;
  failed: number;
  places: Record<CellStatus, number>;
}

export const trafficOf = ({ services }: Pick<LiveView, 'services'>): Traffic => {
  const places: Traffic['places'] = { no_data: 0, few: 0, ok: 0, degraded: 0, failing: 0 };
  for (const cell of gridOf(services).rows.flatMap((row) => row.cells)) places[cell.status] += 1;
  return {
    attempts: services.reduce((sum, { ok, slow, failed }) => sum + ok + slow + failed, 0),
    failed: services.reduce((sum, service) => sum + service.failed, 0),
    places,
  };
};
