import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { childProgram } from '../processes/child-program.js';
import type { Answered, Asked } from './estimate.thread.js';
import type { Expected } from './expected.js';
import { columnsOf, type Question } from './question.js';

/** The thread ends when nobody has asked for this long, ms. */
const idleMs = 60_000;

interface Waiting {
  resolve: (answer: { expected: Expected; took: number }) => void;
  reject: (reason: Error) => void;
}

/**
 * Works out estimates in a thread of its own: they take some tenths of a second, in which no signal
 * would be counted and no question answered.
 */
@Injectable()
export class Estimator implements OnModuleDestroy {
  private thread: Worker | undefined;
  private asked = 0;
  private readonly waiting = new Map<number, Waiting>();
  private idle: NodeJS.Timeout | undefined;

  /** Answers in the order of asking. Rejects when the thread ends before. */
  work(question: Question): Promise<{ expected: Expected; took: number }> {
    const thread = (this.thread ??= this.start());
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.onModuleDestroy(), idleMs).unref();
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      const message: Asked = { id, question };
      // handed over instead of copied
      thread.postMessage(message, columnsOf(question));
    });
  }

  private start(): Worker {
    const { url, execArgv } = childProgram(import.meta.url, './estimate.thread');
    const thread = new Worker(url, { execArgv });
    thread.unref();
    thread.on('message', ({ id, expected, error, took }: Answered) => {
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (expected) waiting?.resolve({ expected, took });
      else waiting?.reject(new Error(error));
    });
    const ended = (reason: Error): void => {
      if (this.thread === thread) this.thread = undefined;
      for (const { reject } of this.waiting.values()) reject(reason);
      this.waiting.clear();
    };
    thread.on('error', ended);
    thread.on('exit', () => ended(new Error('the thread of estimates has ended')));
    return thread;
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.idle);
    const { thread } = this;
    this.thread = undefined;
    await thread?.terminate();
  }
}
