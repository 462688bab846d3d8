'use strict';
const { createHash } = require('node:crypto');
const { compileScript, compileTemplate, parse } = require('@vue/compiler-sfc');

/**
 * Compiles a single-file component to one TypeScript module. Styles are left out: jsdom doesn't lay out.
 * The template is compiled into the setup function, so that coverage counts it with the component's own lines.
 */
function compileVue(source, filename) {
  const { descriptor, errors } = parse(source, { filename });
  if (errors.length > 0) throw errors[0];
  const id = createHash('sha256').update(filename).digest('hex').slice(0, 8);
  const script = descriptor.scriptSetup ?? descriptor.script;
  if (script && script.lang !== 'ts')
    throw new Error(`${filename}: write <script setup lang="ts">`);

  if (descriptor.scriptSetup) {
    const { content } = compileScript(descriptor, {
      id,
      inlineTemplate: true,
      genDefaultAs: 'component',
    });
    return `${content}\nexport default component;\n`;
  }
  const component = script
    ? compileScript(descriptor, { id, genDefaultAs: 'component' }).content
    : 'const component: any = {};';
  const { code } = compileTemplate({ id, filename, source: descriptor.template?.content ?? '' });
  return `${component}\n${code}\nObject.assign(component, { render });\nexport default component;\n`;
}

module.exports = { compileVue };
