import type { CustomerInput } from '@rollcall/shared';

/** Who belongs together and who pays for whom, before anyone tries anything. */

export interface Device {
  channel: string;
  /** Any of these may be on a signal from this device: before and after signing in, say. */
  identities: string[];
}

/** What an app of this member's says about the customer, and from when on. */
export interface Naming {
  customer: string;
  /** Share of signals that carry it. */
  share: number;
  /** Part of the story's time, 0 to 1, in which it is said. */
  from: number;
  to: number;
}

export interface Member {
  id: string;
  regions: string[];
  devices: Device[];
  /** Identities that the directory learns of only later. */
  lateAliases: string[];
  namings: Naming[];
}

export interface Party {
  /** What the directory is told first; nobody has told it of strangers. */
  customer?: CustomerInput;
  members: Member[];
  /** What it is told afterwards: another stage, another type, from a certain time on. */
  changes: CustomerInput[];
}

/** Every identity of a member but the first, which is the user's own id. */
export const aliasesOf = (member: Member): string[] =>
  [...new Set(member.devices.flatMap((device) => device.identities))].filter(
    (identity) => identity !== member.id,
  );
