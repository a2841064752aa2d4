// The words about a shared shell: who is here and how they fare, who came and went, what an
// invitation allows, and why a shell can't be shared.
import type {
  GuestRole,
  MemberRole,
  ReadInvitation,
  SavedHost,
  SharedInvitation,
  ShellCompany,
  ShellMember,
} from '../../electron/ipc/contract.ts';
import { keepsShells } from './running.ts';
import { ago, bytes, milliseconds } from '../../words/english/quantities.ts';
import { listed } from '../../words/english/count.ts';

export const ROLE_WORDS: Record<MemberRole, string> = {
  owner: 'Owner',
  editor: 'May type',
  viewer: 'Only watches',
};

/** What a guest may do, after "you may" or "they may". */
export const MAY: Record<GuestRole, string> = {
  editor: 'see the shell and type in it',
  viewer: 'see the shell, and not type in it',
};

const MINUTE_MS = 60_000;

/** How long an invitation may last; the agent takes nothing longer than the last. */
export const DURATIONS: readonly { ms: number; label: string }[] = [
  { ms: 10 * MINUTE_MS, label: '10 minutes' },
  { ms: 60 * MINUTE_MS, label: '1 hour' },
  { ms: 8 * 60 * MINUTE_MS, label: '8 hours' },
  { ms: 24 * 60 * MINUTE_MS, label: '1 day' },
  { ms: 7 * 24 * 60 * MINUTE_MS, label: '1 week' },
];

export const USUAL_DURATION_MS = 60 * MINUTE_MS;

/** For how many people an invitation is. */
export const USES: readonly { uses: number | null; label: string }[] = [
  { uses: 1, label: '1 person' },
  { uses: 2, label: '2 people' },
  { uses: 5, label: '5 people' },
  { uses: 20, label: '20 people' },
  { uses: null, label: 'Any number of people' },
];

/** One or two letters for a name: `Greta Hansen` is GH, `olga` is O. */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => /[\p{L}\p{N}]/u.exec(word ?? '')?.[0] ?? '',
  );
  return letters.join('').toLocaleUpperCase() || '?';
}

/** What a member is called; `self` is this app's own number. */
export function memberName({ id, name }: Pick<ShellMember, 'id' | 'name'>, self: number | null) {
  return `${name || `Guest ${id}`}${id === self ? ' (you)' : ''}`;
}

/** Output a member may be behind without it being worth a word: it is on its way. */
const UNDER_WAY_BYTES = 64 * 1024;

/** The line below a member's name, in parts. */
export function memberFacts({ role, roundTripMs, behind }: ShellMember): string[] {
  return [
    ROLE_WORDS[role],
    roundTripMs === null ? '' : `round trip ${milliseconds(roundTripMs)}`,
    behind > UNDER_WAY_BYTES ? `${bytes(behind)} behind` : '',
  ].filter(Boolean);
}

/** Names beyond these are only counted. */
const NAMED = 3;

/** `Greta and Otto joined. Hans left.`; '' when nobody did either. */
export function newsWords(joined: readonly string[], left: readonly string[]): string {
  return [said(joined, 'joined'), said(left, 'left')].filter(Boolean).join(' ');
}

function said(names: readonly string[], what: string): string {
  if (names.length === 0) return '';
  if (names.length <= NAMED) return `${listed(names)} ${what}.`;
  const others = names.length - NAMED + 1;
  return `${names.slice(0, NAMED - 1).join(', ')} and ${others} others ${what}.`;
}

interface ShareFacts {
  alive: boolean;
  /** Undefined for a shell whose host is gone. */
  host: Pick<SavedHost, 'can'> | undefined;
  guest: boolean;
  company: ShellCompany | null;
}

/** How an agent is started so that others can reach it. */
export const SERVE_OTHERS = 'bowline-agent serve --listen ADDRESS:PORT --tls self-signed';

const BEHIND_SSH =
  'Guests can’t come through your SSH login. Start an agent there that listens on the network, ' +
  'and add it as a host of its own.';

/** Why a tab's shell can't be shared now; '' when it can. */
export function whyNotShared({ alive, host, guest, company }: ShareFacts): string {
  if (guest) return 'Only its owner can share this shell.';
  if (host && !keepsShells(host)) return 'Only shells that bowline-agent keeps can be shared.';
  if (host && !host.can.share) return BEHIND_SSH;
  if (!alive) return 'This shell has ended.';
  if (!host && !company) return 'The host of this shell has been deleted.';
  if (company?.self == null) return 'Not while there is no connection.';
  return company.canShare ? '' : 'The agent there is too old. Update it to share shells.';
}

/** As good as the main process's own look: whether a pasted text claims to be an invitation. */
export function looksLikeInvitation(text: string): boolean {
  return /[?&]invite=/.test(text.replace(/\s+/g, ''));
}

const STATES: Record<SharedInvitation['state'], string> = {
  open: 'Open',
  'used-up': 'Used up',
  expired: 'Expired',
  revoked: 'Revoked',
  'shell-gone': 'The shell has ended',
};

/** Nobody comes by it any more, and whoever came is gone. */
export function isOver({ state }: Pick<SharedInvitation, 'state'>): boolean {
  return state !== 'open' && state !== 'used-up';
}

/** What is known of an invitation, in parts. `now` in ms since 1970. */
export function invitationFacts(invitation: SharedInvitation, now: number): string[] {
  const { role, uses, used, online, state, expiresAt } = invitation;
  return [
    STATES[state],
    ROLE_WORDS[role],
    uses === null ? `${used} came` : `${used} of ${uses} came`,
    online > 0 ? `${online} here now` : '',
    isOver(invitation) ? '' : `ends ${soon(expiresAt - now)}`,
  ].filter(Boolean);
}

function soon(ms: number): string {
  return ms < MINUTE_MS ? 'within a minute' : `in ${ago(ms).replace(/ ago$/, '')}`;
}

/** The invitation in a sentence, before it is accepted. */
export function joinWords({ role, name, address }: ReadInvitation): string {
  const shell = name ? `“${name}”` : 'a shell';
  return `It invites you to ${shell} at ${address}. You may ${MAY[role]}.`;
}

/** Characters of a message, as the agent counts them. */
export const CHAT_LIMIT_CHARS = 2_000;

/** Why a message is too long; '' when it isn't. */
export function tooLong(text: string): string {
  if (text.length <= CHAT_LIMIT_CHARS) return '';
  const has = [...text].length;
  if (has <= CHAT_LIMIT_CHARS) return '';
  const [most, all] = [CHAT_LIMIT_CHARS, has].map((number) => number.toLocaleString('en'));
  return `A message can have ${most} characters; this one has ${all}.`;
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
