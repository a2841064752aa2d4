// The words and figures the window shows for a shell's state. One place, so that the tab,
// the sidebar, the status line and a screen reader never say different things.
import type { ConnectionState, LagWarning, ShellStatus } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';

export const STATE_WORDS: Record<ConnectionState, string> = {
  connecting: 'Connecting',
  authenticating: 'Authenticating',
  online: 'Online',
  lagging: 'Lagging',
  reconnecting: 'Reconnecting',
  closed: 'Closed',
  failed: 'Failed',
};

const ANSWERING: ReadonlySet<ConnectionState> = new Set(['online', 'lagging']);

type Ending = Pick<ShellStatus, 'exitCode' | 'signal'>;

/**
 * The few letters beside a tab's title; '' while all is well and the shape says enough.
 * @param skipped bytes of output that are missing, and nobody has seen that yet
 */
export function badge(status: ShellStatus, skipped = 0): string {
  switch (status.state) {
    case 'connecting':
    case 'authenticating':
      return '…';
    case 'online':
      return skipped > 0 ? `${bytes(skipped)} skipped` : '';
    case 'lagging':
      return status.lag ? lagBadge(status.lag) : 'slow';
    case 'reconnecting':
      return 'retrying';
    case 'closed':
      return ending(status) || 'closed';
    case 'failed':
      return 'failed';
  }
}

function lagBadge({ cause, value }: LagWarning): string {
  switch (cause) {
    case 'silence':
      return `silent, ${Math.floor(value / 1000)} s`;
    case 'input':
      return `${bytes(value)} not taken`;
    case 'backlog':
      return `${bytes(value)} behind`;
    case 'round-trip':
    case 'echo':
    case 'drawing':
      return `slow, ${milliseconds(value)}`;
  }
}

/** `exit 1`, `SIGKILL`, or '' when neither is known. */
export function ending({ exitCode, signal }: Ending): string {
  if (signal !== null) return signal;
  return exitCode === null ? '' : `exit ${exitCode}`;
}

/**
 * What the status line shows after the message, what matters most first; these change often and
 * are not announced. `keptOn` names the host on which the program lives on, '' if it doesn't.
 */
export function figures(status: ShellStatus, keptOn = ''): string[] {
  const { state, rttMs, echoMs, backlog, skippedBytes } = status;
  const answering = ANSWERING.has(state);
  const list: string[] = [];
  if (state === 'closed' && ending(status)) list.push(endingInWords(status));
  // Of a connection that is gone, the last round trip says nothing.
  if (rttMs !== null && answering) list.push(`round trip ${milliseconds(rttMs)}`);
  if (echoMs !== null && answering) list.push(`echo ${milliseconds(echoMs)}`);
  if (backlog > 0) list.push(`${bytes(backlog)} behind`);
  if (skippedBytes > 0) list.push(`${bytes(skippedBytes)} skipped`);
  if (keptOn) list.push(`kept alive on ${keptOn}`);
  return list;
}

/** What was typed and has not arrived, marked beside the figures; '' when all of it has. */
export function pendingWords({ state, pendingInput }: ShellStatus): string {
  if (pendingInput === 0) return '';
  const where = ANSWERING.has(state) ? 'not yet received' : 'waiting';
  return `${bytes(pendingInput)} typed, ${where}`;
}

/**
 * What a screen reader says of a shell when its state, or why it lags, becomes another one.
 * @param before of the same shell; null when another one was shown
 */
export function announcement(before: ConnectionState | null, status: ShellStatus): string {
  const message = inWords(status.message);
  const recovered = before === 'lagging' && status.state === 'online';
  return recovered ? `No longer slow. ${message}` : message;
}

function endingInWords({ exitCode, signal }: Ending): string {
  return signal === null ? `exit code ${exitCode}` : `ended by ${signal}`;
}

export function milliseconds(value: number): string {
  return value < 1 ? '< 1 ms' : `${Math.round(value)} ms`;
}

export function bytes(count: number): string {
  if (count < 1024) return count === 1 ? '1 byte' : `${count} bytes`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KB`;
  if (count < 1024 ** 3) return `${(count / 1024 ** 2).toFixed(1)} MB`;
  return `${(count / 1024 ** 3).toFixed(1)} GB`;
}

// What deserves the eye first, when one mark stands for several shells of a host.
const BY_URGENCY: ConnectionState[] = [
  'failed',
  'lagging',
  'reconnecting',
  'authenticating',
  'connecting',
  'online',
  'closed',
];

/** The state a host shows for all its open shells; null when it has none. */
export function mostUrgent(states: readonly ConnectionState[]): ConnectionState | null {
  return BY_URGENCY.find((state) => states.includes(state)) ?? null;
}
