import { isHeld, readHolder } from './lock.js';

const holder = { pid: 41, bootId: 'today', address: 'http://127.0.0.1:4000' };
const self = { pid: 42, bootId: 'today' };
const alive = () => true;
const dead = () => false;

describe('isHeld', () => {
  it('holds while its process lives', () => expect(isHeld(holder, self, alive)).toBe(true));

  it.each([
    ['its process is dead', holder, self, dead],
    ['the machine was started anew', holder, { ...self, bootId: 'tomorrow' }, alive],
    ['it has our own pid, as in a container started again', holder, { ...self, pid: 41 }, alive],
  ])('is stale when %s', (_, one, own, isAlive) => expect(isHeld(one, own, isAlive)).toBe(false));

  it('asks only whether the process lives where a run of the system has no name', () => {
    expect(isHeld(holder, { ...self, bootId: '' }, alive)).toBe(true);
  });
});

describe('readHolder', () => {
  it('reads what was written', () => expect(readHolder(JSON.stringify(holder))).toEqual(holder));
  it.each(['', '{"pid":4', 'null', '{}', '{"pid":"4"}', '7'])('takes %j for nobody', (text) =>
    expect(readHolder(text)).toBeUndefined(),
  );
});
