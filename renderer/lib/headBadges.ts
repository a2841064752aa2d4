// What a pane's head says beside its name: a figure or a word each, three at most: the tag by which its
// host is known, then what matters most.
import type { ConnectionState, ShellStatus } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { NO_SIGN, type HostSign } from './hostSign.ts';
import { badge } from './words.ts';

export interface HeadBadge {
  text: string;
  kind: 'warn' | 'bad' | 'plain';
  /** The CSS colour of a tag. */
  tone: string | null;
}

const MOST = 3;

const KINDS: Partial<Record<ConnectionState, HeadBadge['kind']>> = {
  lagging: 'warn',
  reconnecting: 'warn',
  failed: 'bad',
};

/**
 * @param skipped bytes of output that are missing, and nobody has seen that yet
 * @param people at the shell, oneself included; 0 where nobody else can be
 */
export function headBadges(
  status: ShellStatus,
  skipped: number,
  people: number,
  { tag, tagTone }: HostSign = NO_SIGN,
): HeadBadge[] {
  const list: HeadBadge[] = [];
  const add = (text: string, kind: HeadBadge['kind'], tone: string | null = null) =>
    list.push({ text, kind, tone });
  if (tag) add(tag, 'plain', tagTone);
  const state = badge(status);
  if (state) add(state, KINDS[status.state] ?? 'plain');
  if (skipped > 0) add(words.status.badge.skipped(skipped), 'warn');
  if (people > 1) add(words.panes.people(people), 'plain');
  return list.slice(0, MOST);
}
