// Why what an update address says isn't taken.
import type { Said } from '../../words/said.ts';
import { PersonError } from '../personError.ts';

export class FeedError extends PersonError {
  constructor(said: Said, options?: ErrorOptions) {
    super(said, options);
    this.name = 'FeedError';
  }
}
