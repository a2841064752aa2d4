// The thread that reads files of other tools, seen from main: calls that are answered, one that is ended
// whatever it is doing, and none that lasts for ever.
import { Worker } from 'node:worker_threads';
import { say } from '../../words/said.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { ThreadCall, ThreadCalls, ThreadReply } from '../import/threadCalls.ts';
import { PersonError } from '../personError.ts';

/** MiB; a file of the largest size that is read takes some 500. */
const MOST_MEMORY = 1_536;
const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';

export interface ThreadOptions {
  /** Where it begins. */
  file: string;
  clock: Clock;
  language: string;
}

type Answer<N extends keyof ThreadCalls> = Promise<Awaited<ReturnType<ThreadCalls[N]>>>;

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

export class ImportThread {
  readonly #worker: Worker;
  readonly #clock: Clock;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #ended: Error | undefined;

  constructor({ file, clock, language }: ThreadOptions) {
    this.#clock = clock;
    this.#worker = new Worker(file, {
      workerData: { language },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
      execArgv: [],
    });
    this.#worker.on('message', (reply: ThreadReply) => this.#answered(reply));
    this.#worker.on('error', (error) => this.#end(explained(error)));
    this.#worker.on('exit', () => this.#end(new PersonError(say('import-closed'))));
    this.#worker.unref();
  }

  /** Rejects with a `PersonError` where it is told to a person, and where the thread has ended. */
  call<N extends keyof ThreadCalls>(name: N, ...args: Parameters<ThreadCalls[N]>): Answer<N> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = ++this.#last;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#worker.postMessage({ id, name, args } satisfies ThreadCall);
    return answer as Answer<N>;
  }

  /** Ends the thread where the answer takes longer. @param seconds until then */
  within<T>(answer: Promise<T>, seconds: number): Promise<T> {
    const late = (): void => this.#end(new PersonError(say('import-takes-long', { seconds })));
    const cancel = this.#clock.after(seconds * 1_000, late);
    return answer.finally(cancel);
  }

  get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  end(): void {
    this.#end(new PersonError(say('import-closed')));
  }

  #answered(reply: ThreadReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('value' in reply) waiting?.resolve(reply.value);
    else if ('said' in reply) waiting?.reject(new PersonError(reply.said));
    else waiting?.reject(new Error(reply.failed));
  }

  #end(why: Error): void {
    this.#ended ??= why;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
    void this.#worker.terminate();
  }
}

function explained(error: unknown): Error {
  const { code } = error as { code?: string };
  if (code === OUT_OF_MEMORY) return new PersonError(say('import-too-much'), { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
