import { openSession, sealSession } from './session-seal.crypto.js';

const session = { key: 'root', until: 2_000 };
const sealed = sealSession(session, 'secret');

describe('a sealed session', () => {
  it('opens with the secret it was sealed with, until it ends', () => {
    expect(openSession(sealed, 'secret', 1_999)).toEqual(session);
    expect(openSession(sealed, 'secret', 2_000)).toBeUndefined();
  });

  it('does not open with another secret', () => {
    expect(openSession(sealed, 'another', 1_000)).toBeUndefined();
  });

  it.each([
    ['', 'nothing'],
    ['.', 'a dot'],
    [sealed.slice(0, -2), 'a cut one'],
    [sealed.replace(/^./, 'f'), 'a changed one'],
    [sealed.split('.')[0], 'one without its mark'],
  ])('does not open %j: %s', (cookie) => {
    expect(openSession(cookie, 'secret', 1_000)).toBeUndefined();
  });

  it('does not let its claim be exchanged', () => {
    const other = sealSession({ ...session, key: 'other' }, 'guess').split('.')[0];
    expect(openSession(`${other}.${sealed.split('.')[1]}`, 'secret', 1_000)).toBeUndefined();
  });
});
