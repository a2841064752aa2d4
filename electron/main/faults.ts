// What goes wrong unforeseen: written to the log in full, told to the user in a sentence.
import { say } from '../../words/said.ts';
import type { Logger } from './logger.ts';
import type { Notices } from './notices.ts';

export function detail(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export class Faults {
  readonly #log: Logger;
  readonly #notices: Notices;

  constructor(log: Logger, notices: Notices) {
    this.#log = log;
    this.#notices = notices;
  }

  /** One thing gone wrong must not end every shell. */
  listen(): void {
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => this.tell(error));
    }
  }

  tell(error: unknown): void {
    this.#log.error(detail(error));
    this.#notices.add('fault', 'error', say('something-failed', { log: this.#log.path }));
  }
}
