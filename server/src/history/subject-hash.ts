import { noOne, type People } from '../directory/people.js';
import { panelHash } from './panel.js';
import type { HashOf } from './partition.roll-up.js';

/** Panel hashes of a partition's subjects, by who they are. @param identityOf −1: not met yet */
export const hashOfSubjects =
  (people: () => People, identityOf: (subject: number) => number): HashOf =>
  (subject) => {
    const identity = identityOf(subject);
    if (identity === noOne) return null;
    return identity < 0 ? undefined : panelHash(people().textOf(identity));
  };
