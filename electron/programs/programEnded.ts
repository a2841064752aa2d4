// The state a tab shows once its program has ended by itself.
import type { PtyExit } from '../../core/pty/pty.ts';
import type { ShellState } from '../shell.ts';

export function programEnded({ code, signal }: PtyExit): Partial<ShellState> {
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
  return {
    state: 'closed',
    message: `The shell ${how}.`,
    hint: '',
    exitCode: code,
    signal,
    canReconnect: true,
  };
}
