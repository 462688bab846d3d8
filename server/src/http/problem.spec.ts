import { errorCodes, Problem, type ErrorCode } from '@rollcall/shared';
import { failureOfHttp, problemOf } from './problem.js';

describe('a problem document', () => {
  it.each(Object.keys(errorCodes) as ErrorCode[])('of %s is one by the contract', (code) => {
    const problem = problemOf({ code, detail: 'what is wrong', remedy: 'what to do', field: 'at' });
    expect(Problem.parse(problem)).toEqual({
      type: `urn:rollcall:problem:${code}`,
      title: errorCodes[code].title,
      status: errorCodes[code].status,
      code,
      detail: 'what is wrong',
      remedy: 'what to do',
      field: 'at',
    });
  });

  it('says no more than there is, and all there is', () => {
    const problem = problemOf({ code: 'nothing_valid', detail: 'd', more: { rejected: [1] } });
    expect(problem).toMatchObject({ rejected: [1] });
    expect(Object.keys(problem)).not.toContain('field');
    expect(Object.keys(problem)).not.toContain('remedy');
  });

  it('keeps to itself when a client may come again: that is a header', () => {
    expect(problemOf({ code: 'redis_away', detail: 'd', retryAfterSeconds: 2 })).not.toHaveProperty(
      'retryAfterSeconds',
    );
  });
});

describe('what the server under us refuses', () => {
  it.each([
    [404, 'not_found'],
    [413, 'too_large'],
    [415, 'wrong_content_type'],
    [400, 'invalid'],
  ])('with %d is %s', (statusCode, code) => {
    expect(failureOfHttp({ statusCode, message: 'why' }, 5)?.code).toBe(code);
    expect(failureOfHttp({ statusCode }, 5)?.detail).toMatch(/./);
  });

  it('otherwise is none of ours', () => {
    expect(failureOfHttp({ statusCode: 500 }, 5)).toBeUndefined();
    expect(failureOfHttp({}, 5)).toBeUndefined();
  });

  it('for its size names the limit', () => {
    expect(failureOfHttp({ statusCode: 413 }, 5)?.detail).toContain('larger than 5 MB');
  });
});
