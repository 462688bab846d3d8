import { BeaconBatch, beaconLimits, fail, ok, type Rejection, type Result } from '@rollcall/shared';
import { explainIssue } from '../http/explain-issue.js';
import type { ParsedBody } from '../signals/body.js';
import { byOurClock } from './page-clock.js';

/** The batch in a request's bytes, or why there is none. */
export const openBatch = (bytes: Buffer | undefined): Result<BeaconBatch> => {
  if ((bytes?.length ?? 0) > beaconLimits.bytes) {
    return fail('too_large', `the body has more than ${beaconLimits.bytes / 1_024} KB`, {
      remedy: 'send it in several batches',
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    return fail('not_json', 'the body is not JSON', {
      remedy: 'send {"key": …, "batch": …, "sentAt": …, "signals": […]}',
    });
  }
  const parsed = BeaconBatch.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const { field, detail, remedy } = explainIssue(parsed.error.issues[0], value);
  return fail('invalid', detail, { ...(field ? { field } : {}), remedy });
};

/**
 * A batch's signals for ingest, by our clock. Interactions only: a key that everybody can read must
 * not be able to call a service down, or to speak for a customer in words.
 */
export const interactionsOf = ({ signals }: BeaconBatch, skewMs: number): ParsedBody => {
  const values: ParsedBody['values'] = [];
  const broken: Rejection[] = [];
  for (const [index, signal] of signals.entries()) {
    const { kind = 'interaction', at } = signal;
    if (kind === 'interaction') {
      values.push({ index, value: { ...signal, kind, at: byOurClock(at, skewMs) } });
    } else {
      broken.push({
        index,
        code: 'unknown_kind',
        field: 'kind',
        message: 'pages send interactions only: leave "kind" out, or use POST /api/v1/signals',
      });
    }
  }
  return { values, broken };
};
