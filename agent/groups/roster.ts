// The members of one shell's group: their numbers and colours, kept for those who come back,
// and the list of them that is sent around. Pure.
import { cleanLine } from '../../core/text/clean.ts';
import type { Bodies } from '../../core/wire/bodies.ts';
import { LIMITS } from '../../core/wire/protocol.ts';

export type Role = Bodies['ready']['role'];
export type ListedMember = Bodies['group']['members'][number];

/** What the list says of somebody, when it is made. */
export interface Reading {
  roundTripMs: number | null;
  /** Output not consumed, bytes. */
  behind: number;
}

export interface MemberOptions {
  /** Names it for good: who comes with the same key is the same member. */
  key: string;
  /** Whose speed of talking is bounded; the key where it is left out. */
  speaker?: string;
  role: Role;
  /** As it came, from whoever. */
  name: string;
  read: () => Reading;
  /** Tells this member alone something about the shell, where it can be told. */
  note?: Note | undefined;
}

/** `code` is one of the named errors of a channel. */
export type Note = (code: string, message: string) => void;

export interface Member {
  readonly id: number;
  readonly key: string;
  readonly speaker: string;
  readonly role: Role;
  readonly name: string;
  readonly colour: number;
  readonly read: () => Reading;
  readonly note: Note | undefined;
  typedAt: number;
}

const COLOURS = 8;
/** Members remembered that have gone; the one that was here longest ago is forgotten first. */
const MAX_REMEMBERED = 1_000;
/** The same of one speaker, so that no guest makes the others forgotten by coming as many. */
const MAX_OF_A_SPEAKER = 8;
/** Somebody who typed so long ago is still typing, milliseconds. */
export const TYPING_MS = 2_000;
const ORDER: Readonly<Record<Role, number>> = { owner: 0, editor: 1, viewer: 2 };

interface Known {
  id: number;
  colour: number;
  speaker: string;
}

export class Roster {
  readonly #present = new Map<number, Member>();
  readonly #known = new Map<string, Known>();
  #nextId = 1;

  get size(): number {
    return this.#present.size;
  }

  join({ key, speaker = key, role, name, read, note }: MemberOptions): Member {
    const { id, colour } = this.#identify(key, speaker);
    const shown =
      cleanLine(name, LIMITS.maxMemberName) || (role === 'owner' ? 'Owner' : `Guest ${id}`);
    const who = { id, key, speaker, role, name: shown, colour };
    const member = { ...who, read, note, typedAt: -Infinity };
    this.#present.set(id, member);
    return member;
  }

  /** Who is here under that number. */
  find(id: number): Member | undefined {
    return this.#present.get(id);
  }

  /** False when another connection of the same member has taken its place. */
  leave(member: Member): boolean {
    return this.#present.get(member.id) === member && this.#present.delete(member.id);
  }

  /** Owners first, then editors, then viewers; as many as fit into so many bytes of JSON. */
  list(now: number, maxBytes: number): ListedMember[] {
    const listed: ListedMember[] = [];
    let left = maxBytes;
    for (const member of this.#sorted()) {
      const one = describe(member, now);
      left -= Buffer.byteLength(JSON.stringify(one)) + 1;
      if (left < 0) break;
      listed.push(one);
    }
    return listed;
  }

  #sorted(): Member[] {
    const rank = ({ role }: Member): number => ORDER[role];
    return [...this.#present.values()].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
  }

  #identify(key: string, speaker: string): Known {
    const known = this.#known.get(key) ?? this.#newcomer(speaker);
    this.#known.delete(key); // so that the map stays in the order of the last coming
    this.#known.set(key, known);
    const gone = [...this.#known].filter(([, { id }]) => id !== known.id && !this.#present.has(id));
    this.#forget(gone.filter(([, one]) => one.speaker === speaker).slice(0, -MAX_OF_A_SPEAKER));
    this.#forget(gone.slice(0, -MAX_REMEMBERED));
    return known;
  }

  #newcomer(speaker: string): Known {
    return { id: this.#nextId++, colour: this.#freeColour(), speaker };
  }

  #forget(gone: readonly [string, Known][]): void {
    for (const [key] of gone) this.#known.delete(key);
  }

  /** The colour that the fewest have who are here. */
  #freeColour(): number {
    const counts = new Array<number>(COLOURS).fill(0);
    for (const { colour } of this.#present.values()) counts[colour]!++;
    return counts.indexOf(Math.min(...counts));
  }
}

function describe({ id, name, role, colour, read, typedAt }: Member, now: number): ListedMember {
  const { roundTripMs, behind } = read();
  const round = roundTripMs === null ? null : steadyMs(roundTripMs);
  const typing = now - typedAt < TYPING_MS;
  return { id, name, role, colour, roundTripMs: round, behind: wholeKiB(behind), typing };
}

/** In steps that matter, so that jitter is no news. */
function steadyMs(ms: number): number {
  const step = ms < 20 ? 1 : ms < 100 ? 5 : ms < 1000 ? 20 : 100;
  return Math.round(ms / step) * step;
}

function wholeKiB(bytes: number): number {
  return Math.floor(bytes / 1024) * 1024;
}
