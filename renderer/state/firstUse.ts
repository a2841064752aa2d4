// When the pane that has the keyboard first can be used: what nobody waits for is done after that.
import type { ConnectionState } from '../../electron/ipc/contract.ts';

/** Milliseconds; a host that is far away, or asks something, holds nothing else up. */
export const FIRST_USE_MS = 1_000;

const BEGINS: ReadonlySet<ConnectionState> = new Set(['connecting', 'authenticating']);

export interface FirstUse {
  /** Of the pane that has the keyboard; undefined where that shows no shell. */
  state: () => ConnectionState | undefined;
  /** Resolves once that holds. */
  until: (holds: () => boolean) => Promise<void>;
  /** Runs something after so many milliseconds; the result prevents that. */
  later: (ms: number, run: () => void) => () => void;
}

/** Resolves once its shell is there, or won't be, and after a second in any case. Never rejects. */
export function firstUse({ state, until, later }: FirstUse): Promise<void> {
  return new Promise((resolve) => {
    const stop = later(FIRST_USE_MS, resolve);
    void until(() => !BEGINS.has(state() ?? 'closed'))
      .then(stop)
      .then(resolve);
  });
}
