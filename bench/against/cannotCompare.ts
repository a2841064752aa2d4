// Why two builds can't be compared, in words for the person who asked; shown without a stack.

export type Reason =
  | 'no-git'
  | 'no-repository'
  | 'unknown-commit'
  | 'unreadable-commit'
  | 'too-old'
  | 'build-failed'
  | 'no-room';

export class CannotCompare extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, words: string, cause?: unknown) {
    super(words, { cause });
    this.reason = reason;
  }
}
