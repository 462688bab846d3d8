import type { LivePatch, LiveView } from './live.js';
import {
  liveNamespace,
  type ClientToServer,
  type LiveAuth,
  type LivePatchSent,
  type LiveSnapshot,
  type ServerToClient,
} from './socket.js';

/** Type-level checks: the compiler holds them; at run time there is little to see. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(_claim?: T): void => undefined;

describe('the socket contract', () => {
  it('is spoken in one namespace', () => {
    expect(liveNamespace).toBe('/live');
  });

  it('gives a client a snapshot and then patches, each with the time it was sent', () => {
    holds<Same<keyof ServerToClient, 'snapshot' | 'patch'>>();
    holds<Same<Parameters<ServerToClient['snapshot']>, [snapshot: LiveSnapshot]>>();
    holds<Same<Parameters<ServerToClient['patch']>, [patch: LivePatchSent]>>();
    holds<Same<Omit<LiveSnapshot, 'sentAt'>, Omit<LiveView, never>>>();
    holds<Same<Omit<LivePatchSent, 'sentAt'>, Omit<LivePatch, never>>>();
    holds<Same<LivePatchSent['sentAt'], number>>();
  });

  it('lets a client ask for a snapshot, and for nothing else', () => {
    holds<Same<keyof ClientToServer, 'resync'>>();
    const resync: ClientToServer['resync'] = (reply) => {
      // @ts-expect-error a reply without the time it was sent is none
      reply?.({} as LiveView);
    };
    expect(resync).toHaveLength(1);
  });

  it('lets a page in by cookie, so that a token may be left out', () => {
    holds<Same<LiveAuth, { token?: string }>>();
  });
});
