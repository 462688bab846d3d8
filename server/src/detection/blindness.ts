import { blindPrefix } from './cases.js';
import type { Decision, Facts } from './decision.js';
import type { Seen } from './detection.js';
import { believedScore, reopenMs } from './problem.js';

/** Opens one incident when nothing comes from anywhere, and ends it when signals come again. */
export const blindness = ({ blind, newest }: Seen, { cases, now }: Facts): Decision[] => {
  const own = cases.filter(({ isBlind }) => isBlind);
  const open = own.find(({ incident }) => incident.resolvedAt === null);
  if (!blind) {
    if (!open || open.isTended || newest < open.incident.detectedAt) return [];
    const about = open.incident.id;
    const message = 'Signals come again';
    return [{ about, events: [{ type: 'incident:resolved', resolvedAt: now, message }] }];
  }
  if (open || blind.score < believedScore) return [];
  const { since: onset, reason } = blind;
  const back = own.find(({ incident }) => now - incident.resolvedAt! <= reopenMs);
  if (back && !back.endedByPerson)
    return [
      {
        about: back.incident.id,
        events: [
          { type: 'incident:updated', state: 'investigating' },
          { type: 'incident:found', reason },
        ],
      },
    ];
  const opened = {
    type: 'incident:opened',
    title: 'No signals arrive: Rollcall is blind',
    scope: {},
    onset,
    severity: 'major',
    reason,
  } as const;
  const request = `${blindPrefix}${onset}`;
  return [{ request, events: [{ ...opened, request }] }];
};
