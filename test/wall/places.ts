import type { RegionView, ServiceView, SliceStatus } from '@rollcall/shared';

/** The places of the scenes: three services, eight regions, four channels, and where they fail. */

export const regions = ['US', 'CA', 'MX', 'BR', 'GB', 'IE', 'SE', 'NO'];
const services: [id: string, name: string][] = [
  ['play', 'Watch'],
  ['browse', 'Browse'],
  ['signup', 'Sign up'],
];
const channels = ['tv', 'web', 'ios', 'android'];
/** How many try there, against the United States. */
const crowd: Record<string, number> = {
  US: 1,
  CA: 0.2,
  MX: 0.15,
  BR: 0.1,
  GB: 0.3,
  IE: 0.05,
  SE: 0.1,
  NO: 0.08,
};
const americas = ['US', 'CA', 'MX', 'BR'];

type Tally = Pick<RegionView, 'status' | 'ok' | 'slow' | 'failed' | 'failureShare'>;
type FailureShare = (service: string, region: string, channel: string) => number;

const statusOf = (share: number): SliceStatus =>
  share >= 0.25 ? 'failing' : share > 0.05 ? 'degraded' : 'ok';
const gravity: SliceStatus[] = ['no_data', 'ok', 'degraded', 'failing'];

const tallyOf = (attempts: number, share: number): Tally => {
  const failed = Math.round(attempts * share);
  return {
    status: attempts === 0 ? 'no_data' : statusOf(share),
    ok: attempts - failed,
    slow: 0,
    failed,
    failureShare: attempts === 0 ? null : failed / attempts,
  };
};

const sum = (parts: readonly Tally[]): Tally => {
  const failed = parts.reduce((all, part) => all + part.failed, 0);
  const ok = parts.reduce((all, part) => all + part.ok, 0);
  const status = gravity[Math.max(0, ...parts.map((part) => gravity.indexOf(part.status)))];
  return {
    status,
    ok,
    slow: 0,
    failed,
    failureShare: ok + failed > 0 ? failed / (ok + failed) : null,
  };
};

export const matrix = (share: FailureShare, attempts = 2_400): ServiceView[] =>
  services.map(([id, name]) => {
    const rows = regions.map((region) => {
      const inside = (id === 'signup' ? ['web'] : channels).map((channel) => ({
        channel,
        ...tallyOf(
          Math.max(1, Math.round((attempts * crowd[region]) / (1 + channels.indexOf(channel)))),
          share(id, region, channel),
        ),
      }));
      return { region, ...sum(inside), channels: inside };
    });
    return { id, name, ...sum(rows), regions: rows, health: [] };
  });

export const fine: FailureShare = (_, region) => (region === 'SE' ? 0.004 : 0.002);
export const televisions =
  (share: number): FailureShare =>
  (service, region, channel) =>
    service === 'play' && channel === 'tv' && americas.includes(region)
      ? share - americas.indexOf(region) * 0.05
      : fine(service, region, channel);
