// Tries to lock the folder in argv, says over IPC whether it has it, and lives until it is let go.
import { lockDataDir } from './lock.file.js';

process.on('message', () => {
  process.send?.('release' in lockDataDir(process.argv[2], 'http://contender') ? 'mine' : 'held');
});
process.send?.('here');
