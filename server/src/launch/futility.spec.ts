import { failuresToStart, isFutile, type Ended } from './futility.js';

const exited: Ended = { code: 1, signal: null };
const killed: Ended = { code: null, signal: 'SIGKILL' };
const after = (...ends: [Ended, number][]) =>
  isFutile(ends.reduce((failures, [ended, ranMs]) => failuresToStart(failures, ended, ranMs), 0));

describe('giving a role up', () => {
  it('happens when it ended by itself three times without ever having run', () => {
    expect(after([exited, 900], [exited, 900])).toBe(false);
    expect(after([exited, 900], [exited, 900], [exited, 900])).toBe(true);
  });

  it('does not happen because someone kills it, however often', () => {
    expect(after(...Array.from({ length: 50 }, (): [Ended, number] => [killed, 100]))).toBe(false);
  });

  it('does not happen to a role that ran before', () => {
    const later = Array.from({ length: 5 }, (): [Ended, number] => [exited, 100]);
    expect(after([exited, 20_000], ...later)).toBe(false);
  });
});
