import { ProblemError } from '../harness/client.js';

/** Something a person can do something about; the message says what. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
}

const keyRemedy =
  'Give the right one with --key, or in ROLLCALL_ROOT_KEY; npm start keeps its own in .rollcall/root-key.';

/** What went wrong, and the remedy; the error itself is its cause. */
export const troubleFrom = (error: unknown, target: string): Error => {
  const because = { cause: error };
  if (error instanceof ProblemError) {
    const { status, detail, remedy } = error.problem;
    if (status === 401)
      return new Trouble(`${target} does not know this key. ${keyRemedy}`, because);
    if (status === 403)
      return new Trouble(
        `The key may not do this at ${target}: ${detail} It needs "manage", for the directory. ${keyRemedy}`,
        because,
      );
    return new Trouble(
      [`${target} answered ${status}: ${detail}`, remedy].filter(Boolean).join('; '),
      because,
    );
  }
  const { name, cause } = error as Error & { cause?: { code?: string } };
  if (name === 'TimeoutError')
    return new Trouble(
      `${target} did not answer in time. Is it busy? Look at its log and at ${target}/readyz.`,
      because,
    );
  if (name === 'TypeError')
    return new Trouble(
      `Nobody answers at ${target}${cause?.code ? ` (${cause.code})` : ''}. Start Rollcall with npm start, or say where it is with --target.`,
      because,
    );
  return error as Error;
};
