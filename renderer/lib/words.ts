// The words and figures the window shows for a shell's state. One place, so that the tab,
// the sidebar, the status line and a screen reader never say different things.
import type { ConnectionState, HostKind, ShellStatus } from '../../electron/ipc/contract.ts';

export const STATE_WORDS: Record<ConnectionState, string> = {
  connecting: 'Connecting',
  authenticating: 'Authenticating',
  online: 'Online',
  lagging: 'Lagging',
  reconnecting: 'Reconnecting',
  closed: 'Closed',
  failed: 'Failed',
};

export const KIND_WORDS: Record<HostKind, string> = {
  ssh: 'SSH',
  agent: 'Agent',
  local: 'Local shell',
};

const ANSWERING: ReadonlySet<ConnectionState> = new Set(['online', 'lagging']);

type Ending = Pick<ShellStatus, 'exitCode' | 'signal'>;

/** The few letters beside a tab's title; '' while all is well and the shape says enough. */
export function badge(status: ShellStatus): string {
  switch (status.state) {
    case 'connecting':
    case 'authenticating':
      return '…';
    case 'online':
      return '';
    case 'lagging':
      return status.rttMs === null ? 'slow' : milliseconds(status.rttMs);
    case 'reconnecting':
      return 'retrying';
    case 'closed':
      return ending(status) || 'closed';
    case 'failed':
      return 'failed';
  }
}

/** `exit 1`, `SIGKILL`, or '' when neither is known. */
export function ending({ exitCode, signal }: Ending): string {
  if (signal !== null) return signal;
  return exitCode === null ? '' : `exit ${exitCode}`;
}

/** What the status line shows after the message; these change often and are not announced. */
export function figures(status: ShellStatus): string[] {
  const list: string[] = [];
  if (status.state === 'closed' && ending(status)) list.push(endingInWords(status));
  // Of a connection that is gone, the last round trip says nothing.
  if (status.rttMs !== null && ANSWERING.has(status.state))
    list.push(`round trip ${milliseconds(status.rttMs)}`);
  if (status.pendingInput > 0) list.push(`${bytes(status.pendingInput)} typed, not yet received`);
  return list;
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
  return `${(count / 1024 / 1024).toFixed(1)} MB`;
}

export function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number.toLocaleString()} ${noun}s`;
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
