import type { IncidentCurve, LivePatchSent, LiveSnapshot } from '@rollcall/shared';

/** `refused`: the server is there, and does not let us in. */
export type Link = 'connecting' | 'up' | 'lost' | 'refused';

export interface LiveListener {
  link: (link: Link) => void;
  snapshot: (snapshot: LiveSnapshot) => void;
  patch: (patch: LivePatchSent) => void;
}

/** Where a live view comes from: the server now; later the record of a past incident too. */
export interface LiveSource {
  open: (listener: LiveListener) => void;
  /** Asks for a snapshot; rejects if no answer comes. */
  resync: () => Promise<LiveSnapshot>;
  /** What an incident's counts were since its onset; undefined when there is no answer. */
  curve: (incident: string) => Promise<IncidentCurve | undefined>;
  /** Drops the link and tries afresh at once. */
  reconnect: () => void;
  close: () => void;
}
