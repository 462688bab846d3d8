import {
  ChangeSignal,
  ContactSignal,
  HealthSignal,
  InteractionSignal,
  RatingSignal,
  ratingScales,
  signalKinds,
  unknownName,
  type Outcome,
  type Signal,
  type SignalKind,
} from '@rollcall/shared';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { futureToleranceMs, parseAt } from '../clock/time.js';
import type { AcceptedSignal } from './accepted-signal.js';
import { explain } from './explain.js';
import type { Refusal } from './refusal.js';

export interface ValidationContext {
  /** The workspace's clock, epoch ms. */
  now: number;
  /** The oldest time still taken, ms before now. */
  retentionMs: number;
  /** A service's Apdex T in ms. */
  latencyTargetOf: (service: string) => number;
  /** True: an interaction may name nobody. It colours its place, and no one is counted for it. */
  anonymous?: boolean;
}

const schemas: Record<SignalKind, z.ZodType<Signal>> = {
  interaction: InteractionSignal,
  rating: RatingSignal,
  contact: ContactSignal,
  health: HealthSignal,
  change: ChangeSignal,
};

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const compile = (schema: z.ZodType): ValidateFunction =>
  ajv.compile(z.toJSONSchema(schema, { io: 'input' }));

/**
 * One shape, two uses: the contract's schema is compiled to code for the many signals that are
 * right, and asked for its reasons only for the few that are not.
 */
const compiled = new Map<unknown, ValidateFunction>(
  signalKinds.map((kind) => [kind, compile(schemas[kind])]),
);
const anonymous = compile(InteractionSignal.omit({ user: true }));

const checkOf = (value: unknown, context: ValidationContext): ValidateFunction | undefined => {
  const { kind, user } = (value ?? {}) as { kind?: unknown; user?: unknown };
  const nameless = context.anonymous === true && kind === 'interaction' && user === undefined;
  return nameless ? anonymous : compiled.get(kind);
};

const detailFields: Record<SignalKind, readonly string[]> = {
  interaction: ['attributes'],
  rating: ['scale', 'score', 'comment', 'attributes'],
  contact: ['via', 'topic', 'sentiment', 'url', 'attributes'],
  health: ['source', 'status', 'latencyMs', 'requests', 'errors', 'attributes'],
  change: ['title', 'source', 'url', 'attributes'],
};

const detailsOf = (signal: Signal): string => {
  const given = signal as unknown as Record<string, unknown>;
  let found: Record<string, unknown> | undefined;
  for (const field of detailFields[signal.kind]) {
    if (given[field] !== undefined) (found ??= {})[field] = given[field];
  }
  return found ? JSON.stringify(found) : '';
};

/** Apdex's split: up to T ok, up to 4T slow, above failed. */
export const outcomeOfLatency = (latencyMs: number, targetMs: number): Outcome =>
  latencyMs <= targetMs ? 'ok' : latencyMs <= 4 * targetMs ? 'slow' : 'failed';

const refuse = (code: Refusal['code'], field: string, message: string): Refusal => ({
  code,
  field,
  message,
});

const refuseTime = (at: number, context: ValidationContext): Refusal | undefined => {
  if (at > context.now + futureToleranceMs) {
    return refuse(
      'at_in_future',
      'at',
      '"at" is more than 5 minutes ahead: set the sender\'s clock, or send the time it happened',
    );
  }
  if (at < context.now - context.retentionMs) {
    const days = Math.round(context.retentionMs / 86_400_000);
    return refuse(
      'at_too_old',
      'at',
      `"at" is older than the ${days} days that are kept: send epoch milliseconds (not seconds), ` +
        'or only what is younger',
    );
  }
  return undefined;
};

const malformed = (text: string | undefined): boolean =>
  text !== undefined && !(text as string & { isWellFormed(): boolean }).isWellFormed();

/** Who sent it: '' where no person does, or where it is not known who did. */
const senderOf = (signal: Signal): { user: string; customer: string } => {
  if (signal.kind === 'health' || signal.kind === 'change') return { user: '', customer: '' };
  const { user = '', customer = '' }: Partial<Record<'user' | 'customer', string>> = signal;
  return { user, customer };
};

/** What no schema says: fields that depend on each other. */
const refuseContent = (signal: Signal): Refusal | undefined => {
  if (signal.kind === 'interaction') {
    if (signal.outcome === undefined && signal.latencyMs === undefined) {
      return refuse(
        'field_missing',
        'outcome',
        'an interaction needs "outcome" ("ok", "slow" or "failed") or "latencyMs", or both',
      );
    }
  } else if (signal.kind === 'rating') {
    const [low, high] = ratingScales[signal.scale];
    if (signal.score < low || signal.score > high) {
      return refuse(
        'field_invalid',
        'score',
        `"score" must be ${low} to ${high} on the scale ${signal.scale}`,
      );
    }
  }
  const { user, customer } = senderOf(signal);
  const broken = [
    ['user', user],
    ['customer', customer],
    ['service', signal.service],
    ['region', signal.region],
    ['channel', signal.channel],
  ].find(([, text]) => malformed(text));
  return broken
    ? refuse('field_invalid', broken[0]!, `"${broken[0]}" holds half a character: send valid UTF-8`)
    : undefined;
};

/** The signal in the log's form, or why it is not taken. Pure. */
export const validateSignal = (
  value: unknown,
  context: ValidationContext,
): AcceptedSignal | Refusal => {
  if (!checkOf(value, context)?.(value)) return explain(value, schemas);
  const signal = value as Signal;
  const at = parseAt(signal.at);
  if (at === undefined) {
    return refuse(
      'field_invalid',
      'at',
      '"at" is not a time: send RFC 3339 (2026-01-31T09:30:00Z) or epoch milliseconds',
    );
  }
  const refused = refuseTime(at, context) ?? refuseContent(signal);
  if (refused) return refused;
  const { user, customer } = senderOf(signal);
  const latencyMs = signal.kind === 'interaction' ? signal.latencyMs : undefined;
  return {
    kind: signal.kind,
    at,
    service: signal.service,
    region: signal.region ?? unknownName,
    channel: signal.channel ?? unknownName,
    synthetic: signal.synthetic ?? false,
    user,
    customer,
    outcome:
      signal.kind !== 'interaction'
        ? 'ok'
        : (signal.outcome ??
          outcomeOfLatency(signal.latencyMs!, context.latencyTargetOf(signal.service))),
    latencyMs: latencyMs === undefined ? -1 : Math.round(latencyMs),
    details: detailsOf(signal),
  };
};

export const isRefusal = (checked: AcceptedSignal | Refusal): checked is Refusal =>
  'code' in checked;
