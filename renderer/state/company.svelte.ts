// The others at one shell, as its tab shows them: who is here, who came and went, what was said,
// what of one's own is still on its way, and what was not read yet.
import type {
  Bridge,
  ChatLine,
  MemberRole,
  ShellCompany,
  ShellMember,
  SizePolicy,
} from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';
import { memberName, tooLong } from '../lib/sharing.ts';
import { inWords } from '../../words/said.ts';

/** Messages kept; an agent keeps as many. */
const CHAT_LIMIT = 200;
/** Own messages that wait to be sent again; past it the field keeps what is typed. */
export const UNSENT_LIMIT = 20;
/** Who comes and goes within this time is told in one sentence. */
export const NEWS_PAUSE_MS = 1_500;
/** How long that sentence stands. */
export const NEWS_STAYS_MS = 8_000;
/** How long the note stands that tells who may only watch. */
export const NOTE_STAYS_MS = 8_000;

/** Said here, and not yet heard back. */
export interface OwnLine {
  /** Names it for the agent: sent twice, it counts once. */
  id: string;
  text: string;
  /** Why it was not sent; '' while it is on its way. */
  failure: string;
}

/** Runs something after so many milliseconds; the result prevents that. */
export type Later = (ms: number, run: () => void) => () => void;

const timers: Later = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

export class Company {
  readonly #shellId: string;
  readonly #bridge: Bridge;
  readonly #later: Later;
  #state = $state.raw<ShellCompany | null>(null);
  #lines = $state.raw<readonly ChatLine[]>([]);
  #own = $state.raw<readonly OwnLine[]>([]);
  /** First message that was not read. */
  #unreadFrom = $state(0);
  #news = $state('');
  #cancelNews: () => void = () => undefined;
  /** Since the last sentence about it. */
  #joined: readonly ShellMember[] = [];
  #left: readonly ShellMember[] = [];
  #noteShown = $state(false);
  #noted = false;
  #cancelNote: () => void = () => undefined;
  #chatOpen = $state(false);
  /** Raised to bring the keyboard to the chat's field. */
  chatCalls = $state(0);
  draft = $state('');
  /** Why the message in the field was refused; '' when it was not. */
  refusal = $state('');

  constructor(shellId: string, bridge: Bridge, later: Later = timers) {
    this.#shellId = shellId;
    this.#bridge = bridge;
    this.#later = later;
  }

  get state(): ShellCompany | null {
    return this.#state;
  }

  get role(): MemberRole {
    return this.#state?.role ?? 'owner';
  }

  get members(): readonly ShellMember[] {
    return this.#state?.group?.members ?? [];
  }

  /** How many are here, this app's user included; 0 while that is not known. */
  get total(): number {
    return this.#state?.group?.total ?? 0;
  }

  get self(): number | null {
    return this.#state?.self ?? null;
  }

  /** Worth a place on the tab: somebody else is here, or something was said, or it is theirs. */
  get shown(): boolean {
    return this.total > 1 || this.#lines.length > 0 || this.role !== 'owner';
  }

  get mayType(): boolean {
    return this.role !== 'viewer';
  }

  /** Whether to say that one may only watch: something was typed or pasted a moment ago. */
  get watchNote(): boolean {
    return this.#noteShown && !this.mayType;
  }

