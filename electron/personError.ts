// An error that is told to the person at the screen. Everything else that goes wrong is logged with
// its detail and told in general terms.
import { say, type Said } from '../words/said.ts';
import { SaidError } from '../words/saidError.ts';

export class PersonError extends SaidError {
  constructor(said: Said | string, options?: ErrorOptions) {
    super(typeof said === 'string' ? say('as-told', { text: said }) : said, options);
    this.name = 'PersonError';
  }
}
