import {
  applyPatch,
  type ClientToServer,
  type LivePatchSent,
  liveNamespace,
  type LiveSnapshot,
  type LiveView,
  type ServerToClient,
} from '@rollcall/shared';
import { io, type Socket } from 'socket.io-client';
import { until } from './until.js';

/** A screen without pixels: joins the live view, applies its patches, and notes every break in the chain. */
export class LiveScreen {
  view: LiveView | undefined;
  snapshots = 0;
  patches = 0;
  readonly gaps: string[] = [];
  refused: string | undefined;
  private readonly socket: Socket<ServerToClient, ClientToServer>;

  constructor(base: string, token: string | undefined) {
    this.socket = io(base + liveNamespace, {
      auth: token === undefined ? {} : { token },
      transports: ['websocket'],
      reconnectionDelay: 100,
      reconnectionDelayMax: 300,
      forceNew: true,
    });
    this.socket.on('snapshot', (snapshot) => this.show(snapshot));
    this.socket.on('patch', (patch) => this.change(patch));
    this.socket.on('connect_error', (error) => (this.refused = error.message));
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  private show({ sentAt: _sentAt, ...view }: LiveSnapshot): void {
    this.snapshots++;
    this.view = view;
  }

  private change(patch: LivePatchSent): void {
    this.patches++;
    if (!this.view) {
      this.gaps.push(`a patch to ${patch.to} before any snapshot`);
      return;
    }
    // what the snapshot already holds is no gap
    if (patch.to <= this.view.version) return;
    const next = applyPatch(this.view, patch);
    if (next) this.view = next;
    else this.gaps.push(`from ${patch.from} to ${patch.to} while at ${this.view.version}`);
  }

  async resync(): Promise<LiveView> {
    const snapshot = (await this.socket.timeout(5_000).emitWithAck('resync')) as LiveSnapshot;
    this.show(snapshot);
    return snapshot;
  }

  until(what: string, holds: (view: LiveView) => boolean, withinMs = 20_000): Promise<LiveView> {
    const seen = () => (this.view && holds(this.view) ? this.view : undefined);
    return until(what, seen, { withinMs, everyMs: 5 });
  }

  close(): void {
    this.socket.close();
  }
}
