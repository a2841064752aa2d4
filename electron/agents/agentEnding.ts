// How a shell on an agent ended, in the words that its tab shows.
import type { ShellEnd } from '../../core/client/remoteShell.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import { programEnded } from '../programs/programEnded.ts';
import type { ShellState } from '../shell.ts';

export function describeShellEnd(end: ShellEnd): Partial<ShellState> {
  switch (end.kind) {
    case 'exited':
      return programEnded(end);
    case 'detached':
      if (end.reason === 'shutting-down')
        return failed('The agent was shut down, and the shell ended with it.', START_ANEW);
      return failed(
        'The agent let go of this shell.',
        'It keeps running there. Reconnect to go on.',
      );
    case 'lost':
      return failed(
        'The connection was lost.',
        'The shell keeps running there. Reconnect to go on.',
      );
    case 'reset':
      return describeReset(end.code, end.message);
  }
}

/** The connection could not be made, or was cut. */
export function describeFailure(error: unknown): Partial<ShellState> {
  if (error instanceof ConnectFailure) return failed(error.message, error.hint);
  if (error instanceof ChannelError) {
    return failed(error.message, 'Close tabs on this host that you no longer need.');
  }
  return failed(`Something went wrong: ${String(error)}`, 'Try again.');
}

function describeReset(code: string, message: string): Partial<ShellState> {
  if (code === 'no-such-session') {
    return failed(
      'This shell is no longer on the agent.',
      'The agent was probably restarted. Reconnect to open a new shell.',
    );
  }
  return failed(
    message,
    code === 'cannot-start' ? 'Check the agent’s --shell setting.' : 'Reconnect to try again.',
  );
}

const START_ANEW = 'Start the agent again there, then reconnect to open a new shell.';

function failed(message: string, hint: string): Partial<ShellState> {
  return { state: 'failed', message, hint, canReconnect: true };
}
