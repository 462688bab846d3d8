/** How to run a program of ours in a process of its own. */
export interface ChildProgram {
  /** A `file:` URL. */
  url: URL;
  /** Arguments for Node itself. */
  execArgv: string[];
}

/**
 * Finds a program of this package: compiled JavaScript when compiled JavaScript asks; when
 * TypeScript source asks (in tests), the source, with the loader that Node needs for it.
 *
 * @param from the asking module's `import.meta.url`
 * @param name the program's path relative to it, without an extension
 */
export function childProgram(from: string, name: string): ChildProgram {
  if (!from.endsWith('.ts')) return { url: new URL(`${name}.js`, from), execArgv: [] };
  const packageRoot = from.slice(0, from.lastIndexOf('/server/src/') + '/server/'.length);
  const loader = new URL('bin/typescript-loader.mjs', packageRoot);
  return {
    url: new URL(`${name}.ts`, from),
    execArgv: ['--conditions=@rollcall/source', `--import=${loader.href}`],
  };
}
