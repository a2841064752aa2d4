// What is run in a PTY of this computer, and that it can't be.
import type { Said } from '../../words/said.ts';
import { PersonError } from '../personError.ts';

export interface PtyCommand {
  file: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
}

/** The program can't be run: what is wrong, and what to do about it. */
export class StartError extends PersonError {
  readonly advice: Said;
  constructor(said: Said, advice: Said) {
    super(said);
    this.advice = advice;
  }
}
