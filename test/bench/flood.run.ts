import { setTimeout as pause } from 'node:timers/promises';
import { type Target, Wire } from './wire.client.js';

export interface Flood {
  target: Target;
  connections: number;
  /** A fresh body. */
  body: () => Buffer;
  /** Signals in each body. */
  signals: number;
  forMs: number;
  /** True while senders should hold back. */
  hold?: () => boolean;
}

/** What came of it: signals that were acknowledged, and those that were told to come back. */
export interface Flooded {
  acknowledged: number;
  refused: number;
  tookMs: number;
}

/** Posts for a time, each connection its next body as soon as the one before is answered. */
export const flood = async ({
  target,
  connections,
  body,
  signals,
  forMs,
  hold = () => false,
}: Flood): Promise<Flooded> => {
  const wires = await Promise.all(Array.from({ length: connections }, () => Wire.open(target)));
  const flooded: Flooded = { acknowledged: 0, refused: 0, tookMs: 0 };
  const started = performance.now();
  const lane = async (wire: Wire): Promise<void> => {
    while (performance.now() - started < forMs) {
      if (hold()) {
        await pause(2);
        continue;
      }
      const status = await wire.post(body());
      if (status >= 200 && status < 300) flooded.acknowledged += signals;
      else if (status === 429 || status === 503) {
        flooded.refused += signals;
        await pause(50);
      } else throw new Error(`${target.path} answered ${status}`);
    }
  };
  try {
    await Promise.all(wires.map(lane));
  } finally {
    for (const wire of wires) wire.close();
  }
  flooded.tookMs = performance.now() - started;
  return flooded;
};