  /** Something was typed, which who only watches is told of once. */
  typed(): void {
    if (!this.mayType && !this.#noted) this.notTaken();
  }

  /** Something was pasted, or came to the agent, and is not taken from who only watches. */
  notTaken(): void {
    this.#noted = this.#noteShown = true;
    this.#cancelNote();
    this.#cancelNote = this.#later(NOTE_STAYS_MS, () => (this.#noteShown = false));
  }

  /** Whether the shell follows a size that this window chooses. */
  get mayResize(): boolean {
    const { role } = this;
    const group = this.#state?.group;
    if (role !== 'editor' || !group) return role === 'owner';
    return group.policy === 'fit' || group.driver === this.self;
  }

  get typists(): readonly ShellMember[] {
    return this.members.filter(({ id, typing }) => typing && id !== this.self);
  }

  /** Who came and went a moment ago, in a sentence; '' when nobody did. */
  get news(): string {
    return this.#news;
  }

  get lines(): readonly ChatLine[] {
    return this.#lines;
  }

  get own(): readonly OwnLine[] {
    return this.#own;
  }

  get unread(): number {
    if (this.#chatOpen) return 0;
    return this.#lines.filter(({ seq, from }) => seq >= this.#unreadFrom && from !== this.self)
      .length;
  }

  get chatOpen(): boolean {
    return this.#chatOpen;
  }

  /** It can be seen, and so counts as read. */
  showChat(): void {
    this.#chatOpen = true;
    this.#readAll();
  }

  /** Brings the keyboard to it. */
  openChat(): void {
    this.showChat();
    this.chatCalls += 1;
  }

  closeChat(): void {
    this.#chatOpen = false;
    this.chatCalls = 0;
    this.#readAll();
  }

  /** The main process tells who is here. */
  told(state: ShellCompany): void {
    const before = this.#state;
    this.#state = state;
    this.#compare(before, state);
  }

  /** The main process tells what was said. What came after `whole` is kept. */
  heard(lines: readonly ChatLine[], whole: boolean): void {
    const kept = whole ? [] : this.#lines;
    const fresh = lines.filter(({ seq }) => !kept.some((line) => line.seq === seq));
    const all = [...kept, ...fresh].sort((a, b) => a.seq - b.seq);
    if (whole && all.every(({ seq }) => seq < this.#unreadFrom - 1)) this.#unreadFrom = 0;
    this.#lines = all.slice(-CHAT_LIMIT);
    if (this.#chatOpen) this.#readAll();
  }

  /** What is wrong with the message in the field, before or after it was said; '' if nothing. */
  get fault(): string {
    return tooLong(this.draft.trim()) || this.refusal;
  }

  /** Says what is in the field. What the agent refuses comes back into it, with the reason. */
  async say(): Promise<void> {
    const text = this.draft.trim();
    if (text === '' || tooLong(text)) return;
    if (this.#own.length >= UNSENT_LIMIT) {
      this.refusal = words.sharing.chat.tooMuchWaits;
      return;
    }
    this.draft = this.refusal = '';
    const line = { id: messageId(), text, failure: '' };
    this.#own = [...this.#own, line];
    await this.#send(line);
  }

  /** Sends one again that was not sent. */
  async sayAgain(id: string): Promise<void> {
    const line = this.#own.find((one) => one.id === id && one.failure !== '');
    if (!line) return;
    this.#put({ ...line, failure: '' });
    await this.#send(line);
  }

  /** Gives up one that was not sent. */
  drop(id: string): void {
    this.#own = this.#own.filter((line) => line.id !== id);
  }

  /** Rejects in words when it can't be set. */
  async setPolicy(policy: SizePolicy): Promise<void> {
    await this.#bridge.call('sharing:setPolicy', this.#shellId, policy);
  }

  async #send({ id, text }: OwnLine): Promise<void> {
    try {
      const result = await this.#bridge.call('sharing:say', this.#shellId, id, text);
      if (result.ok) return this.drop(id);
      const failure = inWords(result.message);
      if (result.refused) this.#refused(id, text, failure);
      else this.#put({ id, text, failure });
    } catch (error) {
      this.#put({ id, text, failure: reason(error) });
    }
  }

  // Whatever was typed meanwhile is not written over.
  #refused(id: string, text: string, message: string): void {
    if (this.draft !== '') return this.#put({ id, text, failure: message });
    this.drop(id);
    this.draft = text;
    this.refusal = message;
  }

  #put(line: OwnLine): void {
    this.#own = this.#own.map((one) => (one.id === line.id ? line : one));
  }

  #readAll(): void {
    this.#unreadFrom = (this.#lines.at(-1)?.seq ?? -1) + 1;
  }

  // Nobody is told of who was here already, nor of this app itself.
  #compare(before: ShellCompany | null, after: ShellCompany): void {
    if (!isWhole(before) || !isWhole(after)) return;
    const came = lacking(after, before).filter(({ id }) => id !== this.self);
    const went = lacking(before, after).filter(({ id }) => id !== this.self);
    if (came.length + went.length === 0) return;
    // Who went and came back within a moment did neither.
    const joined = [...without(this.#joined, went), ...without(came, this.#left)];
    this.#left = [...without(this.#left, came), ...without(went, this.#joined)];
    this.#joined = joined;
    this.#cancelNews();
    this.#cancelNews = this.#later(NEWS_PAUSE_MS, () => this.#tellNews());
  }

  #tellNews(): void {
    const names = (of: readonly ShellMember[]) => of.map((member) => memberName(member, null));
    const news = words.sharing.company.news(names(this.#joined), names(this.#left));
    this.#joined = this.#left = [];
    if (news === '') return;
    this.#news = news;
    this.#cancelNews = this.#later(NEWS_STAYS_MS, () => (this.#news = ''));
  }
}

type Whole = ShellCompany & { group: NonNullable<ShellCompany['group']> };

/** Everybody is named, so that who lacks is gone. */
function isWhole(company: ShellCompany | null): company is Whole {
  return company?.group != null && company.group.members.length === company.group.total;
}

function lacking(here: Whole, other: Whole): ShellMember[] {
  return without(here.group.members, other.group.members);
}

function without(members: readonly ShellMember[], others: readonly ShellMember[]): ShellMember[] {
  return members.filter(({ id }) => !others.some((one) => one.id === id));
}

function messageId(): string {
  return crypto.randomUUID().replaceAll('-', '');
}
