import type { ClientToServer, IncidentCurve, LiveAuth, ServerToClient } from '@rollcall/shared';
import { liveNamespace } from '@rollcall/shared/socket';
import { io, type Socket } from 'socket.io-client';
import type { LiveListener, LiveSource } from './live.source.js';

export interface SocketSourceOptions {
  /** Tells whether the server would let us read; asked when it closed the door on us. */
  mayRead: () => Promise<boolean | undefined>;
  /** Asks what an incident's counts were since its onset. */
  curve: (incident: string) => Promise<IncidentCurve | undefined>;
  /** A key, for a page that was given one; a signed-in page has its cookie. */
  token?: string;
  origin?: string;
  /** What the server's addresses begin with. */
  basePath?: string;
}

const resyncWithinMs = 4_000;
const doorWait = { first: 1_000, longest: 15_000 };

/** The live view over Socket.IO; never gives up, whatever the server, the network or sleep does. */
export const socketSource = ({
  mayRead,
  curve,
  token,
  origin = '',
  basePath = '',
}: SocketSourceOptions): LiveSource => {
  let socket: Socket<ServerToClient, ClientToServer> | undefined;
  let knock: ReturnType<typeof setTimeout> | undefined;
  let doorWaitMs = doorWait.first;

  const connectAfresh = () => {
    clearTimeout(knock);
    socket?.disconnect().connect();
  };

  /** The server ended it: Socket.IO won't come back by itself. Find out why, and knock again later. */
  const shutOut = async (listener: LiveListener) => {
    const shut = socket;
    const allowed = await mayRead().catch(() => undefined);
    if (!shut || shut !== socket || shut.connected) return;
    if (allowed === false) listener.link('refused');
    clearTimeout(knock);
    knock = setTimeout(() => shut.connect(), doorWaitMs);
    doorWaitMs = Math.min(doorWaitMs * 2, doorWait.longest);
  };

  return {
    open(listener) {
      const auth: LiveAuth = token === undefined ? {} : { token };
      socket = io(`${origin}${liveNamespace}`, {
        path: `${basePath}/socket.io`,
        auth,
        withCredentials: true,
        transports: ['websocket', 'polling'],
        tryAllTransports: true,
        reconnectionAttempts: Infinity,
        reconnectionDelay: 400,
        reconnectionDelayMax: 5_000,
        randomizationFactor: 0.5,
        timeout: 8_000,
      });
      const opened = socket;
      opened.on('connect', () => {
        doorWaitMs = doorWait.first;
        listener.link('up');
      });
      opened.on('snapshot', listener.snapshot);
      opened.on('patch', listener.patch);
      opened.on('connect_error', () => {
        listener.link('lost');
        if (!opened.active) void shutOut(listener);
      });
      opened.on('disconnect', (reason) => {
        listener.link('lost');
        if (reason === 'io server disconnect') void shutOut(listener);
      });
      globalThis.addEventListener('online', connectAfresh);
    },
    resync: () =>
      socket?.connected
        ? socket.timeout(resyncWithinMs).emitWithAck('resync')
        : Promise.reject(new Error('not connected')),
    curve,
    reconnect: connectAfresh,
    close() {
      clearTimeout(knock);
      globalThis.removeEventListener('online', connectAfresh);
      socket?.disconnect();
      socket = undefined;
    },
  };
};
