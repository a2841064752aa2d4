// One member's place at one shell, for as long as one channel lasts: what it may do there, and
// what it is told of the others.
import type { Outbox } from '../../core/connection/outbox.ts';
import type { TerminalSize } from '../../core/pty/pty.ts';
import { isAnswer } from '../shells/answers.ts';
import { GroupFeed } from './groupFeed.ts';
import { mayType } from './permissions.ts';
import type { Member, Note, Reading, Role } from './roster.ts';
import type { ShellGroup } from './shellGroup.ts';

export interface SeatOptions {
  group: ShellGroup;
  role: Role;
  /** Tells the member from all others, for good. */
  key: string;
  /** Whose speed of talking is bounded: a guest's, through however many channels. */
  speaker: string;
  name: string;
  size: TerminalSize;
  /** Tells the member something about the shell; undefined where it wouldn't understand. */
  note?: Note | undefined;
}

export class Seat {
  readonly role: Role;
  readonly #group: ShellGroup;
  readonly #member: Member;
  #read: () => Reading = () => ({ roundTripMs: null, behind: 0 });
  #feed: GroupFeed | undefined;

  /** Takes the place; a writer's size counts from now on. */
  constructor({ group, size, ...who }: SeatOptions) {
    this.role = who.role;
    this.#group = group;
    this.#member = group.join({ ...who, read: () => this.#read() }, size);
  }

  /** The member's number. */
  get id(): number {
    return this.#member.id;
  }

  /** Whether what it types goes to the program, and its size counts. */
  get mayType(): boolean {
    return mayType(this.role);
  }

  /** Whether the program may wait for it without end, and for it to come back. */
  get isOwner(): boolean {
    return this.role === 'owner';
  }

  /** From now on it is told the news, and what was said from message number `chat` on. */
  tell(channel: number, outbox: Outbox, chat: number): void {
    this.#feed = new GroupFeed({ group: this.#group, channel, outbox, chat });
  }

  /** How the others learn how it is doing. */
  readBy(read: () => Reading): void {
    this.#read = read;
  }

  /** It types; false for what the program isn't to get, since the driver's terminal answers it. */
  types(bytes: Uint8Array): boolean {
    if (isAnswer(bytes)) return this.#group.driver === this.id;
    this.#group.typed(this.#member);
    return true;
  }

  resize(size: TerminalSize): void {
    this.#group.resize(this.#member, size);
  }

  /** As `ShellGroup.say`. */
  say(id: string, text: string): number {
    return this.#group.say(this.#member, id, text);
  }

  leave(): void {
    this.#feed?.stop();
    this.#group.leave(this.#member);
  }
}
