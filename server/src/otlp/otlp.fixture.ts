import type { OtlpRule } from '@rollcall/shared';
import { Intake } from './intake.js';
import { Rules } from './rules.js';
import type { SpanInteraction } from './interaction.js';
import type { Attributes, AttributeValue, ResourceSpans, Span } from './spans.js';

/** A moment that spans of the specs end at, epoch ms. */
export const noon = Date.UTC(2026, 4, 1, 12);

type Said = Record<string, AttributeValue>;

const attributes = (said: Said): Attributes => new Map(Object.entries(said));

/** A root SERVER span of 200 ms that went well, unless told otherwise. */
export const span = (over: Partial<Omit<Span, 'attributes'>> & { said?: Said } = {}): Span => {
  const { said = {}, ...rest } = over;
  return {
    traceId: 't1',
    spanId: 's1',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: 'GET /pay',
    kind: 2,
    start: noon - 200,
    end: noon,
    attributes: attributes(said),
    status: 0,
    ...rest,
  };
};

/** Spans of one process. */
export const from = (resource: Said, ...spans: Span[]): ResourceSpans => ({
  resource: attributes({ 'service.name': 'shop', ...resource }),
  spans,
});

export const intakeOf = (rules: Partial<OtlpRule>[], ...exported: ResourceSpans[]): Intake =>
  new Intake(exported, new Rules(rules.map((rule) => ({ match: {}, ...rule }))));

/** The interactions of an export. */
export const interactionsOf = (
  rules: Partial<OtlpRule>[],
  ...exported: ResourceSpans[]
): SpanInteraction[] =>
  intakeOf(rules, ...exported).body.values.map(({ value }) => value as SpanInteraction);

/** The one interaction that a span of the shop becomes; undefined: none. */
export const told = (
  over: Parameters<typeof span>[0],
  resource: Said = {},
  rules: Partial<OtlpRule>[] = [],
): SpanInteraction | undefined => interactionsOf(rules, from(resource, span(over)))[0];
