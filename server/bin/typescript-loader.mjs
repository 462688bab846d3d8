// Lets a child process run TypeScript source: node --import=…/typescript-loader.mjs program.ts
// For tests only; a built Rollcall runs the compiled files.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
