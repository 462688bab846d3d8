import { limits, type InteractionSignal } from '@rollcall/shared';
import { sessionPrefix } from '../sources/request-facts.js';
import type { SpanAttributes } from './attributes.js';
import { channelOfUserAgent } from './channel.js';
import type { Ruling } from './rules.js';
import { statusError, type Span } from './spans.js';

/** An interaction as a span tells it; often it does not say who it was. */
export type SpanInteraction = Omit<InteractionSignal, 'user' | 'at'> & {
  at: number;
  user?: string;
};

/** Whom nobody but their customer is known of: one user stands for all of that customer's. */
export const customerPrefix = 'customer:';

const nameOf = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const readable = text.replace(/\p{Cc}/gu, ' ').trim();
  return readable === '' ? undefined : Array.from(readable).slice(0, limits.name).join('');
};

/**
 * A server's own fault, or, at the customer's, a request that did not get through: HTTP 500 and
 * above, or the span's status ERROR. What the customer got wrong (HTTP 4xx) is none, although client
 * spans call it an error (semconv, HTTP spans, "Status"), unless a rule lists the status.
 */
const hasFailed = (span: Span, status: number, listed: readonly number[] | undefined): boolean => {
  if (status >= 500 || listed?.includes(status)) return true;
  if (status >= 400) return false;
  return span.status === statusError;
};

const whoOf = (
  { user, customer }: Ruling,
  session: string | undefined,
): { user?: string; customer?: string } => {
  const paying = customer === undefined ? {} : { customer };
  if (user !== undefined) return { user, ...paying };
  if (session !== undefined) return { user: `${sessionPrefix}${session}`, ...paying };
  return customer === undefined ? {} : { user: `${customerPrefix}${customer}`, customer };
};

const operatingSystems: readonly (readonly [RegExp, string])[] = [
  [/^(tvos|roku)/i, 'tv'],
  [/^(ios|ipados|watchos)/i, 'ios'],
  [/^android/i, 'android'],
];

/** What a client-side process itself runs on. */
const ownChannel = (attributes: SpanAttributes): string => {
  const system = attributes.text('os.name') ?? attributes.text('os.type') ?? '';
  return operatingSystems.find(([pattern]) => pattern.test(system))?.[1] ?? 'web';
};

const channelOf = (attributes: SpanAttributes, clientSide: boolean): string | undefined =>
  clientSide
    ? ownChannel(attributes)
    : channelOfUserAgent(attributes.text('user_agent.original') ?? '');

/** What a person tried, as an entry span and the rules tell it. */
export const interactionOf = (
  span: Span,
  attributes: SpanAttributes,
  ruling: Ruling,
  clientSide: boolean,
): SpanInteraction => {
  const status = Number(attributes.get('http.response.status_code') ?? 0);
  const latencyMs = Math.min(span.end - span.start, 86_400_000);
  const timed = span.start > 0 && latencyMs >= 0;
  const failed = hasFailed(span, status, ruling.failedStatus);
  const region = nameOf(ruling.region);
  const channel = nameOf(ruling.channel) ?? channelOf(attributes, clientSide);
  const synthetic = attributes.text('user_agent.synthetic.type') !== undefined;
  return {
    kind: 'interaction',
    at: Math.round(span.end || span.start),
    service: nameOf(ruling.service) ?? 'unknown_service',
    ...(region === undefined ? {} : { region }),
    ...(channel === undefined ? {} : { channel }),
    ...(synthetic ? { synthetic } : {}),
    ...whoOf(ruling, attributes.text('session.id')),
    // without an outcome the latency decides (Apdex)
    ...(failed ? { outcome: 'failed' as const } : timed ? {} : { outcome: 'ok' as const }),
    ...(timed ? { latencyMs } : {}),
  };
};
