import type { Depth } from '@rollcall/shared';
import { depthShares } from '@rollcall/shared';

/** How deep an outage went into a customer. @param share affected ÷ active users, more than 0 */
export const depthOf = (share: number): Depth =>
  share >= depthShares.down ? 'down' : share >= depthShares.impaired ? 'impaired' : 'touched';
