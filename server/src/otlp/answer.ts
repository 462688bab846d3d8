import type { OtlpAnswer, Problem } from '@rollcall/shared';
import { bytesField, varintField } from './protobuf.js';

/** What OTLP/HTTP clients expect to hear (opentelemetry.io/docs/specs/otlp/#otlphttp-response). */

export const protobufType = 'application/x-protobuf';

export interface Encoded {
  type: string;
  body: Buffer | string;
}

/** True for addresses below /otlp, whatever front door they came by. */
export const isOtlp = (url: string): boolean => /^(?:\/[\w-]+)?\/otlp\/v1\//.test(url);

/** True when the client speaks protobuf, and so is answered in it. */
export const speaksProtobuf = (contentType: string | undefined): boolean =>
  contentType?.split(';')[0].trim().toLowerCase() === protobufType;

/** ExportTraceServiceResponse; `rejected` 0 means all was taken or left aside on purpose. */
export const exportAnswer = (protobuf: boolean, rejected: number, message: string): Encoded => {
  if (!protobuf) {
    const answer: OtlpAnswer =
      rejected === 0
        ? {}
        : { partialSuccess: { rejectedSpans: String(rejected), errorMessage: message } };
    return { type: 'application/json', body: JSON.stringify(answer) };
  }
  if (rejected === 0) return { type: protobufType, body: Buffer.alloc(0) };
  const partial = Buffer.concat([varintField(1, rejected), bytesField(2, message)]);
  return { type: protobufType, body: bytesField(1, partial) };
};

/** google.rpc.Code by HTTP status. */
const rpcCodes: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  405: 12,
  413: 3,
  415: 3,
  429: 8,
  503: 14,
};

/** google.rpc.Status: OTLP's word for a failure. */
export const failureAnswer = (protobuf: boolean, problem: Problem): Encoded => {
  const code = rpcCodes[problem.status] ?? 13;
  const message = [problem.detail, problem.remedy].filter(Boolean).join('; ');
  return protobuf
    ? {
        type: protobufType,
        body: Buffer.concat([varintField(1, code), bytesField(2, message)]),
      }
    : { type: 'application/json', body: JSON.stringify({ code, message }) };
};
