'use strict';
// The one transformer of all Jest projects: whatever comes in leaves as CommonJS, because Jest's own ESM
// mode fails on a CommonJS package that requires an ESM one. TypeScript and Vue components are compiled;
// of node_modules only the ES modules are touched.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { dirname, extname, join } = require('node:path');
const swc = require('@swc/core');
const { compileVue } = require('./vue-component.cjs');

const own = ['transformer.cjs', 'vue-component.cjs'].map((name) =>
  readFileSync(join(__dirname, name)),
);
const versions = [swc.version, require('@vue/compiler-sfc').version, process.version].join();

/** Compiles TypeScript or an ES module to CommonJS, with the source map inline so that stack traces and coverage are right. */
function toCommonJs(source, filename, syntax) {
  const typescript = syntax === 'typescript';
  const { code } = swc.transformSync(source, {
    filename,
    swcrc: false,
    configFile: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs', ignoreDynamic: false },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: typescript
        ? { syntax: 'typescript', decorators: true }
        : { syntax: 'ecmascript', importAttributes: true },
      transform: typescript
        ? { legacyDecorator: true, decoratorMetadata: true, verbatimModuleSyntax: true }
        : {},
    },
  });
  return { code };
}

const packageTypes = new Map();

/** Whether the nearest package.json above a folder says `"type": "module"`. */
function inModulePackage(folder) {
  if (packageTypes.has(folder)) return packageTypes.get(folder);
  const manifest = join(folder, 'package.json');
  const parent = dirname(folder);
  const answer = existsSync(manifest)
    ? JSON.parse(readFileSync(manifest, 'utf8')).type === 'module'
    : parent !== folder && inModulePackage(parent);
  packageTypes.set(folder, answer);
  return answer;
}

/** Whether a JavaScript file is an ES module: by its extension, by its package, or (bundles shipped without either) by its text. */
function isEsModule(filename, source) {
  const extension = extname(filename);
  if (extension === '.mjs') return true;
  if (extension === '.cjs') return false;
  return (
    inModulePackage(dirname(filename)) || /^\s*(?:import\s*[\w{*'"]|export\s*[\w{*])/m.test(source)
  );
}

module.exports = {
  canInstrument: false,

  getCacheKey(source, filename, options) {
    const hash = createHash('sha256').update(versions).update(filename).update('\0').update(source);
    for (const file of own) hash.update(file);
    return hash.update(String(options.instrument)).digest('hex').slice(0, 32);
  },

  process(source, filename) {
    switch (extname(filename)) {
      case '.ts':
        return toCommonJs(source, filename, 'typescript');
      case '.vue':
        return toCommonJs(compileVue(source, filename), filename, 'typescript');
      case '.css':
      case '.svg':
        return { code: `module.exports = ${JSON.stringify(filename)};` };
      default:
        return isEsModule(filename, source) ? toCommonJs(source, filename) : { code: source };
    }
  },
};
