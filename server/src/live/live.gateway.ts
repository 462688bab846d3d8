import { Inject } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import {
  liveNamespace,
  type ClientToServer,
  type LiveAuth,
  type LiveSnapshot,
  type LiveView,
  type ServerToClient,
} from '@rollcall/shared';
import type { Namespace, Socket } from 'socket.io';
import { AccessService } from '../access/access.service.js';
import { allows, cookieOf, sessionCookie, type Caller } from '../access/secrets.js';
import { LiveTail } from './live-tail.service.js';

type LiveNamespace = Namespace<ClientToServer, ServerToClient>;

const snapshotOf = (view: LiveView): LiveSnapshot => ({ ...view, sentAt: Date.now() });

/** `/live` over Socket.IO: a snapshot on joining, patches after; only for who may read. */
@WebSocketGateway({ namespace: liveNamespace })
export class LiveGateway implements OnGatewayInit<LiveNamespace> {
  private namespace: LiveNamespace | undefined;

  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(LiveTail) private readonly tail: LiveTail,
  ) {}

  /** Sockets connected to this process. */
  get clients(): number {
    return this.namespace?.sockets.size ?? 0;
  }

  afterInit(namespace: LiveNamespace): void {
    this.namespace = namespace;
    namespace.use((socket, next) => {
      this.callerOf(socket).then(
        (caller) => next(caller && allows(caller, 'read') ? undefined : notLetIn()),
        () => next(new Error('redis_away')),
      );
    });
    namespace.on('connection', (socket) => {
      socket.emit('snapshot', snapshotOf(this.tail.view));
      socket.on('resync', (reply) => {
        const snapshot = snapshotOf(this.tail.view);
        if (typeof reply === 'function') reply(snapshot);
        else socket.emit('snapshot', snapshot);
      });
    });
    this.tail.listen({
      patched: (patch) => {
        // each API reads the stream itself, so it speaks to its own sockets only
        namespace.local.emit('patch', { ...patch, sentAt: Date.now() });
      },
      replaced: (view) => {
        namespace.local.emit('snapshot', snapshotOf(view));
      },
    });
  }

  private async callerOf(
    socket: Socket<ClientToServer, ServerToClient>,
  ): Promise<Caller | undefined> {
    const { token } = socket.handshake.auth as LiveAuth;
    if (typeof token === 'string' && token !== '') return this.access.callerOf(token);
    const session = cookieOf(socket.handshake.headers.cookie, sessionCookie);
    return session === undefined ? undefined : this.access.callerOfSession(session);
  }
}

const notLetIn = (): Error => new Error('key_unknown');
