import type { Signal } from '@rollcall/shared';
import type { Person } from './households.js';
import type { Met } from './outage.js';
import type { Slice } from './world.js';

/** One thing that happened, whether or not a signal tells of it. */

export interface Attempt extends Met {
  kind: 'attempt';
  at: number;
  person: Person;
  slice: Slice;
  latencyMs: number;
}

export interface Rated {
  kind: 'rating';
  at: number;
  person: Person;
  slice: Slice;
  scale: 'csat' | 'nps';
  score: number;
  comment?: string;
}

export interface Contacted {
  kind: 'contact';
  at: number;
  person: Person;
  slice: Slice;
  via: 'phone' | 'chat' | 'social' | 'email' | 'review';
  sentiment: number;
}

/** What no customer did: a notice, a check. */
export interface Told {
  kind: 'told';
  at: number;
  signal: Signal;
}

export type Happening = Attempt | Rated | Contacted | Told;
