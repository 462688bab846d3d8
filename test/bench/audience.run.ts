import { once } from 'node:events';
import { join } from 'node:path';
import { liveNamespace, type LivePatchSent } from '@rollcall/shared';
import { Child } from '../harness/child.js';
import type { Cleanup } from '../harness/cleanup.js';
import { root } from '../harness/paths.js';
import { rootKey } from '../harness/rollcall.js';

export interface Heard {
  /** Clients that have connected. */
  joined: number;
  snapshots: number;
  /** Messages, over all clients. */
  received: number;
  /** What the first client was told since the last question. */
  heard: LivePatchSent[];
  /** Since the last question: how long each patch took from being sent until everyone had it, ms. */
  spreads: number[];
  /** For some clients: when they first saw so many users affected (by index), epoch ms. */
  firstSeen: (number | null)[][];
}

/** Screens in a process of their own. */
export class Audience {
  private constructor(private readonly child: Child) {}

  static join(cleanup: Cleanup, port: number, clients: number): Audience {
    const url = `http://127.0.0.1:${port}${liveNamespace}`;
    const args = [join(root, 'test/bench/audience.mjs'), url, rootKey, String(clients)];
    return new Audience(cleanup.add(Child.node(args), (c) => c.stop()));
  }

  async ask(): Promise<Heard> {
    const answer = once(this.child.process, 'message');
    this.child.process.send('?');
    const [heard] = (await answer) as [Heard];
    return heard;
  }
}
