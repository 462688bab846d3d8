import { Inject, type OnModuleDestroy } from '@nestjs/common';
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
type LiveSocket = Socket<ClientToServer, ServerToClient>;

/** How soon a revoked key's sockets end, ms. */
const recheckMs = 1_000;

const snapshotOf = (view: LiveView): LiveSnapshot => ({ ...view, sentAt: Date.now() });

/** `/live` over Socket.IO: a snapshot on joining, patches after; only for who may read. */
@WebSocketGateway({ namespace: liveNamespace })
export class LiveGateway implements OnGatewayInit<LiveNamespace>, OnModuleDestroy {
  private namespace: LiveNamespace | undefined;
  /** Sockets by what they were let in with: of a thousand screens with one key it is asked once. */
  private readonly letIn = new Map<string, Set<LiveSocket>>();
  private readonly watch = setInterval(() => void this.dropRevoked(), recheckMs);

  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(LiveTail) private readonly tail: LiveTail,
  ) {}

  /** Sockets connected to this process. */
  get clients(): number {
    return this.namespace?.sockets.size ?? 0;
  }

  onModuleDestroy(): void {
    clearInterval(this.watch);
  }

  /** Ends the sockets of keys that were revoked and of sessions that have ended since they joined. */
  private async dropRevoked(): Promise<void> {
    const check = async (sockets: Set<LiveSocket>): Promise<void> => {
      const [one] = sockets;
      // Redis being away is no reason to darken a wall
      if (await this.isAllowed(one).catch(() => true)) return;
      for (const socket of [...sockets]) socket.disconnect(true);
    };
    await Promise.all([...this.letIn.values()].map(check));
  }

  private async isAllowed(socket: LiveSocket): Promise<boolean> {
    const caller = await this.callerOf(socket);
    return caller !== undefined && allows(caller, 'read');
  }

  afterInit(namespace: LiveNamespace): void {
    this.namespace = namespace;
    namespace.use((socket, next) => {
      this.isAllowed(socket).then(
        (allowed) => next(allowed ? undefined : notLetIn()),
        () => next(new Error('redis_away')),
      );
    });
    namespace.on('connection', (socket) => {
      this.remember(socket);
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

  private remember(socket: LiveSocket): void {
    const name = JSON.stringify(credentialsOf(socket));
    const others = this.letIn.get(name) ?? new Set();
    this.letIn.set(name, others.add(socket));
    socket.on('disconnect', () => {
      others.delete(socket);
      if (others.size === 0 && this.letIn.get(name) === others) this.letIn.delete(name);
    });
  }

  private async callerOf(socket: LiveSocket): Promise<Caller | undefined> {
    const { token, session } = credentialsOf(socket);
    if (token !== undefined) return this.access.callerOf(token);
    return session === undefined ? undefined : this.access.callerOfSession(session);
  }
}

/** What a socket was opened with: a key, or a signed-in page's cookie. */
const credentialsOf = ({
  handshake,
}: LiveSocket): { token?: string | undefined; session?: string | undefined } => {
  const { token } = handshake.auth as LiveAuth;
  if (typeof token === 'string' && token !== '') return { token };
  return { session: cookieOf(handshake.headers.cookie, sessionCookie) };
};

const notLetIn = (): Error => new Error('key_unknown');
