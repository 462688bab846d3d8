import { resourceOf } from './protobuf-traces.js';
import { WireReader } from './protobuf.js';
import { attributesOf, fieldsOf, listOf, parsed } from './json-traces.js';
import type { Attributes } from './spans.js';

/** Whose metrics or logs an export holds; nothing else of it is read. Throws MalformedExport. */
export const resourcesOfProtobuf = (bytes: Buffer): Attributes[] => {
  const found: Attributes[] = [];
  new WireReader(bytes).fields({
    1: (w) => w.message().fields({ 1: (each) => found.push(resourceOf(each.message())) }),
  });
  return found;
};

/** The same from JSON. @param field `resourceMetrics` or `resourceLogs` */
export const resourcesOfJson = (bytes: Buffer, field: string): Attributes[] =>
  listOf(fieldsOf(parsed(bytes))[field]).map((each) =>
    attributesOf(fieldsOf(fieldsOf(each)['resource'])['attributes']),
  );
