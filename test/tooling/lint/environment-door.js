/** The environment is read in one place, with a schema; everything else is handed what it needs. */
export const environmentDoor = {
  meta: {
    type: 'problem',
    docs: { description: 'Only main.ts and config/env.ts read process.env.' },
    schema: [],
    messages: {
      door: 'Only main.ts and config/env.ts read process.env: add the variable to the schema in config/env.ts and take it as an argument.',
    },
  },
  create: (context) => ({
    'MemberExpression[object.name="process"][property.name="env"]'(node) {
      context.report({ node, messageId: 'door' });
    },
    'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]'(node) {
      context.report({ node, messageId: 'door' });
    },
    ':matches(ImportDeclaration, ExportNamedDeclaration)[source.value=/^(node:)?process$/]'(node) {
      context.report({ node, messageId: 'door' });
    },
  }),
};
