// What can go wrong with a file, wherever it is.
import { inWords, type Said } from '../../words/said.ts';

export type FileErrorCode =
  | 'not-found'
  | 'no-permission'
  | 'exists'
  | 'not-a-folder'
  | 'is-a-folder'
  | 'not-empty'
  | 'disk-full'
  | 'quota'
  | 'read-only'
  | 'too-large'
  | 'bad-name'
  | 'unsupported'
  /** The connection is gone; another one may do it. */
  | 'lost'
  /** The other side says what can't be. */
  | 'bad-answer'
  | 'cancelled'
  | 'failed';

export class FileError extends Error {
  readonly code: FileErrorCode;
  /** What happened, in words. */
  readonly said: Said;
  /** What to do next; null where there is nothing. */
  readonly advice: Said | null;

  constructor(code: FileErrorCode, said: Said, advice: Said | null = null, cause?: unknown) {
    super(inWords(said), { cause });
    this.code = code;
    this.said = said;
    this.advice = advice;
  }
}
