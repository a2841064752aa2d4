// Questions to an agent and their answers, matched by number.
import { withResolvers } from '../task/taskGroup.ts';
import { ChannelError, ProtocolError } from '../wire/errors.ts';
import type { AllBodies } from '../wire/messages.ts';

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

export class Requests {
  readonly #send: (id: number, method: string, params: unknown) => void;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  constructor(send: (id: number, method: string, params: unknown) => void) {
    this.#send = send;
  }

  ask(method: string, params: unknown): Promise<unknown> {
    const id = this.#nextId++;
    const { promise, resolve, reject } = withResolvers<unknown>();
    this.#waiting.set(id, { resolve, reject });
    this.#send(id, method, params);
    return promise;
  }

  answer({ id, result, error }: AllBodies['response']): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) throw new ProtocolError('unexpected-message', 'an answer nobody asked for');
    this.#waiting.delete(id);
    if (error) waiting.reject(new ChannelError(error.code, error.message));
    else waiting.resolve(result);
  }

  /** The connection is gone: nobody will be answered. */
  abandon(reason: Error): void {
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
