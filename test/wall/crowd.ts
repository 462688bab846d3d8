import type { LiveView, RegionView, ServiceView, SliceStatus } from '@rollcall/shared';
import { scenes } from './scenes.js';

/** A wall with more to show than any: 50 services in 20 regions, of which a part changes with each view. */

const outage = scenes.outage.at(-1)!;
const channel = 'web';

/** The same for the same seed, 0–1. */
const dice = (seed: number): number => {
  const x = Math.sin(seed * 12.9898) * 43_758.5453;
  return x - Math.floor(x);
};
const statusOf = (share: number): SliceStatus =>
  share >= 0.25 ? 'failing' : share > 0.05 ? 'degraded' : 'ok';

const place = (service: number, region: number, step: number): RegionView => {
  // a tenth of the places changes from one view to the next
  const since = step - ((step + service * 7 + region * 3) % 10);
  const failed = Math.round(400 * dice(service * 100 + region + since * 0.37) ** 4);
  const tally = {
    status: statusOf(failed / 400),
    ok: 400 - failed,
    slow: 0,
    failed,
    failureShare: failed / 400,
  };
  return { region: `R${region}`, ...tally, channels: [{ channel, ...tally }] };
};

/** The view after so many patches; 250 ms of the workspace's time lie between two. */
export const crowded = (step: number, services = 50, regions = 20): LiveView => {
  const [incident] = outage.incidents;
  const { users, customers } = incident.impact;
  return {
    ...outage,
    asOf: outage.asOf + step * 250,
    services: Array.from({ length: services }, (_, service): ServiceView => ({
      ...outage.services[0],
      id: `s-${service}`,
      name: `Service ${service}`,
      regions: Array.from({ length: regions }, (_, region) => place(service, region, step)),
    })),
    incidents: [
      {
        ...incident,
        impact: {
          ...incident.impact,
          users: { ...users, failing: users.failing + step, ever: users.ever + step },
          customers: {
            ...customers,
            failing: customers.failing + step,
            ever: customers.ever + step,
          },
        },
      },
    ],
  };
};
