import type { Answered, Asked, Outcome, QuestionId, Questions, Subject } from '../compiler/messages.ts';

/** Milliseconds after which a compilation is given up: none that people wait for takes as long. */
const PATIENCE = 60_000;

interface Waiting {
  readonly got: (answered: Answered) => void;
  readonly failed: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The page's side of the worker: questions go out, answers come back. */
export class CompilerClient {
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | undefined;
  private last = 0;

  ask<Id extends Exclude<QuestionId, 'compile'>>(
    id: Id,
    question: Questions[Id]['question'],
  ): Promise<Questions[Id]['answer']> {
    return new Promise((resolve, failed) => {
      const got = ({ answer }: Answered): void => resolve(answer as Questions[Id]['answer']);
      // A question and its identity come from one entry of `Questions`.
      this.send({ id, question, number: this.next() } as Asked, { got, failed });
    });
  }

  /** @param got is called with what is known soon, and with all of it; of a subject that a newer one replaced not at all */
  compile(subject: Subject, got: (outcome: Outcome) => void, failed: (error: Error) => void): void {
    const number = this.next();
    this.send({ id: 'compile', question: subject, number }, { got: ({ answer }) => got(answer as Outcome), failed });
  }

  private next(): number {
    this.last += 1;
    return this.last;
  }

  private send(asked: Asked, { got, failed }: Omit<Waiting, 'timer'>): void {
    try {
      this.worker ??= this.start();
    } catch {
      failed(new Error('this browser starts no worker here. Serve the page over http: meshinit play'));
      return;
    }
    // What is replaced before its turn is never answered: nobody waits for it any more.
    const timer = setTimeout(() => this.giveUp(asked.number), PATIENCE);
    this.waiting.set(asked.number, { got, failed, timer });
    this.worker.postMessage(asked);
  }

  private start(): Worker {
    const worker = new Worker('worker.js');
    worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => this.receive(data));
    worker.addEventListener('error', () => this.restart('the compiler stopped working and was started again'));
    return worker;
  }

  private receive(answered: Answered): void {
    const waiting = this.waiting.get(answered.number);
    if (!waiting) return;
    if (!answered.isPartial) this.settle(answered.number, waiting);
    if (answered.fault === undefined) waiting.got(answered);
    else waiting.failed(new Error(answered.fault));
  }

  private settle(number: number, { timer }: Waiting): void {
    clearTimeout(timer);
    this.waiting.delete(number);
  }

  private giveUp(number: number): void {
    const isLatest = Math.max(...this.waiting.keys()) === number;
    if (isLatest) this.restart('the compiler needed more than a minute and was stopped');
    else this.waiting.delete(number);
  }

  private restart(why: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    for (const [number, waiting] of this.waiting) {
      this.settle(number, waiting);
      waiting.failed(new Error(why));
    }
  }
}
