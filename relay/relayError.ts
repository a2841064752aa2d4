// What an operator can put right: the message says what happened, the hint what to do. The command
// line prints both and ends with exit code 1.
import { told } from '../core/text/clean.ts';

export class RelayError extends Error {
  /** Stable, for scripts that read `--json`. */
  readonly code: string;
  /** What to do next; '' when there is nothing to do. */
  readonly hint: string;
  constructor(code: string, message: string, hint = '', options?: ErrorOptions) {
    super(told(message), options);
    this.name = 'RelayError';
    this.code = code;
    this.hint = told(hint);
  }
}

/** Code of a system error, `ENOENT`; '' for anything else. */
export function systemCode(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? '';
}
