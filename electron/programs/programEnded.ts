// The state a tab shows once its program has ended by itself.
import type { PtyExit } from '../../core/pty/pty.ts';
import { say } from '../../words/said.ts';
import type { ShellState } from '../shell.ts';

export function programEnded({ code, signal }: PtyExit): Partial<ShellState> {
  const message = signal
    ? say('program-ended-by-signal', { signal })
    : say('program-ended', { code });
  return {
    state: 'closed',
    message,
    hint: null,
    exitCode: code,
    signal,
    canReconnect: true,
  };
}
