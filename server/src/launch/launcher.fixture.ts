// npm start, or npm run serve, with main.fixture.ts in the place of main.ts. argv: start|serve, then
// the arguments.
import { childProgram } from '../processes/child-program.js';
import { serve } from './serve.cli.js';
import { start } from './start.cli.js';

const [command, ...args] = process.argv.slice(2);
const main = childProgram(import.meta.url, './main.fixture');
const say = (line: string) => console.log(line);
process.exitCode =
  command === 'serve'
    ? await serve({ env: process.env, say, main })
    : await start({ args, env: process.env, say, main });
