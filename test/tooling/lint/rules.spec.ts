import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// The rules of the house, tried on snippets with the repository's own ESLint configuration:
// a rule that nobody has seen fail may long have stopped working.

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fixture = (name: string) =>
  readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

const pure = 'rollcall/pure-files';
const boundary = 'rollcall/boundaries';
const env = 'rollcall/environment-door';

type Case = [path: string, code: string, ...rules: string[]];

const rejected: Case[] = [
  // No dotted role, no I/O: imports …
  ['server/src/fold/fold.ts', `export * from 'node:fs';`, pure],
  ['server/src/fold/fold.ts', `export { get } from 'node:http';`, pure],
  ['server/src/fold/fold.ts', `import 'node:net';`, pure],
  ['server/src/fold/fold.ts', `export const run = () => import('node:child_process');`, pure],
  ['server/src/fold/fold.ts', `export { Redis } from 'ioredis';`, pure],
  ['server/src/fold/fold.ts', `export type { Job } from 'bullmq';`, pure],
  ['server/src/fold/fold.ts', `export { Injectable } from '@nestjs/common';`, pure],
  ['server/src/live/view.ts', `export { Server } from 'socket.io';`, pure],
  ['server/src/live/view.ts', `import 'fastify';`, pure],
  ['server/src/live/view.ts', `import 'pino';`, pure],
  ['server/src/fold/fold.ts', `export { commit } from './commit.store.js';`, pure],
  ['server/src/fold/fold.ts', `export { randomUUID } from './fold.job.js';`, pure],
  ['server/src/fold/fold.ts', `export { start } from '../redis/index.js';`, pure],
  ['server/src/redis/index.ts', `import { start } from './embedded.process.js';\nstart();`, pure],
  // … and what isn't a function of its arguments.
  ['server/src/fold/fold.ts', `export const pid = process.pid;`, pure],
  ['server/src/fold/fold.ts', `export const now = () => Date.now();`, pure],
  ['server/src/fold/fold.ts', `export const clock = Date.now;`, pure],
  ['server/src/fold/fold.ts', `export const now = () => new Date();`, pure],
  ['server/src/fold/fold.ts', `export const now = () => Date();`, pure],
  ['server/src/fold/fold.ts', `export const dice = () => Math.random();`, pure],
  ['server/src/fold/fold.ts', `export const ms = () => performance.now();`, pure],
  ['server/src/fold/fold.ts', `export const wait = (f: () => void) => setTimeout(f, 1);`, pure],
  ['server/src/fold/fold.ts', `export const tick = (f: () => void) => setInterval(f, 1);`, pure],
  ['server/src/fold/fold.ts', `export const get = () => fetch('/');`, pure],
  ['server/src/fold/fold.ts', `export const get = () => globalThis.fetch('/');`, pure],
  ['server/src/fold/fold.ts', `export const id = () => crypto.randomUUID();`, pure],
  ['server/src/fold/fold.ts', `import { randomBytes as b } from 'node:crypto';\nb(1);`, pure],
  ['shared/src/live.ts', `export const now = () => Date.now();`, pure],
  // In shared a role is no excuse.
  ['shared/src/live.store.ts', `export const now = () => Date.now();`, pure],

  ['server/src/fold/fold.job.ts', `export const port = process.env.PORT;`, env],
  ['server/src/fold/fold.job.ts', `export const { env } = process;`, env],
  ['server/src/fold/fold.job.ts', `export { env } from 'node:process';`, env],

  ['shared/src/live.ts', `export { ref } from 'vue';`, boundary],
  ['shared/src/live.ts', `export { run } from '@rollcall/server';`, boundary],
  ['shared/src/live.ts', `export { createHash } from 'node:crypto';`, boundary],
  ['server/src/app.module.ts', `export { ref } from 'vue';`, boundary],
  ['server/src/app.module.ts', `import '@rollcall/dashboard';`, boundary],
  ['server/src/app.module.ts', `import '../../dashboard/src/main.js';`, boundary],
  ['server/src/app.module.ts', `import '../../shared/src/live.js';`, boundary],
  ['server/src/app.spec.ts', `import '../../test/faults/kill.js';`, boundary],
  ['dashboard/src/live/store.ts', `import '../../../server/src/live/view.js';`, boundary],
  ['dashboard/src/live/store.ts', `import '@nestjs/common';`, boundary],
  ['dashboard/src/live/store.ts', `import 'node:fs';`, boundary],
  ['dashboard/src/incidents/IncidentPage.vue', sfc(`import 'vue-echarts';`), boundary],
  ['test/faults/kill.ts', `import '../../server/src/fold/fold.js';`, boundary],
  ['test/faults/kill.ts', `import '@rollcall/server';`, boundary],

  [
    'server/src/x.job.ts',
    `export { test } from 'socket.io-client';`,
    'import-x/no-extraneous-dependencies',
  ],
  ['dashboard/src/x.ts', `export { z } from 'zod';`, 'import-x/no-extraneous-dependencies'],

  ['test/tooling/lint/fixtures/hen.ts', fixture('hen.ts'), 'import-x/no-cycle'],
  ['server/src/fold/long.job.ts', 'export {};\n'.repeat(301), 'max-lines'],
  ['test/bin/long.mjs', '// long\n'.repeat(301), 'max-lines'],
  ['dashboard/src/ui/NoteCard.vue', sfc('', '<p v-html="1" />'), 'vue/no-v-html'],
];

