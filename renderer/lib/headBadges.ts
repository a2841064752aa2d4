// What a pane's head says beside its name: a figure or a word each, three at most, what matters most
// first.
import type { ConnectionState, ShellStatus } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { badge } from './words.ts';

export interface HeadBadge {
  text: string;
  tone: 'warn' | 'bad' | 'plain';
}

const TONES: Partial<Record<ConnectionState, HeadBadge['tone']>> = {
  lagging: 'warn',
  reconnecting: 'warn',
  failed: 'bad',
};

/**
 * @param skipped bytes of output that are missing, and nobody has seen that yet
 * @param people at the shell, oneself included; 0 where nobody else can be
 */
export function headBadges(status: ShellStatus, skipped: number, people: number): HeadBadge[] {
  const list: HeadBadge[] = [];
  const state = badge(status);
  if (state) list.push({ text: state, tone: TONES[status.state] ?? 'plain' });
  if (skipped > 0) list.push({ text: words.status.badge.skipped(skipped), tone: 'warn' });
  if (people > 1) list.push({ text: words.panes.people(people), tone: 'plain' });
  return list;
}
