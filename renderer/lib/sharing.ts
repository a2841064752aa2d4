// What is said about a shared shell: who is here and how they fare, what an invitation allows, and
// why a shell can't be shared.
import type {
  GuestRole,
  ReadInvitation,
  SavedHost,
  SharedInvitation,
  ShellCompany,
  ShellMember,
} from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { keepsShells } from './running.ts';

export const MINUTE_MS = 60_000;

/** What guests may do, the least first. */
export const GUEST_ROLES = ['viewer', 'editor'] as const satisfies readonly GuestRole[];

/** How long an invitation may last, in minutes; the agent takes nothing longer than the last. */
export const DURATIONS: readonly number[] = [10, 60, 8 * 60, 24 * 60, 7 * 24 * 60];

export const USUAL_DURATION = 60;

/** For how many people an invitation is; null for any number. */
export const USES: readonly (number | null)[] = [1, 2, 5, 20, null];

/** One or two letters for a name: `Greta Hansen` is GH, `olga` is O. */
export function initials(name: string): string {
  const names = name.split(/[\s._-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = [names[0], names.length > 1 ? names.at(-1) : undefined].map(
    (word) => /[\p{L}\p{N}]/u.exec(word ?? '')?.[0] ?? '',
  );
  return letters.join('').toLocaleUpperCase() || '?';
}

/** What a member is called; `self` is this app's own number. */
export function memberName({ id, name }: Pick<ShellMember, 'id' | 'name'>, self: number | null) {
  const { member } = words.sharing;
  const called = name || member.guest(id);
  return id === self ? member.self(called) : called;
}

/** Output a member may be behind without it being worth a word: it is on its way. */
const UNDER_WAY_BYTES = 64 * 1024;

/** The line below a member's name, in parts. */
export function memberFacts({ role, roundTripMs, behind }: ShellMember): string[] {
  const { member } = words.sharing;
  return [
    member.roles[role],
    roundTripMs === null ? '' : member.roundTrip(roundTripMs),
    behind > UNDER_WAY_BYTES ? member.behind(behind) : '',
  ].filter(Boolean);
}

interface ShareFacts {
  alive: boolean;
  /** Undefined for a shell whose host is gone. */
  host: Pick<SavedHost, 'can'> | undefined;
  guest: boolean;
  company: ShellCompany | null;
}

/** Why a tab's shell can't be shared now; '' when it can. */
export function whyNotShared({ alive, host, guest, company }: ShareFacts): string {
  const { whyNot } = words.invitations;
  if (guest) return whyNot.guest;
  if (host && !keepsShells(host)) return whyNot.notKept;
  if (host && !host.can.share) return whyNot.behindSsh;
  if (!alive) return whyNot.ended;
  if (!host && !company) return whyNot.hostDeleted;
  if (company?.self == null) return whyNot.noConnection;
  return company.canShare ? '' : whyNot.oldAgent;
}

/** As good as the main process's own look: whether a pasted text claims to be an invitation. */
export function looksLikeInvitation(text: string): boolean {
  return /[?&]invite=/.test(text.replace(/\s+/g, ''));
}

/** Nobody comes by it any more, and whoever came is gone. */
export function isOver({ state }: Pick<SharedInvitation, 'state'>): boolean {
  return state !== 'open' && state !== 'used-up';
}

/** What is known of an invitation, in parts. `now` in ms since 1970. */
export function invitationFacts(invitation: SharedInvitation, now: number): string[] {
  const { role, uses, used, online, state, expiresAt } = invitation;
  const { row } = words.invitations;
  return [
    row.states[state],
    words.sharing.member.roles[role],
    row.came(used, uses),
    online > 0 ? row.hereNow(online) : '',
    isOver(invitation) ? '' : row.ends(expiresAt - now),
  ].filter(Boolean);
}

/** The invitation in a sentence, before it is accepted. */
export function joinWords({ role, name, address }: ReadInvitation): string {
  return words.invitations.join.invites(name, address, role);
}

/** Characters of a message, as the agent counts them. */
export const CHAT_LIMIT_CHARS = 2_000;

/** Why a message is too long; '' when it isn't. */
export function tooLong(text: string): string {
  if (text.length <= CHAT_LIMIT_CHARS) return '';
  const has = [...text].length;
  if (has <= CHAT_LIMIT_CHARS) return '';
  return words.sharing.chat.tooLong(CHAT_LIMIT_CHARS, has);
}

export interface TextPart {
  text: string;
  /** Where it leads; '' for plain text. */
  url: string;
}

/** A message cut into plain text and web addresses. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(/\bhttps?:\/\/[^\s<>"'`“”]+/giu)) {
    const url = found.replace(/[.,;:!?)\]}]+$/, '');
    if (index > end) parts.push({ text: text.slice(end, index), url: '' });
    parts.push({ text: url, url: URL.canParse(url) ? url : '' });
    end = index + url.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), url: '' });
  return parts;
}
