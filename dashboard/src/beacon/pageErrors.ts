/** What the browser says of an error that nobody caught. */
export interface Uncaught {
  message?: unknown;
  filename?: unknown;
  lineno?: unknown;
  colno?: unknown;
  /** What was thrown. */
  error?: unknown;
}

/** Different errors a page tells at the most. */
const mostErrors = 10;

/** Errors that say nothing about what the person met. */
const harmless = /^(Uncaught )?(ResizeObserver loop|Script error\.?$)/;
const foreign = /^(chrome|moz|safari-web|safari)-extension:/;

const scriptIn = /([\w.-]+\.m?js)\b[^\s:]*:(\d+):(\d+)/;

interface Thrown {
  name?: unknown;
  stack?: unknown;
  message?: unknown;
}

const words = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Names an error by its type and place, such as `TypeError app.js:10:5`; undefined where it means
 * nothing. Its message is not told: it may hold anything, names and addresses included. Nor is a file
 * that is no script: that is the page, and its address may hold as much.
 */
export const nameOfError = (uncaught: Uncaught): string | undefined => {
  const { message, filename, lineno, colno } = uncaught;
  const thrown = (Object(uncaught.error) ?? {}) as Thrown;
  const stack = words(thrown.stack);
  const said = words(message) || words(thrown.message);
  if (harmless.test(said) || foreign.test(words(filename)) || /-extension:\/\//.test(stack)) {
    return undefined;
  }
  const type = /^[A-Za-z]\w{0,40}$/.exec(words(thrown.name))?.[0] ?? 'Error';
  if (type === 'AbortError') return undefined;
  const place = scriptIn.exec(
    `${words(filename).split(/[?#]/)[0]}:${Number(lineno)}:${Number(colno)}`,
  );
  const [, file = 'page', line = '', column = ''] = place ?? scriptIn.exec(stack) ?? [];
  const at = line && `:${line}:${column}`;
  return `${type} ${file}${at}`.slice(0, 200);
};

/** True for an error to tell: each once a page, and so many at the most. */
export const createErrorSample = (): ((name: string) => boolean) => {
  const seen = new Set<string>();
  return (name) => {
    if (seen.has(name) || seen.size >= mostErrors) return false;
    seen.add(name);
    return true;
  };
};
