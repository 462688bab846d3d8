import type { Impact } from '@rollcall/shared';

/** What an incident looks like against past weeks. */
export type Expected = Pick<Impact, 'silent' | 'ordinary'>;

/** No past to compare with. */
export const nothingExpected: Expected = { silent: null, ordinary: null };

/** The same of what was published. */
export const expectedOf = ({ silent, ordinary }: Impact): Expected => ({ silent, ordinary });
