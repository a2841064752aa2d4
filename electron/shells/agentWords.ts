// The state of a connection to an agent, in the words that its tabs show.
import type { LinkStatus } from '../../core/client/agentConnection.ts';
import type { LagWarning } from '../ipc/contract.ts';
import { bytesInWords, lagWords, lateWords } from '../lag/lagWords.ts';
import type { ShellState } from '../shell.ts';

const KEPT = 'The shell keeps running there. What you type now is sent when it is back.';
/** The agent has announced that it ends its shells. */
const ENDED = 'The shell has ended with it. A new one can be opened when the agent is back.';

/**
 * `failed` and `closed` are not told here: how a shell ends has words of its own.
 * @param shownMs the round trip as it is shown
 */
export function describeLink(
  status: LinkStatus,
  now: number,
  shownMs: number | null,
): Partial<ShellState> {
  const { state } = status;
  switch (state) {
    case 'connecting':
      return { state, message: 'Connecting…', hint: '', canReconnect: false };
    case 'authenticating':
      return { state, message: 'Proving who we are to the agent…', hint: '', canReconnect: false };
    case 'online':
      return { state, message: 'Connected to the agent.', hint: '', canReconnect: false };
    case 'lagging':
      return { state, ...describeLag(status, shownMs), hint: '', canReconnect: true };
    case 'reconnecting':
      return {
        ...{ state, hint: hintOf(status), canReconnect: true },
        message: status.failure?.message ?? 'The connection was lost.',
        attempt: status.attempt,
        nextTryInMs: Math.max(0, (status.nextTryAt ?? now) - now),
      };
    case 'closed':
    case 'failed':
      return {};
  }
}

/** What is said of the shell, and first what to do where waiting alone is not likely to help. */
function hintOf({ shutDown, failure }: LinkStatus): string {
  const advice = failure?.permanent ? failure.hint : '';
  return `${advice} ${shutDown ? ENDED : KEPT}`.trim();
}

function describeLag(
  { lag, silentMs, silenceMs, usualMs }: LinkStatus,
  shownMs: number | null,
): Pick<ShellState, 'message' | 'lag'> {
  if (lag !== 'silence') {
    const warning: LagWarning = { cause: 'round-trip', value: shownMs ?? 0 };
    return { message: lagWords(warning, usualMs), lag: warning };
  }
  const seconds = Math.floor(Math.max(silentMs, silenceMs) / 1_000);
  // It answers again, and it takes a while to see whether it goes on doing so.
  const over = silentMs < silenceMs;
  const warning: LagWarning = { cause: 'silence', value: seconds * 1_000 };
  return { message: over ? lateWords(seconds) : lagWords(warning, usualMs), lag: warning };
}

/** The line at the top of a shell that ran before, and of whose output the beginning is gone. */
export const EARLIER_NOTE = 'Earlier output is not shown.';

/** The line that stands in the terminal where output is missing. */
export function skippedNote(bytes: number): string {
  return `${bytesInWords(bytes)} of output skipped here. What follows is complete.`;
}
