// The transfers of all hosts as the window shows them. The main process owns them; each change comes
// as a whole. What ends while nobody looks at the queue is told; what asks is told at once.
import type { Bridge, OnConflict, Transfer, TransfersView } from '../../electron/ipc/contract.ts';
import { later as usualLater } from '../lib/later.ts';
import { mapOf } from '../lib/sets.ts';
import { countsOf, countWords, hasEnded, inOrder, percentOfAll } from '../lib/transfers.ts';
import { words } from '../../words/window.ts';

export interface TransfersOptions {
  bridge: Bridge;
  /** Hears of what is new and isn't in sight: ended, or asking. */
  news: (kind: TransferNews, transfers: readonly Transfer[]) => void;
  later?: (ms: number, run: () => void) => () => void;
}

export type TransferAnswer = Exclude<OnConflict, 'ask'>;
export type TransferNews = 'done' | 'partly' | 'failed' | 'asks';

/** How often it is said how far all is, to who can't see it. */
export const HEARD_MS = 5_000;

const NONE: TransfersView = { transfers: [], up: 0, down: 0, paused: false, limit: 0 };

export class Transfers {
  readonly #bridge: Bridge;
  readonly #news: TransfersOptions['news'];
  readonly #later: NonNullable<TransfersOptions['later']>;
  #view = $state.raw<TransfersView>(NONE);
  /** None of its changes are news before it is known what there was. */
  #known = false;
  #queues = 0;
  #waits = false;
  /** How it stands, now and then, and what asks, at once: for who can't see it. */
  heard = $state('');
  asked = $state('');
  /** The queue's rows are folded away. */
  folded = $state(false);
  /** The keyboard is to come to the queue, as soon as one is in sight. */
  wanted = $state(false);

  constructor({ bridge, news, later = usualLater }: TransfersOptions) {
    this.#bridge = bridge;
    this.#news = news;
    this.#later = later;
    bridge.on('transfers:changed', (view) => this.#changed(view));
  }

  /** Asks for those that there are. Never rejects: they are told when something changes. */
  async load(): Promise<void> {
    const view = await this.#bridge.call('transfers:view').catch(() => null);
    if (view && !this.#known) this.#changed(view);
  }

  get view(): TransfersView {
    return this.#view;
  }

  /** In the order in which they are shown. */
  readonly list: readonly Transfer[] = $derived.by(() => inOrder(this.#view.transfers));
  readonly counts = $derived.by(() => countsOf(this.#view.transfers));
  /** The first of those that wait for their turn. */
  readonly nextId = $derived.by(
    () => this.#view.transfers.find(({ state }) => state === 'waiting')?.id,
  );

  /** A queue is in sight: what it shows is no news. The function ends it. */
  looksAt(): () => void {
    this.#queues += 1;
    return () => void (this.#queues -= 1);
  }

  pause(ids: string[] | null): Promise<void> {
    return this.#bridge.call('transfers:pause', ids);
  }

  resume(ids: string[] | null): Promise<void> {
    return this.#bridge.call('transfers:resume', ids);
  }

  retry(...ids: string[]): Promise<void> {
    return this.#bridge.call('transfers:retry', ids);
  }

  /** What failed of them is done by root there, with sudo. */
  retryAsRoot(id: string): Promise<void> {
    return this.#bridge.call('transfers:asRoot', [id]);
  }

  /** Ends one that hasn't ended. */
  cancel(id: string): Promise<void> {
    return this.#bridge.call('transfers:cancel', [id]);
  }

  /** It is the next of those that wait. */
  first(id: string): Promise<void> {
    return this.#bridge.call('transfers:move', id, this.nextId ?? null);
  }

  answer(id: string, answer: TransferAnswer, all: boolean): Promise<void> {
    return this.#bridge.call('transfers:answer', id, answer, all);
  }

  clear(): Promise<void> {
    return this.#bridge.call('transfers:clear');
  }

  /** Bytes a second; 0 for no limit. */
  limit(bytes: number): Promise<void> {
    return this.#bridge.call('transfers:limit', bytes);
  }

  #changed(view: TransfersView): void {
    const before = mapOf(this.#view.transfers.map((one) => [one.id, one.state] as const));
    const isFirst = !this.#known;
    this.#known = true;
    this.#view = view;
    this.#speak();
    const turned = view.transfers.filter(({ id, state }) => before.get(id) !== state);
    if (!isFirst) this.#tell(turned);
  }

  #tell(turned: readonly Transfer[]): void {
    const asking = turned.filter(({ state }) => state === 'asks');
    const name = asking.at(-1)?.question?.name ?? asking.at(-1)?.name;
    if (name !== undefined) this.asked = words.transfers.heard.asks(name);
    if (this.#queues > 0) return;
    for (const kind of ['asks', 'failed', 'partly', 'done'] as const) {
      const some = turned.filter(({ state }) => state === kind);
      if (some.length > 0) this.#news(kind, some);
    }
  }

  /** At most every few seconds, and then how it is at that time. */
  #speak(): void {
    if (this.#waits) return;
    const { transfers } = this.#view;
    const isOver = transfers.every(hasEnded);
    if (isOver && this.heard === '') return;
    this.heard = words.transfers.heard.state(countWords(this.counts), percentOfAll(transfers));
    this.#waits = true;
    this.#later(HEARD_MS, () => {
      this.#waits = false;
      if (this.#view.transfers !== transfers) this.#speak();
    });
  }
}
