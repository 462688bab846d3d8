import type { CellStatus, Grid, GridRow } from './grid.js';

/** Where it fails, to be read aloud: services on channels in regions. */
export interface Where {
  services: readonly string[];
  /** null: on every channel of theirs. */
  channels: readonly string[] | null;
  /** null: everywhere. */
  regions: readonly string[] | null;
}

const grouped = <T, K>(items: readonly T[], keyOf: (item: T) => K): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
};

/** Regions where a row has the status; null: in all of those where anything came. */
const regionsOf = (row: GridRow, grid: Grid, status: CellStatus): string[] | null => {
  const seen = row.cells.filter((cell) => cell.status !== 'no_data').length;
  const found = grid.regions.filter((_, i) => row.cells[i].status === status);
  return found.length === seen && seen > 1 ? null : found.map(({ region }) => region);
};

/** The places with a status, put together as far as they go together; of an unfitted grid. */
export const whereOf = (grid: Grid, status: CellStatus): Where[] => {
  const hit = grid.rows
    .filter((row) => row.cells.some((cell) => cell.status === status))
    .map((row) => ({ row, regions: regionsOf(row, grid, status) }));
  const byService = grouped(hit, ({ row, regions }) => [row.service?.id, regions]).map((rows) => {
    const { service } = rows[0].row;
    const all = grid.rows.filter((row) => row.service?.id === service?.id).length;
    return {
      service: service?.name ?? '',
      regions: rows[0].regions,
      channels: rows.length === all ? null : rows.map(({ row }) => row.channel),
    };
  });
  return grouped(byService, ({ channels, regions }) => [channels, regions]).map((same) => ({
    services: same.map(({ service }) => service),
    channels: same[0].channels,
    regions: same[0].regions,
  }));
};
