// How a joined shell ended, as said to a guest, who can neither start it anew nor look after it.
import type { ShellEnd } from '../../core/client/remoteShell.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { ShellState } from '../shell.ts';
import { say } from '../../words/said.ts';
import { describeFailure, describeShellEnd } from './agentEnding.ts';

export function describeGuestEnd(end: ShellEnd): Partial<ShellState> {
  if (end.kind === 'reset' && end.code === 'no-such-session') {
    return {
      state: 'failed',
      message: say('shared-shell-gone'),
      hint: say('ask-for-new-invitation'),
      canReconnect: true,
    };
  }
  const words = describeShellEnd(end);
  return end.kind === 'exited' ? { ...words, canReconnect: false } : words;
}

/** The connection could not be made, or was cut. What was taken back or is over doesn't come again. */
export function describeGuestFailure(error: unknown): Partial<ShellState> {
  const words = describeFailure(error);
  const over = error instanceof ConnectFailure && error.kind.startsWith('invitation-');
  return over ? { ...words, canReconnect: false } : words;
}

/** While the connection is lost; typing waits only where it is allowed. */
export const WATCHER_HINT = say('goes-on-for-watchers');
