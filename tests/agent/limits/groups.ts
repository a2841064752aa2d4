// Bounds of those who share a shell: their invitations, their names, and what they say.
import { ChatLog } from '../../../agent/groups/chatLog.ts';
import { Roster } from '../../../agent/groups/roster.ts';
import { ShellGroup } from '../../../agent/groups/shellGroup.ts';
import { InvitationBook } from '../../../agent/auth/invitationBook.ts';
import { HEADER_BYTES } from '../../../core/wire/protocol.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { CUT, refusedAs, times, type Limit } from './limit.ts';

const SIZE = { cols: 80, rows: 24 };
const WHO = { role: 'viewer', read: () => ({ roundTripMs: null, behind: 0 }) } as const;

function newGroup(clock = new ManualClock()): ShellGroup {
  return new ShellGroup({ clock, today: () => 0, size: () => SIZE, resize: () => undefined });
}

function invitations(count: number): string {
  const book = new InvitationBook(new ManualClock(), () => 0);
  const terms = {
    session: 's',
    role: 'viewer',
    label: '',
    uses: null,
    expiresInMs: 60_000,
  } as const;
  return times(count, () => book.make(terms));
}

/** The longest news that there are of a thousand members, whatever the lengths of their names. */
function longestNews(): number {
  const clock = new ManualClock();
  const lengths = Array.from({ length: 20 }, (_, name) => {
    const group = newGroup(clock);
    for (let n = 0; n < 1_000; n++) {
      group.join({ ...WHO, key: `${n}`, name: 'x'.repeat(1 + name) }, SIZE);
    }
    clock.advance(10_000);
    return group.newsFrame(1)!.byteLength - HEADER_BYTES;
  });
  return Math.max(...lengths);
}

function said(characters: number): string {
  const group = newGroup();
  const member = group.join({ ...WHO, key: 'a', name: 'a' }, SIZE);
  return refusedAs(() => group.say(member, 'id', '🪢'.repeat(characters)));
}

function remembered(count: number): string {
  const log = new ChatLog();
  const message = { from: 1, name: 'a', colour: 0, role: 'owner', at: 0, text: 'x' } as const;
  for (let n = 0; n < count; n++) log.append(`${n}`, message);
  return log.from(0)!.seq === 0 ? '' : CUT;
}

export const GROUP_LIMITS = {
  maxInvitations: { takes: invitations, refusal: 'too-many-invitations' },
  maxGroup: {
    takes: (bytes) => (bytes <= longestNews() ? '' : CUT),
    refusal: CUT,
    slack: 256, // no member is cut in two
  },
  maxChatText: { takes: said, refusal: 'chat-too-long' },
  maxChatHistory: { takes: remembered, refusal: CUT },
  maxMemberName: {
    takes: (characters) => {
      const name = 'x'.repeat(characters);
      return new Roster().join({ ...WHO, key: 'a', name }).name === name ? '' : CUT;
    },
    refusal: CUT,
  },
} satisfies Record<string, Limit>;
