// An error that says what happened as a code and facts. Its `message` is the same in words, for
// logs and terminals; what travels to a window is `said`.
import { inWords, type Said } from './said.ts';

export class SaidError extends Error {
  readonly said: Said;

  constructor(said: Said, options?: ErrorOptions) {
    super(inWords(said), options);
    this.name = 'SaidError';
    this.said = said;
  }
}
