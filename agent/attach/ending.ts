// How an attachment ended: what is said of it, and the exit code. That of the program, 128 and a
// signal's number, or 255 when the connection or the agent is the reason.
import { constants } from 'node:os';
import type { FollowedEnd } from '../../core/client/followedShell.ts';
import { refusedBy } from '../../core/client/handshake.ts';
import type { ShellCursor } from '../../core/client/shellCursor.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { say, type Said } from '../../words/said.ts';
import { AgentError, systemCode } from '../agentError.ts';
import { exitStatus } from '../cli/exitStatus.ts';
import { explain } from '../cli/output.ts';

/** As ssh does when it is ssh itself that failed. */
export const CONNECTION_FAILED = 255;

export type Ending =
  | FollowedEnd
  /** Whoever started this told it to end. */
  | { kind: 'signal'; signal: NodeJS.Signals }
  /** The connection can't be had, or isn't wanted again. */
  | { kind: 'failed'; error: unknown };

export interface Attached {
  /** Undefined where there never was a connection. */
  cursor: ShellCursor | undefined;
  /** Guests come back by their link. */
  isGuest: boolean;
  /** For messages: the agent's address as people write it. */
  agentName: string;
  note: (text: string) => void;
}

/** Says how it ended, and answers the exit code. Throws `AgentError` where nothing ever began. */
export function conclude(ending: Ending, attached: Attached): number {
  switch (ending.kind) {
    case 'exited':
      return ending.signal
        ? signalCode(ending.signal)
        : exitStatus(ending.code ?? CONNECTION_FAILED);
    case 'signal':
      tellWhereItIs('left the shell running', attached);
      return signalCode(ending.signal);
    case 'detached':
      return detached(ending.reason, attached);
    case 'reset':
      return reset(ending, attached);
    case 'failed':
      return failed(ending.error, attached);
  }
}

export function signalCode(name: string): number {
  return 128 + ((constants.signals as Record<string, number>)[name] ?? 0);
}

type Detached = Extract<FollowedEnd, { kind: 'detached' }>['reason'];

function detached(reason: Detached, attached: Attached): number {
  if (reason === 'shutting-down') {
    explain(refusedBy({ code: reason, message: '' }, attached.agentName));
    return CONNECTION_FAILED;
  }
  tellWhereItIs('left the shell running', attached);
  return reason === 'requested' ? 0 : CONNECTION_FAILED;
}

function reset(end: Extract<FollowedEnd, { kind: 'reset' }>, attached: Attached): number {
  const begun = attached.cursor && attached.cursor.output !== null;
  if (!begun) throw new AgentError(end.code, end.message);
  const isGone = end.code === 'no-such-session';
  explain(isGone ? goneFrom(attached.agentName) : new AgentError(end.code, end.message));
  return CONNECTION_FAILED;
}

/** Cut off before there was an answer, from an agent that has ended meanwhile. */
export function unknownStart(): ConnectFailure {
  return new ConnectFailure(
    'lost',
    ownWords(
      'The agent was started anew before it answered, so nobody knows whether the shell was started.',
    ),
    ownWords('It was not started again. `bowline-agent list` shows what runs there.'),
  );
}

/** The command line's. */
function ownWords(text: string): Said {
  return say('as-told', { text });
}

/** What a program dies of, by default, when it writes to where nobody is. */
const GONE_READERS: Readonly<Record<string, NodeJS.Signals>> = { EPIPE: 'SIGPIPE', EIO: 'SIGHUP' };

/** stdout takes no more: its reader has gone, or a disk is full. */
export function lostOutput(why: Error): Ending {
  const signal = GONE_READERS[systemCode(why)];
  if (signal) return { kind: 'signal', signal };
  const text = `The shell’s output can’t be written to stdout: ${why.message}.`;
  return { kind: 'failed', error: new Error(text) };
}

function goneFrom(agentName: string): AgentError {
  return new AgentError(
    'NO_SHELL',
    `This shell is no longer on the agent at ${agentName}, which was probably restarted, updated or replaced.`,
    'No other shell was opened. `bowline-agent attach` opens a new one.',
  );
}

function failed(error: unknown, attached: Attached): number {
  const isLost = !(error instanceof ConnectFailure) || !(error.final || error.kind === 'shut-down');
  if (isLost && attached.cursor?.running) tellWhereItIs('the shell runs on', attached);
  if (error instanceof AgentError) throw error;
  explain(error);
  return CONNECTION_FAILED;
}

function tellWhereItIs(what: string, { cursor, isGuest, note }: Attached): void {
  if (!cursor?.running) return;
  note(isGuest ? what : `${what}; --session ${cursor.session} takes it up again`);
}
