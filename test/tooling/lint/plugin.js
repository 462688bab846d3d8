import { boundaries } from './boundaries.js';
import { environmentDoor } from './environment-door.js';
import { pureFiles } from './pure-files.js';

/** Rollcall's own rules of the house, for eslint.config.js. */
export const rollcall = {
  meta: { name: 'rollcall' },
  rules: {
    boundaries,
    'environment-door': environmentDoor,
    'pure-files': pureFiles,
  },
};
