import type { OtlpRule } from '@rollcall/shared';
import type { SpanAttributes } from './attributes.js';
import { defaultRules } from './default-rules.js';

/** What the rules say of one span; undefined: nothing. */
export interface Ruling {
  drop?: string;
  service?: string;
  region?: string;
  channel?: string;
  user?: string;
  customer?: string;
  failedStatus?: readonly number[];
  sampling?: number;
}

type Test = (attributes: SpanAttributes) => boolean;
type Text = (attributes: SpanAttributes) => string | undefined;

/** `*` stands for anything; without one the text has to be the same. Never backtracks. */
export const matches = (pattern: string, text: string): boolean => {
  const [first, ...rest] = pattern.split('*');
  if (rest.length === 0) return text === pattern;
  if (!text.startsWith(first)) return false;
  const last = rest.pop()!;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
};

const testOf = (match: OtlpRule['match']): Test => {
  const parts = Object.entries(match).map(([name, patterns]): Test => {
    const list = [patterns].flat();
    return (attributes) => {
      const text = attributes.text(name);
      return text !== undefined && list.some((pattern) => matches(pattern, text));
    };
  });
  return (attributes) => parts.every((part) => part(attributes));
};

const textOf = (template: string): Text => {
  const parts = template.split(/\{([^}]*)\}/);
  if (parts.length === 1) return () => template;
  return (attributes) => {
    let text = '';
    for (const [i, part] of parts.entries()) {
      const value = i % 2 === 0 ? part : attributes.text(part);
      if (value === undefined) return undefined;
      text += value;
    }
    return text;
  };
};

const firstOf =
  (names: readonly string[]): Text =>
  (attributes) => {
    for (const name of names) {
      const value = attributes.text(name);
      if (value !== undefined) return value;
    }
    return undefined;
  };

interface Compiled {
  applies: Test;
  texts: [field: 'service' | 'region' | 'channel' | 'user' | 'customer', text: Text][];
  rule: OtlpRule;
}

const compile = (rule: OtlpRule): Compiled => {
  const texts: Compiled['texts'] = [];
  for (const field of ['service', 'region', 'channel'] as const) {
    const template = rule[field];
    if (template !== undefined) texts.push([field, textOf(template)]);
  }
  for (const field of ['user', 'customer'] as const) {
    const names = rule[field];
    if (names !== undefined) texts.push([field, firstOf(names)]);
  }
  return { applies: testOf(rule.match), texts, rule };
};

/** Rules made ready for many spans; the built-in ones come after yours. */
export class Rules {
  private readonly compiled: readonly Compiled[];

  constructor(rules: readonly OtlpRule[]) {
    this.compiled = [...rules, ...defaultRules].map(compile);
  }

  /** For each field, the word of the first rule that applies and has one. */
  of(attributes: SpanAttributes): Ruling {
    const ruling: Ruling = {};
    for (const { applies, texts, rule } of this.compiled) {
      if (!applies(attributes)) continue;
      // what is done with the span is decided once: it is dropped, or has a service
      if (rule.drop !== undefined && ruling.service === undefined) return { drop: rule.drop };
      for (const [field, text] of texts) ruling[field] ??= text(attributes);
      ruling.failedStatus ??= rule.failedStatus;
      ruling.sampling ??= rule.sampling;
    }
    return ruling;
  }
}
