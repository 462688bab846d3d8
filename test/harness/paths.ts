import { join } from 'node:path';

/** The repository. Jest starts in it, whatever file it runs. */
export const root = process.cwd();

/** The product, started by its path as an operator's process manager would. */
export const serverMain = join(root, 'server/dist/main.js');
