// The state of a connection to an agent, as its tabs show it.
import type { LinkStatus } from '../../core/client/agentConnection.ts';
import type { LagWarning } from '../ipc/contract.ts';
import { lagWords } from '../lag/lagWords.ts';
import type { ShellMark, ShellState } from '../shell.ts';
import { say, type Said } from '../../words/said.ts';
import { note } from './sessionNotes.ts';

const KEPT = say('runs-on-typed-is-sent');
/** The agent has announced that it ends its shells. */
const ENDED = say('ended-with-agent');

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
      return { state, message: say('connecting'), hint: null, canReconnect: false };
    case 'authenticating':
      return { state, message: say('proving-identity'), hint: null, canReconnect: false };
    case 'online':
      return { state, message: say('connected-to-agent'), hint: null, canReconnect: false };
    case 'lagging':
      return { state, ...describeLag(status, shownMs), hint: null, canReconnect: true };
    case 'reconnecting':
      return {
        ...{ state, hint: hintOf(status), canReconnect: true },
        message: status.failure?.said ?? say('connection-lost'),
        attempt: status.attempt,
        nextTryInMs: Math.max(0, (status.nextTryAt ?? now) - now),
      };
    case 'closed':
    case 'failed':
      return {};
  }
}

/** What is said of the shell, and first what to do where waiting alone is not likely to help. */
function hintOf({ shutDown, failure }: LinkStatus): Said {
  const fate = shutDown ? ENDED : KEPT;
  const advice = failure?.permanent ? failure.advice : null;
  return advice ? say('both', { first: advice, second: fate }) : fate;
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
  const message = over ? say('lag-late-answer', { seconds }) : lagWords(warning, usualMs);
  return { message, lag: warning };
}

/** The line at the top of a shell that ran before, and of whose output the beginning is gone. */
export function earlierNote(): ShellMark {
  return note(say('earlier-not-shown'));
}

/** The line that stands in the terminal where output is missing. */
export function skippedNote(skipped: number): ShellMark {
  return note(say('output-skipped', { skipped }));
}
