import { Touches } from './touches.js';

describe('whom the directory spoke of', () => {
  it('is known since any position, each once', () => {
    const touches = new Touches();
    touches.user(7);
    const { position } = touches;
    touches.user(3);
    touches.customer(3);
    touches.user(7);
    touches.user(3);
    expect(touches.since(position)).toEqual({ users: new Set([3, 7]), customers: new Set([3]) });
    expect(touches.since(touches.position)).toEqual({ users: new Set(), customers: new Set() });
  });

  it('is not known any more of long ago, and says so', () => {
    const touches = new Touches();
    for (let i = 0; i < 2 ** 20 + 10; i++) touches.user(i);
    expect(touches.since(0)).toBeUndefined();
    const last = touches.since(touches.position - 5)!;
    expect([...last.users]).toEqual([1, 2, 3, 4, 5].map((i) => 2 ** 20 + 4 + i));
  });
});
