import type { IncidentState, IncidentView } from '@rollcall/shared';
import { isOpen } from '../incidents/rank.js';

export interface Announcement {
  key: 'incident.announceOpened' | 'incident.announceState' | 'incident.announceClosed';
  title: string;
  state?: IncidentState;
}

/** What changed between two views that someone who only listens has to hear. */
export const announcements = (
  before: readonly IncidentView[],
  after: readonly IncidentView[],
): Announcement[] => {
  const known = new Map(before.map((incident) => [incident.id, incident]));
  const changes = after.flatMap((incident): Announcement[] => {
    const { title, state } = incident;
    const earlier = known.get(incident.id);
    if (!earlier) return isOpen(incident) ? [{ key: 'incident.announceOpened', title }] : [];
    return earlier.state === state ? [] : [{ key: 'incident.announceState', title, state }];
  });
  const closed = before.some(isOpen) && !after.some(isOpen);
  return closed ? [...changes, { key: 'incident.announceClosed', title: '' }] : changes;
};
