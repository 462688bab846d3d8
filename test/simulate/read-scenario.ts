import { LineCounter, parseDocument } from 'yaml';
import { Scenario } from './scenario.js';

export type Read = { ok: true; scenario: Scenario } | { ok: false; complaints: string[] };

const spell = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (said, step) =>
      typeof step === 'number'
        ? `${said}[${step}]`
        : said === ''
          ? String(step)
          : `${said}.${String(step)}`,
    '',
  );

/** Reads a scenario's YAML; complaints name the line, the field and the remedy. */
export const readScenario = (yaml: string, file: string): Read => {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  if (document.errors.length > 0)
    return {
      ok: false,
      complaints: document.errors.map(
        ({ message, pos }) =>
          `${file}:${lineAt(pos[0])}: this is not YAML: ${message.split('\n')[0]}`,
      ),
    };

  /** The line of the field, or of the nearest block around it. */
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number] } | undefined;
      if (node?.range) return lineAt(node.range[0]);
    }
    return 1;
  };
  const parsed = Scenario.safeParse(document.toJS());
  if (parsed.success) return { ok: true, scenario: parsed.data };
  return {
    ok: false,
    complaints: parsed.error.issues.map(
      ({ path, message }) =>
        `${file}:${lineOf(path)}: ${path.length > 0 ? `${spell(path)}: ` : ''}${message}`,
    ),
  };
};
