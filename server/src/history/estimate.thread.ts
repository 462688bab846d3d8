import { MessageChannel, parentPort } from 'node:worker_threads';
import { answerTo, type Expected } from './expected.js';
import { columnsOf, type Question } from './question.js';

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

const nowhere = new MessageChannel();
nowhere.port2.close();

/**
 * Frees a question's columns now, by handing them to nobody: a thread that mostly waits collects no
 * garbage, and would keep up to 64 MB of them (V8's limit for memory outside its heap).
 */
const release = (question: Question): void => nowhere.port1.postMessage(null, columnsOf(question));

parentPort?.on('message', ({ id, question }: Asked) => {
  const started = performance.now();
  let expected: Expected | null = null;
  let error = '';
  try {
    expected = answerTo(question);
  } catch (reason) {
    error = (reason as Error).message;
  }
  release(question);
  const answered: Answered = { id, expected, error, took: performance.now() - started };
  parentPort?.postMessage(answered);
});
