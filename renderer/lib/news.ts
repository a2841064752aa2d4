// What a tab's mark tells: which of all that is true of its panes deserves the eye first. One order
// for a tab of several panes, for the strip's other tabs and for the narrow window's picker.
import type { ShellStatus } from '../../electron/ipc/contract.ts';
import { markOf, type MarkName } from './marks.ts';

/** The most urgent first. */
export const URGENCY: readonly MarkName[] = [
  'asks',
  'failed',
  'reconnecting',
  'lagging',
  'bell',
  'finished',
  'ended',
  'unseen',
  'connecting',
  'kept',
  'online',
  'idle',
];

/** What happened in a pane while nobody looked at it. */
export interface Unseen {
  rang: boolean;
  /** Its program came to its end, and all was well. */
  finished: boolean;
  output: boolean;
}

/** The question stands in this very terminal, not in another one of the same host. */
export function asks({ state, message }: Pick<ShellStatus, 'state' | 'message'>): boolean {
  return state === 'authenticating' && message.code === 'answer-awaited';
}

/** The news of a pane, apart from how its connection fares; null for none. */
export function newsOf(
  status: Pick<ShellStatus, 'state' | 'message'>,
  { rang, finished, output }: Unseen,
): MarkName | null {
  if (asks(status)) return 'asks';
  if (rang) return 'bell';
  if (finished) return 'finished';
  return output ? 'unseen' : null;
}

/** The one mark of a pane: its news, or how its connection fares, where that matters more. */
export function markOfPane(status: Pick<ShellStatus, 'state'>, news: MarkName | null): MarkName {
  return mostUrgent([...(news ? [news] : []), markOf(status.state)]);
}

/** `idle` where there are none. */
export function mostUrgent(marks: readonly MarkName[]): MarkName {
  return URGENCY.find((mark) => marks.includes(mark)) ?? 'idle';
}
