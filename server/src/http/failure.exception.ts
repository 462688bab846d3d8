import type { Failure, Result } from '@rollcall/shared';

/** An expected failure on its way to the edge, where it becomes a problem document. */
export class FailureException extends Error {
  constructor(readonly failure: Failure) {
    super(failure.detail);
  }
}

/** The value of a result; throws the failure for the edge to answer. */
export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new FailureException(result.error);
  return result.value;
};

export const refuse = (failure: Failure): never => {
  throw new FailureException(failure);
};
