// What a fresh clone needs before anything runs. Shared by `npm start` and `npm test`, so that neither has a
// step before it. Plain JavaScript without dependencies: there may be none yet.
export { ensureBuilt } from './prepare/build.mjs';
export { checkNode, ensureInstalled } from './prepare/install.mjs';
