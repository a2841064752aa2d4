// Which kept secrets were refused, so that no later login tries them again: one that is changed is another.
// What is remembered of a secret is of no use beyond this process.
import { createHmac, randomBytes } from 'node:crypto';

export class RefusedSecrets {
  readonly #key = randomBytes(32);
  readonly #marks = new Map<string, string>();

  /** @param use names what it is for */
  refused(use: string, mark: string): void {
    this.#marks.set(use, mark);
  }

  isRefused(use: string, secret: string): boolean {
    return this.#marks.get(use) === this.markOf(secret);
  }

  /** Stands for a secret. */
  markOf(secret: string): string {
    return createHmac('sha256', this.#key).update(secret).digest('base64');
  }
}
