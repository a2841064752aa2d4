// The others at a shell, as a client hears of them.
import { randomName } from '../auth/random.ts';
import type { Bodies } from '../wire/bodies.ts';

/** News of a shell's group; each replaces the one before. */
export type Group = Bodies['group'];
export type Member = Group['members'][number];
export type ChatMessage = Bodies['chat'];

/** Who came and who went between two news; nobody where not everybody is listed. */
export function groupChanges(
  before: Group | null,
  after: Group,
): { joined: Member[]; left: Member[] } {
  if (!before || !isWhole(before) || !isWhole(after)) return { joined: [], left: [] };
  return { joined: lacking(after, before), left: lacking(before, after) };
}

/** Names a message, so that it counts once however often it is sent. */
export function newMessageId(): string {
  return randomName();
}

function isWhole({ total, members }: Group): boolean {
  return members.length === total;
}

function lacking({ members }: Group, other: Group): Member[] {
  return members.filter(({ id }) => !other.members.some((one) => one.id === id));
}
