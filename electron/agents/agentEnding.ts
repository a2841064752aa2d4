// How a shell on an agent ended, as its tab shows it.
import type { ShellEnd } from '../../core/client/remoteShell.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import { programEnded } from '../programs/programEnded.ts';
import type { ShellState } from '../shell.ts';
import { say, type Said } from '../../words/said.ts';

export function describeShellEnd(end: ShellEnd): Partial<ShellState> {
  switch (end.kind) {
    case 'exited':
      return programEnded(end);
    case 'detached':
      return end.reason === 'shutting-down'
        ? failed(say('agent-shut-down-with-shell'), say('start-agent-and-reconnect'))
        : failed(say('agent-let-go'), say('runs-on-reconnect'));
    case 'lost':
      return failed(say('connection-lost'), say('shell-runs-on-reconnect'));
    case 'reset':
      return describeReset(end.code, end.message);
  }
}

/** The connection could not be made, or was cut. */
export function describeFailure(error: unknown): Partial<ShellState> {
  if (error instanceof ConnectFailure) return failed(error.said, error.advice);
  if (error instanceof ChannelError) return failed(error.said, say('close-tabs-of-host'));
  return failed(say('went-wrong', { why: String(error) }), say('try-again'));
}

function describeReset(code: string, text: string): Partial<ShellState> {
  if (code === 'no-such-session') return failed(say('shell-not-on-agent'), say('agent-restarted'));
  const hint = code === 'cannot-start' ? say('check-shell-setting') : say('reconnect-to-try-again');
  return failed(say('as-told', { text }), hint);
}

function failed(message: Said, hint: Said | null): Partial<ShellState> {
  return { state: 'failed', message, hint, canReconnect: true };
}
