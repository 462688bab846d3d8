import type { OpenIncident, UpdateIncident } from '@rollcall/shared';
import { timeOf } from './times.js';
import type { World } from './world.js';

/** What somebody on call does by hand during the scenario, in order of time. */
export type Deed =
  | { at: number; incident: number; does: 'open'; body: OpenIncident }
  | { at: number; incident: number; does: 'acknowledge'; body: { by: string } }
  | { at: number; incident: number; does: 'update'; body: UpdateIncident }
  | { at: number; incident: number; does: 'resolve'; body: { at: number } };

/** `map` gives the server's time of a scenario's time. */
export const deedsIn = ({ scenario, midnight }: World, map: (at: number) => number): Deed[] => {
  const when = (time: string): number => midnight + timeOf(time)!;
  return scenario.incidents
    .flatMap((one, incident): Deed[] => {
      const { title, where, severity } = one;
      const deeds: Deed[] = [
        {
          at: when(one.opened),
          incident,
          does: 'open',
          body: { title, scope: where, severity, onset: map(when(one.onset)) },
        },
      ];
      if (one.acknowledged !== undefined)
        deeds.push({
          at: when(one.acknowledged),
          incident,
          does: 'acknowledge',
          body: { by: 'On call' },
        });
      for (const state of ['identified', 'monitoring'] as const) {
        const time = one[state];
        if (time !== undefined)
          deeds.push({ at: when(time), incident, does: 'update', body: { state } });
      }
      if (one.resolved !== undefined)
        deeds.push({
          at: when(one.resolved),
          incident,
          does: 'resolve',
          body: { at: map(when(one.resolved)) },
        });
      return deeds;
    })
    .sort((a, b) => a.at - b.at);
};
