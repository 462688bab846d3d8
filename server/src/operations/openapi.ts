import { Problem, routes, type Route } from '@rollcall/shared';
import { z } from 'zod';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object =>
  z.toJSONSchema(schema, { io, target: 'openapi-3.0', unrepresentable: 'any' });

const parametersOf = (route: Route): object[] => {
  const path = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  if (!route.query) return path;
  const { properties = {}, required = [] } = schemaOf(route.query, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  const query = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return [...path, ...query];
};

const operationOf = (name: string, route: Route): object => {
  const json = { schema: route.body ? schemaOf(route.body, 'input') : {} };
  const lines = route.method === 'PUT' && route.path.endsWith('/customers');
  const content = {
    'application/json': json,
    ...(lines || route.path.endsWith('/signals') ? { 'application/x-ndjson': {} } : {}),
  };
  return {
    operationId: name,
    summary: route.summary,
    security: [{ bearer: [] }],
    ...(parametersOf(route).length > 0 ? { parameters: parametersOf(route) } : {}),
    ...(route.body ? { requestBody: { required: true, content } } : {}),
    responses: {
      [route.status]: {
        description: 'Done',
        content: { 'application/json': { schema: schemaOf(route.answer, 'output') } },
      },
      default: {
        description: 'A problem document (RFC 9457) that names field and remedy',
        content: { 'application/problem+json': { schema: schemaOf(Problem, 'output') } },
      },
    },
  };
};

/** The API's description, made from the same contract that both ends use. */
export const openApi = (maxBodyBytes: number): object => {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(name, route);
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Rollcall',
      version: '1',
      description: `Bodies up to ${maxBodyBytes / 1_048_576} MB, packed or unpacked.`,
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
};
