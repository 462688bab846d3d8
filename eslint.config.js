import { join } from 'node:path';
import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { rollcall } from './test/tooling/lint/plugin.js';

const typed = ['**/*.ts', '**/*.vue'];
const root = import.meta.dirname;
const testing = ['**/*.spec.ts', '**/*.fake.ts', '**/*.fixture.ts', '**/*.suite.ts'];

export default defineConfig(
  {
    ignores: ['**/dist/', '**/coverage/', '.nx/', '.rollcall/', 'test/tooling/lint/fixtures/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    plugins: { rollcall, 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.vue', '.js', '.mjs'],
      'import-x/parsers': {
        '@typescript-eslint/parser': ['.ts'],
        'vue-eslint-parser': ['.vue'],
      },
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.vue', '.js', '.mjs', '.cjs', '.json'],
          extensionAlias: { '.js': ['.ts', '.js'] },
          conditionNames: ['@rollcall/source', 'node', 'import', 'default'],
        }),
      ],
    },
    rules: {
      eqeqeq: ['error', 'smart'],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'rollcall/boundaries': 'error',
    },
  },
  {
    files: typed,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser, // of the scripts in .vue files
        projectService: true,
        tsconfigRootDir: root,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      // A port is async because one of its implementations waits; the others needn't.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  // What is built runs on what its own package.json names, whatever npm has hoisted beside it.
  ...['shared', 'server', 'dashboard'].map((workspace) => ({
    files: [`${workspace}/src/**/*.{ts,vue}`],
    ignores: testing,
    rules: {
      'import-x/no-extraneous-dependencies': [
        'error',
        {
          packageDir: [join(root, workspace)],
          devDependencies: false,
          optionalDependencies: false,
        },
      ],
    },
  })),
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/main.ts', 'server/src/config/env.ts'],
    rules: { 'rollcall/pure-files': 'error' },
  },
  {
    files: ['server/src/**/*.ts', 'shared/src/**/*.ts'],
    ignores: ['server/src/main.ts', 'server/src/config/env.ts', ...testing],
    rules: { 'rollcall/environment-door': 'error' },
  },
  {
    files: ['shared/src/**/*.ts'],
    ignores: testing,
    rules: { 'rollcall/pure-files': ['error', { everyFile: true }] },
  },
  {
    files: ['dashboard/**/*.{ts,vue}'],
    extends: [vue.configs['flat/recommended-error']],
    languageOptions: { globals: globals.browser },
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      // A prop that may be left out says so in its type.
      'vue/require-default-prop': 'off',
      'vue/no-unused-refs': 'error',
      'vue/no-useless-v-bind': 'error',
      'vue/no-v-html': 'error',
    },
  },
  {
    // Tests look into answers whose type they are about to prove.
    files: testing,
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['test/tooling/jest/dashboard-setup.cjs'],
    languageOptions: { globals: globals.browser },
  },
  prettier,
);
