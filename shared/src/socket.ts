import type { LivePatch, LiveView } from './live.js';

/** The Socket.IO contract of namespace `/live`, typed once for both ends. */
export const liveNamespace = '/live';

/** A view with the server's clock when it was sent, so that a client can tell its age. */
export interface LiveSnapshot extends LiveView {
  /** Server's wall clock, epoch ms. */
  sentAt: number;
}

export interface LivePatchSent extends LivePatch {
  /** Server's wall clock, epoch ms. */
  sentAt: number;
}

export interface ServerToClient {
  snapshot: (snapshot: LiveSnapshot) => void;
  patch: (patch: LivePatchSent) => void;
}

export interface ClientToServer {
  /** Asks for a snapshot, after a gap: as the acknowledgement, or as `snapshot` without one. */
  resync: (reply?: (snapshot: LiveSnapshot) => void) => void;
}

/** What a client sends to be let in; a page signed in by cookie sends nothing. */
export interface LiveAuth {
  token?: string;
}
