// Everybody at one shell: who is here, what they say, and whose size it has. Its news goes out
// a few times a second at most, and each member takes them when its link can.
import type { SizePolicy as PolicyName } from '../../core/client/sharing.ts';
import type { TerminalSize } from '../../core/pty/pty.ts';
import { cleanText } from '../../core/text/clean.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { Bodies } from '../../core/wire/bodies.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import { encode } from '../../core/wire/messages.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import { ChatLog } from './chatLog.ts';
import { ChatRates } from './chatRates.ts';
import { NewsPace } from './newsPace.ts';
import { Roster, type Member, type MemberOptions } from './roster.ts';
import { SizePolicy } from './sizePolicy.ts';
import { Typists } from './typists.ts';

/** What of a GROUP message isn't its list of members, bytes. */
const HEAD_BYTES = 160;

export interface ShellGroupOptions {
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
  /** The size that the shell has. */
  size: () => TerminalSize;
  resize: (size: TerminalSize) => void;
}

export class ShellGroup {
  readonly chat = new ChatLog();
  readonly #options: ShellGroupOptions;
  readonly #roster = new Roster();
  readonly #rates = new ChatRates();
  readonly #sizes = new SizePolicy();
  readonly #typists = new Typists();
  readonly #pace: NewsPace;
  readonly #listeners = new Set<() => void>();
  #news: Bodies['group'] | undefined;
  #text = '';
  /** The news as a frame, by channel: nearly all guests use the same. */
  readonly #frames = new Map<number, Uint8Array>();

  constructor(options: ShellGroupOptions) {
    this.#options = options;
    this.#pace = new NewsPace(options.clock, () => this.#publish());
  }

  /** Whose terminal answers what the program asks. */
  get driver(): number | null {
    return this.#sizes.driver;
  }

  /** The last news; another object each time there are new ones. */
  get news(): Bodies['group'] | undefined {
    return this.#news;
  }

  /** The owner here who typed last, and whether guests may have typed, too: see `Typists`. */
  get typists(): Pick<Typists, 'lastOwner' | 'guestsType'> {
    return this.#typists;
  }

  /** Tells one member something; false where that one isn't here, or can't be told. */
  note(id: number, code: string, message: string): boolean {
    const tell = this.#roster.find(id)?.note;
    tell?.(code, message);
    return tell !== undefined;
  }

  /** Somebody comes. A writer's size counts from now on. */
  join(options: MemberOptions, size: TerminalSize): Member {
    const member = this.#roster.join(options);
    this.#typists.come(member);
    this.#text = ''; // whoever comes is told the news, though it be none to the others
    if (member.role !== 'viewer') this.#sizes.come(member.id, member.role === 'owner', size);
    this.#resized();
    return member;
  }

  leave(member: Member): void {
    this.#typists.leave(member);
    if (!this.#roster.leave(member)) return;
    this.#sizes.leave(member.id);
    this.#resized();
  }

  resize(member: Member, size: TerminalSize): void {
    this.#sizes.resize(member.id, size);
    this.#resized();
  }

  /** A member that may type did so. */
  typed(member: Member): void {
    member.typedAt = this.#options.clock.now();
    this.#typists.typed(member);
    if (this.#sizes.driver !== member.id) {
      this.#sizes.typed(member.id);
      this.#resized();
    } else if (this.#roster.size > 1) this.#pace.changed(this.#roster.size);
  }

  setPolicy(policy: PolicyName): void {
    this.#sizes.policy = policy;
    this.#resized();
  }

  /** Says something for all; its number. Throws `ChannelError`: chat-empty, -too-long, -too-fast. */
  say(member: Member, id: string, text: string): number {
    const sentAs = `${member.key} ${id}`;
    const before = this.chat.find(sentAs);
    if (before !== undefined) return before;
    const clean = checked(text);
    const { clock, today } = this.#options;
    this.#rates.take(member.speaker, clock.now());
    const { name, colour, role } = member;
    const message = { from: member.id, name, colour, role, at: today(), text: clean };
    const seq = this.chat.append(sentAs, message);
    this.#tell();
    return seq;
  }

  /** Calls back when there are news or there is something said. The result ends that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The last news for a channel. */
  newsFrame(channel: number): Uint8Array | undefined {
    if (!this.#news) return undefined;
    let frame = this.#frames.get(channel);
    if (!frame) {
      frame = encode('group', channel, this.#news);
      this.#frames.set(channel, frame);
    }
    return frame;
  }

  #resized(): void {
    const { size } = this.#sizes;
    if (size) this.#options.resize(size);
    this.#pace.changed(this.#roster.size);
  }

  #publish(): void {
    const { cols, rows } = this.#options.size();
    const { policy, driver } = this.#sizes;
    const members = this.#roster.list(this.#options.clock.now(), LIMITS.maxGroup - HEAD_BYTES);
    const news = { total: this.#roster.size, members, policy, driver, cols, rows };
    const text = JSON.stringify(news);
    if (text === this.#text) return;
    this.#text = text;
    this.#news = news;
    this.#frames.clear();
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function checked(text: string): string {
  if ([...text.slice(0, 2 * LIMITS.maxChatText + 1)].length > LIMITS.maxChatText) {
    const most = LIMITS.maxChatText.toLocaleString('en');
    throw new ChannelError('chat-too-long', `A message has ${most} characters at most.`);
  }
  const clean = cleanText(text, LIMITS.maxChatText);
  if (clean !== '') return clean;
  throw new ChannelError('chat-empty', 'There is nothing in this message that could be shown.');
}
