/** What a test started, to be ended in the opposite order, whatever happened in between. */
export class Cleanup {
  private readonly undo: (() => unknown)[] = [];

  add<T>(thing: T, end: (thing: T) => unknown): T {
    this.undo.push(() => end(thing));
    return thing;
  }

  /** For afterAll and afterEach. Everything is ended, even if ending one thing fails. */
  readonly run = async (): Promise<void> => {
    const troubles: unknown[] = [];
    for (const end of this.undo.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        troubles.push(error);
      }
    }
    if (troubles.length > 0) throw new AggregateError(troubles, 'cleaning up failed');
  };
}
