// An error that says what happened as a code and facts. Its `message` is the same in English, for
// logs; what travels to who reads it is `said`.
import { inEnglish, type Said } from './said.ts';

export class SaidError extends Error {
  readonly said: Said;

  constructor(said: Said, options?: ErrorOptions) {
    super(inEnglish(said), options);
    this.name = 'SaidError';
    this.said = said;
  }
}
