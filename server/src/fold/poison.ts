/**
 * Finds which items make `works` fail, by halving: about 2·k·log2(n) trials for k bad ones among n.
 * `works` is asked with a sample and must not remember earlier samples.
 */
export const findPoison = async <T>(
  items: readonly T[],
  works: (sample: readonly T[]) => Promise<boolean>,
): Promise<Set<T>> => {
  const poison = new Set<T>();
  const search = async (part: readonly T[]): Promise<void> => {
    if (part.length === 0 || (await works(part))) return;
    if (part.length === 1) {
      poison.add(part[0]);
      return;
    }
    const middle = part.length >> 1;
    await search(part.slice(0, middle));
    await search(part.slice(middle));
  };
  await search(items);
  return poison;
};
