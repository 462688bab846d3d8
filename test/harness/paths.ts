import { join } from 'node:path';

/** The repository. Jest starts in it, whatever file it runs. */
export const root = process.cwd();

/** The product, started by its path as a process manager would. ROLLCALL_TEST_MAIN: another build of it. */
export const serverMain = process.env['ROLLCALL_TEST_MAIN'] ?? join(root, 'server/dist/main.js');
