import type { Failure, Scope } from '@rollcall/shared';
import { scopeHas } from './scope.js';
import type { SliceName } from './slice.js';

/** Names that are offered instead. */
const mostOffered = 3;

const parts = [
  ['scope.services', 'service'],
  ['scope.regions', 'region'],
  ['scope.channels', 'channel'],
] as const;
const listOf = { service: 'services', region: 'regions', channel: 'channels' } as const;

/** Levenshtein's distance: letters to add, drop or change. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, changed));
    }
    row = next;
  }
  return row[b.length];
};

/** The names most like a value, the most alike first; case counts half a letter. */
export const nearest = (value: string, known: Iterable<string>): string[] => {
  const low = value.toLowerCase();
  return [...known]
    .map((name) => ({ name, off: distance(low, name.toLowerCase()) }))
    .filter(({ name, off }) => off <= Math.max(2, Math.min(name.length, low.length) / 2))
    .sort((a, b) => a.off - b.off || (a.name < b.name ? -1 : 1))
    .slice(0, mostOffered)
    .map(({ name }) => name);
};

/**
 * Why a scope can't be meant: none of the slices that were ever seen lies in it, and it names something that was
 * never seen nor described. Undefined: it can be. Before anything was seen, any scope can be.
 *
 * @param described services that somebody has declared
 */
export const unmatchedScope = (
  scope: Scope,
  slices: readonly SliceName[],
  described: Iterable<string>,
): Failure | undefined => {
  if (slices.length === 0 || slices.some((slice) => scopeHas(scope, slice))) return undefined;
  const known = {
    service: new Set([...slices.map(({ service }) => service), ...described]),
    region: new Set(slices.map(({ region }) => region)),
    channel: new Set(slices.map(({ channel }) => channel)),
  };
  for (const [field, part] of parts) {
    const single = (scope.slices ?? []).map((each, i) => ({
      name: each[part],
      at: `scope.slices.${i}.${part}`,
    }));
    const named = (scope[listOf[part]] ?? []).map((name) => ({ name, at: field }));
    const stranger = [...named, ...single].find(({ name }) => !known[part].has(name));
    if (!stranger) continue;
    const like = nearest(stranger.name, known[part]);
    const some = [...known[part]].sort().slice(0, mostOffered * 3);
    const offer =
      like.length > 0
        ? `did you mean ${like.map((name) => `"${name}"`).join(' or ')}?`
        : `known are ${some.map((name) => `"${name}"`).join(', ')}${known[part].size > some.length ? ' and others' : ''};`;
    const otherwise =
      part === 'service'
        ? 'to open it all the same send "force": true, or declare the service first with PUT /api/v1/services/:id'
        : 'to open it all the same send "force": true';
    return {
      code: 'invalid',
      detail: `the scope matches nothing: no signal has ever come from ${part} "${stranger.name}"`,
      field: stranger.at,
      remedy: `${offer} ${otherwise}`,
      more: { value: stranger.name, didYouMean: like },
    };
  }
  return undefined;
};
