// The window's one door to the main process: the bridge the preload put on `window`,
// typed by the IPC contract. Everything else takes it as an argument, so tests can stand in.
import type { Bridge } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';

declare global {
  interface Window {
    /** `language`: a tag, as `en-GB`. */
    readonly bowline: Bridge & {
      readonly language: string;
      /** Where a file lies that was dragged in; '' for nowhere. */
      pathOf(file: File): string;
    };
  }
}

/** What went wrong, in a person's words; Electron's own prefix to a rejected call is cut off. */
export function reason(error: unknown): string {
  if (error instanceof SaidError) return inWords(error.said);
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^Error invoking remote method '[^']*': (?:\w*Error: )?/, '');
}
