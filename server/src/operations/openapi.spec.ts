import { routes, type Route } from '@rollcall/shared';
import { openApi } from './openapi.js';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, object> };
  responses: Record<string, { content: Record<string, { schema: object }> }>;
}
const description = openApi(5 * 1_048_576) as {
  openapi: string;
  info: { description: string };
  paths: Record<string, Record<string, Operation>>;
};
const all = Object.entries(routes) as [string, Route][];

const operationOf = (route: Route): Operation | undefined =>
  description.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];

describe('the API’s description', () => {
  it.each(all)('has %s, with its parameters, body and answers', (name, route) => {
    const operation = operationOf(route)!;
    expect(operation.operationId).toBe(name);
    expect(Object.keys(operation.responses).sort()).toEqual([String(route.status), 'default']);
    expect(operation.requestBody === undefined).toBe(route.body === undefined);
    const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter);
    const parameters = operation.parameters ?? [];
    expect(parameters.filter((p) => p.in === 'path').map((p) => p.name)).toEqual(inPath);
    for (const parameter of parameters) expect(parameter.schema).toBeTruthy();
  });

  it('names each route once', () => {
    const places = all.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(places).size).toBe(places.length);
    const operations = Object.values(description.paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(all.length);
  });

  it('is JSON, of version 3.0, and points at nothing that is not there', () => {
    const text = JSON.stringify(description);
    expect(JSON.parse(text)).toEqual(description);
    expect(description.openapi).toMatch(/^3\.0\./);
    expect(description.info.description).toContain('5 MB');
    expect(text).not.toContain('"$ref"');
    expect(text).not.toContain('"$schema"');
  });

  it('says that signals and customers may come one a line', () => {
    for (const route of [routes.postSignals, routes.putCustomers]) {
      expect(Object.keys(operationOf(route)!.requestBody!.content)).toContain(
        'application/x-ndjson',
      );
    }
  });

  it('describes problems as problem documents', () => {
    const { content } = operationOf(routes.postSignals)!.responses['default'];
    expect(content['application/problem+json'].schema).toMatchObject({
      required: expect.arrayContaining(['type', 'title', 'status', 'code', 'detail']),
    });
  });
});
