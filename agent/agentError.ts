// What goes wrong in ways that a person can put right. The message says what happened, the
// hint what to do; the command line prints both and ends with exit code 1.
import { told } from '../core/text/clean.ts';

export class AgentError extends Error {
  /** Stable, for scripts that read `--json`. */
  readonly code: string;
  /** What to do next; '' when there is nothing to do. */
  readonly hint: string;
  constructor(code: string, message: string, hint = '', options?: ErrorOptions) {
    super(told(message), options);
    this.name = 'AgentError';
    this.code = code;
    this.hint = told(hint);
  }
}

/** Code of a system error, `ENOENT`; '' for anything else. */
export function systemCode(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? '';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
