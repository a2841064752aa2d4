// The state of a connection to an agent, in the words that its tabs show.
import type { LinkStatus } from '../../core/client/agentLink.ts';
import type { ShellState } from '../shell.ts';

const KEPT = 'The shell keeps running there. What you type now is sent when it is back.';

/** `failed` and `closed` are not told here: how a shell ends has words of its own. */
export function describeLink(status: LinkStatus, now: number): Partial<ShellState> {
  const { state } = status;
  switch (state) {
    case 'connecting':
      return { state, message: 'Connecting…', hint: '', canReconnect: false };
    case 'authenticating':
      return { state, message: 'Proving who we are to the agent…', hint: '', canReconnect: false };
    case 'online':
      return { state, message: 'Connected to the agent.', hint: '', canReconnect: false };
    case 'lagging':
      return { state, message: describeLag(status), hint: '', canReconnect: true };
    case 'reconnecting':
      return {
        ...{ state, hint: KEPT, canReconnect: true },
        message: status.failure?.message ?? 'The connection was lost.',
        attempt: status.attempt,
        nextTryInMs: Math.max(0, (status.nextTryAt ?? now) - now),
      };
    case 'closed':
    case 'failed':
      return {};
  }
}

function describeLag({ roundTripMs, silentMs }: LinkStatus): string {
  // Silence longer than any round trip is the worse news of the two.
  if (silentMs > 3_000 && silentMs > (roundTripMs ?? 0)) {
    return `The link is slow. No answer for ${Math.round(silentMs / 1_000)} s.`;
  }
  return `The link is slow. Answers take ${Math.round(roundTripMs ?? 0)} ms.`;
}

/** The line that stands in the terminal where output is missing. */
export function skippedNote(bytes: number): string {
  return `${formatBytes(bytes)} of output skipped here. What follows is complete.`;
}

function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  const [divisor, unit] = bytes < 1_000_000 ? [1_000, 'KB'] : [1_000_000, 'MB'];
  return `${(bytes / divisor).toFixed(1)} ${unit}`;
}
