import type { RegionView, ServiceView, SliceStatus } from '@rollcall/shared';

/**
 * Service × region × channel as one table that fits its place: a row for each service on each channel, a
 * column for each region, the ailing ones first. What doesn't fit is not left out: it is summed up in
 * one last row or column that shows the worst of it.
 */

/** `few`: it would read failing or degraded, of too few tries to say so. */
export type CellStatus = SliceStatus | 'few';

/** Fewer tries than this say nothing of a place. */
export const leastTries = 5;

export interface Cell {
  status: CellStatus;
  failed: number;
  attempts: number;
  failureShare: number | null;
}

export interface GridRow {
  key: string;
  service: { id: string; name: string } | null;
  channel: string;
  cells: readonly Cell[];
  /** Rows that this one sums up; 0: it is one of its own. */
  sums: number;
}

export interface Grid {
  regions: readonly { region: string; sums: number }[];
  rows: readonly GridRow[];
}

type Tally = Pick<RegionView, 'status' | 'ok' | 'slow' | 'failed'>;

export const gravity: Record<CellStatus, number> = {
  failing: 4,
  degraded: 3,
  few: 2,
  ok: 1,
  no_data: 0,
};

const nothing: Cell = { status: 'no_data', failed: 0, attempts: 0, failureShare: null };

const cellOf = ({ status, ok, slow, failed }: Tally): Cell => {
  const attempts = ok + slow + failed;
  const ails = status === 'failing' || status === 'degraded';
  return {
    status: ails && attempts < leastTries ? 'few' : status,
    failed,
    attempts,
    failureShare: attempts > 0 ? failed / attempts : null,
  };
};

interface Rank {
  i: number;
  worst: number;
  /** Failed tries where it ails, to the nearest power of four: a finer order would never stand still. */
  size: number;
}

const rank = (cells: readonly Cell[]): Omit<Rank, 'i'> => {
  const ailing = cells.filter(({ status }) => gravity[status] > gravity.ok);
  const failed = ailing.reduce((sum, cell) => sum + cell.failed, 0);
  return {
    worst: Math.max(0, ...cells.map(({ status }) => gravity[status])),
    size: Math.round(Math.log2(failed + 1) / 2),
  };
};

const byRank = (a: Rank, b: Rank): number => b.worst - a.worst || b.size - a.size || a.i - b.i;

const summed = (cells: readonly Cell[]): Cell => {
  const failed = cells.reduce((sum, cell) => sum + cell.failed, 0);
  const attempts = cells.reduce((sum, cell) => sum + cell.attempts, 0);
  const status = cells.reduce<CellStatus>(
    (a, { status: b }) => (gravity[b] > gravity[a] ? b : a),
    'no_data',
  );
  return { status, failed, attempts, failureShare: attempts > 0 ? failed / attempts : null };
};

/** A region as its channels; one that names none is a channel without a name. */
const channelsOf = (region: RegionView): readonly (Tally & { channel: string })[] =>
  region.channels.length > 0 ? region.channels : [{ ...region, channel: '' }];

const rowsOf = (service: ServiceView, regions: readonly string[]): GridRow[] => {
  const channels = [
    ...new Set(service.regions.flatMap((region) => channelsOf(region).map((c) => c.channel))),
  ].sort((a, b) => a.localeCompare(b));
  return channels.map((channel) => ({
    key: `${service.id} ${channel}`,
    service: { id: service.id, name: service.name },
    channel,
    sums: 0,
    cells: regions.map((name) => {
      const region = service.regions.find((candidate) => candidate.region === name);
      const found = region && channelsOf(region).find((c) => c.channel === channel);
      return found ? cellOf(found) : nothing;
    }),
  }));
};

/** Worst first; nothing jumps while numbers merely move. */
export const gridOf = (services: readonly ServiceView[]): Grid => {
  const names = [...new Set(services.flatMap((s) => s.regions.map((r) => r.region)))].sort((a, b) =>
    a.localeCompare(b),
  );
  const rows = services.flatMap((service) => rowsOf(service, names));
  const columns = names
    .map((region, i) => ({ region, i, ...rank(rows.map((row) => row.cells[i])) }))
    .sort(byRank);
  return {
    regions: columns.map(({ region }) => ({ region, sums: 0 })),
    rows: rows
      .map((row) => ({ ...row, cells: columns.map(({ i }) => row.cells[i]) }))
      .map((row, i) => ({ row, i, ...rank(row.cells) }))
      .sort(byRank)
      .map(({ row }) => row),
  };
};

/** The grid in so many rows and columns: the last ones sum up what is left. */
export const fitGrid = ({ regions, rows }: Grid, maxRows: number, maxColumns: number): Grid => {
  const keptColumns = regions.length <= maxColumns ? regions.length : Math.max(1, maxColumns - 1);
  const narrow = rows.map((row) => ({
    ...row,
    cells:
      keptColumns === regions.length
        ? row.cells
        : [...row.cells.slice(0, keptColumns), summed(row.cells.slice(keptColumns))],
  }));
  const keptRows = rows.length <= maxRows ? rows.length : Math.max(1, maxRows - 1);
  const rest = narrow.slice(keptRows);
  return {
    regions:
      keptColumns === regions.length
        ? regions
        : [...regions.slice(0, keptColumns), { region: '', sums: regions.length - keptColumns }],
    rows:
      rest.length === 0
        ? narrow
        : [
            ...narrow.slice(0, keptRows),
            {
              key: 'rest',
              service: null,
              channel: '',
              sums: rest.length,
              cells: rest[0].cells.map((_, i) => summed(rest.map((row) => row.cells[i]))),
            },
          ],
  };
};

/** Widths in letter sizes: what a name takes, a mark, and a mark with its share. */
const letterEm = 0.49;
const capitalEm = 0.62;
const markEm = 1.4;
const shareEm = 2.6;

export const nameEm = ({ rows }: Grid): number =>
  rows.reduce(
    (widest, { service, channel }) =>
      Math.max(
        widest,
        ([service?.name, channel].filter(Boolean).join(' · ').length + 1) * letterEm,
      ),
    4,
  );

/** How many columns of equal width stand in a room of so many letter sizes. */
export const columnsIn = (
  grid: Grid,
  roomEm: number,
  nameOf: (region: string) => string,
): number => {
  const widest = grid.regions.reduce(
    (width, { region }) => Math.max(width, (nameOf(region).length + 0.6) * capitalEm),
    markEm,
  );
  const ails = grid.rows.some((row) =>
    row.cells.some(({ status }) => status === 'failing' || status === 'degraded'),
  );
  const columnEm = Math.max(widest, ails ? shareEm : markEm);
  return Math.max(1, Math.floor((roomEm - nameEm(grid)) / columnEm));
};
