import type { LivePatch, LiveView, Path, PatchOperation } from './live.js';

type Json = unknown;

const isContainer = (value: Json): value is object => typeof value === 'object' && value !== null;

/** Names an element of a list, so that a shifted list is sent whole instead of patched field by field. */
const nameOf = (value: Json): Json => {
  if (!isContainer(value)) return undefined;
  const named = value as Record<string, Json>;
  return named['id'] ?? named['region'] ?? named['channel'] ?? named['source'];
};

const sameShape = (a: Json, b: Json): boolean => {
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((element, i) => nameOf(element) === nameOf(b[i]));
  }
  return isContainer(a) && isContainer(b);
};

const collect = (a: Json, b: Json, path: Path, operations: PatchOperation[]): void => {
  if (Object.is(a, b)) return;
  if (!sameShape(a, b)) {
    operations.push([path, b]);
    return;
  }
  if (Array.isArray(a)) {
    a.forEach((element, i) => collect(element, (b as Json[])[i], [...path, i], operations));
    return;
  }
  const from = a as Record<string, Json>;
  const to = b as Record<string, Json>;
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(to, key)) operations.push([[...path, key]]);
  }
  for (const key of Object.keys(to)) {
    if (Object.hasOwn(from, key)) collect(from[key], to[key], [...path, key], operations);
    else operations.push([[...path, key], to[key]]);
  }
};

/**
 * What changed from one JSON value to another: objects key by key, lists element by element while
 * their elements keep their names, else whole.
 */
export const diff = (a: LiveView, b: LiveView): LivePatch => {
  const operations: PatchOperation[] = [];
  collect(a, b, [], operations);
  return { from: a.version, to: b.version, operations };
};

const applyAt = (node: Json, path: Path, depth: number, operation: PatchOperation): Json => {
  const [, value] = operation;
  if (depth === path.length) return value;
  const key = path[depth];
  if (Array.isArray(node)) {
    const copy = node.slice() as Json[];
    copy[key as number] = applyAt(copy[key as number], path, depth + 1, operation);
    return copy;
  }
  const copy: Record<string, Json> = { ...(node as Record<string, Json>) };
  if (depth === path.length - 1 && operation.length === 1) {
    delete copy[key];
    return copy;
  }
  // defineProperty, so that a key named __proto__ is data like any other
  Object.defineProperty(copy, key, {
    value: applyAt(Object.hasOwn(copy, key) ? copy[key] : undefined, path, depth + 1, operation),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
};

/**
 * The view after the patch; parts the patch does not touch are shared with the old view.
 * Returns undefined when the patch was made for another version: ask for a snapshot then.
 */
export const applyPatch = (view: LiveView, patch: LivePatch): LiveView | undefined => {
  if (patch.from !== view.version) return undefined;
  return patch.operations.reduce<Json>(
    (node, operation) => applyAt(node, operation[0], 0, operation),
    view,
  ) as LiveView;
};
