// Which words and figures the window shows for a shell's state. One place, so that the tab,
// the sidebar, the status line and a screen reader never say different things.
import type { ConnectionState, LagWarning, ShellStatus } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';

const ANSWERING: ReadonlySet<ConnectionState> = new Set(['online', 'lagging']);

type Ending = Pick<ShellStatus, 'exitCode' | 'signal'>;

/**
 * The few letters beside a tab's title; '' while all is well and the shape says enough.
 * @param skipped bytes of output that are missing, and nobody has seen that yet
 */
export function badge(status: ShellStatus, skipped = 0): string {
  const { badge } = words.status;
  switch (status.state) {
    case 'connecting':
    case 'authenticating':
      return badge.opening;
    case 'online':
      return skipped > 0 ? badge.skipped(skipped) : '';
    case 'lagging':
      return status.lag ? lagBadge(status.lag) : badge.slow;
    case 'reconnecting':
      return badge.retrying;
    case 'closed':
      return ending(status) || badge.closed;
    case 'failed':
      return badge.failed;
  }
}

function lagBadge({ cause, value }: LagWarning): string {
  const { badge } = words.status;
  switch (cause) {
    case 'silence':
      return badge.silent(value);
    case 'input':
      return badge.notTaken(value);
    case 'backlog':
      return badge.behind(value);
    case 'round-trip':
    case 'echo':
    case 'drawing':
      return badge.slowBy(value);
  }
}

/** `exit 1`, `SIGKILL`, or '' when neither is known. */
export function ending({ exitCode, signal }: Ending): string {
  if (signal !== null) return signal;
  return exitCode === null ? '' : words.status.badge.exit(exitCode);
}

/**
 * What the status line shows after the message, what matters most first; these change often and
 * are not announced. `keptOn` names the host on which the program lives on, '' if it doesn't.
 */
export function figures(status: ShellStatus, keptOn = ''): string[] {
  const { state, rttMs, echoMs, backlog, skippedBytes } = status;
  const { figures, badge } = words.status;
  const answering = ANSWERING.has(state);
  const list: string[] = [];
  if (state === 'closed') list.push(...endingInWords(status));
  // Of a connection that is gone, the last round trip says nothing.
  if (rttMs !== null && answering) list.push(figures.roundTrip(rttMs));
  if (echoMs !== null && answering) list.push(figures.echo(echoMs));
  if (backlog > 0) list.push(badge.behind(backlog));
  if (skippedBytes > 0) list.push(badge.skipped(skippedBytes));
  if (keptOn) list.push(figures.keptOn(keptOn));
  return list;
}

const TROUBLE: readonly ConnectionState[] = ['failed', 'reconnecting', 'lagging'];

/**
 * How many panes of a tab fare badly, by the worst state among them; '' while only the focused one
 * does, of which the status line tells anyway.
 * @param others the states of the panes beside the focused one
 */
export function panesInTrouble(
  focused: ConnectionState,
  others: readonly ConnectionState[],
): string {
  const worst = worstOf(others);
  if (!worst) return '';
  const all = [focused, ...others];
  const some = all.filter((state) => state === worst).length;
  return words.status.figures.panes(some, all.length, worst);
}

/** The worst of the states that mean trouble; undefined where there is none. */
export function worstOf(states: readonly ConnectionState[]): ConnectionState | undefined {
  return TROUBLE.find((state) => states.includes(state));
}

/** What was typed and has not arrived, marked beside the figures; '' when all of it has. */
export function pendingWords({ state, pendingInput }: ShellStatus): string {
  return pendingInput === 0 ? '' : words.status.pending(pendingInput, ANSWERING.has(state));
}

/**
 * What a screen reader says of a shell when its state, or why it lags, becomes another one.
 * @param before of the same shell; null when another one was shown
 */
export function announcement(before: ConnectionState | null, status: ShellStatus): string {
  const message = inWords(status.message);
  const recovered = before === 'lagging' && status.state === 'online';
  return recovered ? words.status.recovered(message) : message;
}

function endingInWords({ exitCode, signal }: Ending): string[] {
  const { figures } = words.status;
  if (signal !== null) return [figures.endedBy(signal)];
  return exitCode === null ? [] : [figures.exitCode(exitCode)];
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
