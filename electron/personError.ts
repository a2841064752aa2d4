// An error that is told to the person at the screen. Everything else that goes wrong is logged with
// its detail and told in general terms.
import type { Said } from '../words/said.ts';
import { SaidError } from '../words/saidError.ts';

export class PersonError extends SaidError {
  constructor(said: Said, options?: ErrorOptions) {
    super(said, options);
    this.name = 'PersonError';
  }
}
