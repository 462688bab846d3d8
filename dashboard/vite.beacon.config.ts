import { defineConfig } from 'vite';

/** /sdk.js: one small script for pages of other origins, next to the dashboard's own files. */
export default defineConfig({
  publicDir: false,
  build: {
    // televisions are older than phones
    target: 'es2018',
    emptyOutDir: false,
    reportCompressedSize: true,
    lib: {
      entry: 'src/beacon/sdk.ts',
      formats: ['iife'],
      name: 'rollcallScript',
      fileName: () => 'sdk.js',
    },
  },
});
