import type { LiveView, SourceView } from '@rollcall/shared';

/** Watching for the first signal: what was there before, and what has come since. */

/** What one knew when one began to wait. */
export interface Before {
  /** Nobody had ever sent anything; our own site checks are nobody. */
  nobody: boolean;
  /** Tries by slice. */
  tries: ReadonlyMap<string, number>;
  /** Signals by source. */
  sources: ReadonlyMap<string, number>;
}

export interface Arrival {
  /** Where it came from, as far as the register knows yet. */
  source: Pick<SourceView, 'door' | 'name'> | undefined;
  /** What it was about, where it was somebody's try. */
  slice: { service: string; region: string; channel: string } | undefined;
}

const slicesOf = (view: LiveView) =>
  view.services.flatMap((service) =>
    service.regions.flatMap(({ region, channels }) =>
      channels.map(({ channel, ok, slow, failed }) => ({
        slice: { service: service.name, region, channel },
        key: JSON.stringify([service.id, region, channel]),
        tries: ok + slow + failed,
      })),
    ),
  );

/** Whether nobody ever sent anything: site checks are our own, and no one's signal. */
export const nobodySent = (view: LiveView, sources: readonly SourceView[]): boolean =>
  sources.every(({ door, accepted }) => door === 'probe' || accepted === 0) &&
  slicesOf(view).length === 0;

export const beforeOf = (view: LiveView, sources: readonly SourceView[]): Before => ({
  nobody: nobodySent(view, sources),
  tries: new Map(slicesOf(view).map(({ key, tries }) => [key, tries])),
  sources: new Map(sources.map(({ id, accepted }) => [id, accepted])),
});

/**
 * What came since; undefined: nothing of it yet. It is what a source sends that wasn't there, or that bears
 * the name of the key made for it; and where nobody ever sent anything, anybody's try.
 *
 * @param named the name of the key that was made
 */
export const arrivalOf = (
  before: Before,
  view: LiveView,
  sources: readonly SourceView[],
  named: string | undefined,
): Arrival | undefined => {
  const source = sources.find(({ id, name, accepted, door }) => {
    if (door === 'probe') return false;
    const known = before.sources.get(id);
    return known === undefined ? accepted > 0 : name === named && accepted > known;
  });
  // beside other traffic nobody can tell whose try it was
  const grown = before.nobody
    ? slicesOf(view).find(({ key, tries }) => tries > (before.tries.get(key) ?? 0))
    : undefined;
  return source || grown ? { source, slice: grown?.slice } : undefined;
};
