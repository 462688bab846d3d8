// Photographs the wall's scenes from the built dashboard; see test/wall/shots.cli.ts.
await import('../../server/bin/typescript-loader.mjs');
const { shots } = await import('../wall/shots.cli.ts');
await shots(process.argv.slice(2));
