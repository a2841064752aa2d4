// Why what an update address says isn't taken, in words for the person at the screen.
import { PersonError } from '../personError.ts';

export class FeedError extends PersonError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FeedError';
  }
}

/** Said of a redirect. */
export const LEADS_AWAY = 'The update address leads to a place without https. It wasn’t followed.';
