import { parentPort } from 'node:worker_threads';
import { answerTo, type Expected } from './expected.js';
import type { Question } from './question.js';

/** What the thread of estimates is asked, and what it answers. */
export interface Asked {
  id: number;
  question: Question;
}
export interface Answered {
  id: number;
  /** null: it could not be worked out, see `error`. */
  expected: Expected | null;
  error: string;
  /** Time it took, ms. */
  took: number;
}

parentPort?.on('message', ({ id, question }: Asked) => {
  const started = performance.now();
  let expected: Expected | null = null;
  let error = '';
  try {
    expected = answerTo(question);
  } catch (reason) {
    error = (reason as Error).message;
  }
  const answered: Answered = { id, expected, error, took: performance.now() - started };
  parentPort?.postMessage(answered);
});
