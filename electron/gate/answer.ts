// The one gate every call of the window passes: who asks, what with, and what it may hear back.
// Knows nothing of Electron, so that a test can knock at it directly.
import { LayoutError } from '../../core/layout/layoutError.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import type { Calls } from '../ipc/contract.ts';
import type { Reply } from '../ipc/names.ts';
import { PersonError } from '../personError.ts';
import { say, type Said } from '../../words/said.ts';
import type { WindowRef } from '../window.ts';
import { callSchemas } from './schemas.ts';

/** What carries out each call. The arguments are checked already. */
export type Handlers = {
  [N in keyof Calls]: (
    ...args: Parameters<Calls[N]>
  ) => ReturnType<Calls[N]> | Promise<ReturnType<Calls[N]>>;
};

export interface Gate {
  /** For the window that asks: what is done for it, and what comes of it, concerns it alone. */
  handlersFor: (caller: WindowRef) => Handlers;
  /** Told what was refused or failed; never told the arguments, which may hold secrets. */
  log: (line: string) => void;
}

/**
 * Answers one call; `caller` is undefined for whoever isn't a window of ours. Never rejects: a
 * failure is a reply that says what happened.
 */
export async function answer(
  gate: Gate,
  name: keyof Calls,
  args: unknown[],
  caller: WindowRef | undefined,
): Promise<Reply> {
  const checked = callSchemas[name].safeParse(args);
  if (!caller || !checked.success) {
    gate.log(`refused ${name}: ${caller ? wrongPlaces(checked.error!) : 'foreign sender'}`);
    return { ok: false, said: say('call-refused') };
  }
  try {
    const handler = gate.handlersFor(caller)[name] as (...args: unknown[]) => unknown;
    return { ok: true, value: await handler(...checked.data) };
  } catch (error) {
    return { ok: false, said: explain(gate, name, error) };
  }
}

function explain(gate: Gate, name: string, error: unknown): Said {
  if (error instanceof PersonError || error instanceof LayoutError) return error.said;
  if (error instanceof FileError) return error.said;
  gate.log(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
  return say('call-failed');
}

/** Where the arguments were wrong, without what stood there. */
function wrongPlaces(error: { issues: { code: string; path: PropertyKey[] }[] }): string {
  return error.issues.map(({ code, path }) => `${path.join('.') || 'arguments'} (${code})`).join();
}