const accepted: Case[] = [
  ['server/src/fold/fold.ts', `export const at = (now: number) => new Date(now);`],
  ['server/src/fold/fold.ts', `export const id = (process: { id: string }) => process.id;`],
  ['server/src/fold/fold.ts', `export const parse = (text: string) => Date.parse(text);`],
  ['server/src/fold/fold.ts', `export { createHash } from 'node:crypto';`],
  ['server/src/fold/fold.ts', `export type { Commit } from './commit.store.js';`],
  [
    'server/src/fold/fold.ts',
    `export { cell } from './cell.js';\nexport * from '@rollcall/shared';`,
  ],
  ['server/src/redis/index.ts', `export { start } from './embedded.process.js';`],
  ['server/src/fold/fold.job.ts', `export { Redis } from 'ioredis';\nexport const n = Date.now();`],
  ['server/src/fold/fold.spec.ts', `export const redis = process.env.ROLLCALL_TEST_REDIS;`],
  ['server/src/live/view.spec.ts', `export { io } from 'socket.io-client';`],
  ['server/src/main.ts', `export const env = process.env;\nexport const now = Date.now();`],
  ['server/src/config/env.ts', `export const env = process.env;`],
  ['shared/src/live.ts', `export { z } from 'zod';`],
  ['shared/src/live.spec.ts', `import 'fast-check';\nimport '@jest/globals';`],
  ['dashboard/src/charts/BarChart.vue', sfc(`import VChart from 'vue-echarts';`, '<VChart />')],
  ['test/bin/run.mjs', `export * from '../../server/bin/prepare.mjs';`],
  ['test/faults/kill.ts', `export * from '@rollcall/shared';\nexport const env = process.env;`],
];

function sfc(script: string, template = '<p>hi</p>'): string {
  return `<script setup lang="ts">\n${script}\n</script>\n\n<template>${template}</template>\n`;
}

const cases = [...rejected, ...accepted];
let found: string[][] = [];

beforeAll(() => {
  const snippets = cases.map(([path, code]) => ({ path, code }));
  const script = fileURLToPath(new URL('./lint-snippets.js', import.meta.url));
  const answer = execFileSync(process.execPath, [script], {
    cwd: root,
    input: JSON.stringify(snippets),
    encoding: 'utf8',
  });
  found = JSON.parse(answer);
}, 60_000);

const title = (path: string, code: string) => `${path}: ${code.slice(0, 70).replace(/\s+/g, ' ')}`;

describe('broken by', () => {
  test.each(
    rejected.map(([path, code, ...rules], index) => ({ name: title(path, code), rules, index })),
  )('$name', ({ rules, index }) => expect(found[index]).toEqual(expect.arrayContaining(rules)));
});

describe('kept by', () => {
  test.each(accepted.map(([path, code], index) => ({ name: title(path, code), index })))(
    '$name',
    ({ index }) => expect(found[rejected.length + index]).toEqual([]),
  );
});
