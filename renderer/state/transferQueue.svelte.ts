// The queue of transfers as a list: its rows, which of them the keyboard is on, and what keys do there.
import type { FileEdit, Transfer } from '../../electron/ipc/contract.ts';
import { hasEnded } from '../lib/transfers.ts';
import type { Edits } from './edits.svelte.ts';
import type { Transfers } from './transfers.svelte.ts';

/** A transfer, or below all of them a file that is edited here. */
export type QueueRow =
  | { readonly id: string; readonly transfer: Transfer; readonly edit?: undefined }
  | { readonly id: string; readonly edit: FileEdit; readonly transfer?: undefined };

export interface TransferQueueOptions {
  transfers: Transfers;
  edits: Pick<Edits, 'list'>;
  /** Puts an edit away, and asks where something of it would be lost. */
  putAway: (id: string) => Promise<void>;
  /** Awaits what was asked for; a failure is told. */
  attempt: (work: Promise<unknown>) => Promise<void>;
}

export class TransferQueueState {
  readonly #options: TransferQueueOptions;
  #currentId = $state<string | null>(null);
  /** Where it stood: what comes to its place is the next one. */
  #lastAt = 0;

  constructor(options: TransferQueueOptions) {
    this.#options = options;
  }

  readonly rows: readonly QueueRow[] = $derived.by(() => {
    const { transfers, edits } = this.#options;
    return [
      ...transfers.list.map((transfer) => ({ id: transfer.id, transfer })),
      ...edits.list.map((edit) => ({ id: edit.id, edit })),
    ];
  });

  /** After one is gone, the row that came to its place; -1 where there is none. */
  readonly currentAt: number = $derived.by(() => {
    const at = this.rows.findIndex(({ id }) => id === this.#currentId);
    return at >= 0 ? at : Math.min(this.#lastAt, this.rows.length - 1);
  });

  get current(): QueueRow | undefined {
    return this.rows[this.currentAt];
  }

  go(to: number): void {
    const at = Math.max(0, Math.min(this.rows.length - 1, to));
    this.#lastAt = at;
    this.#currentId = this.rows[at]?.id ?? null;
  }

  /** What the current row's place is, also once it is gone. */
  keepPlace(): void {
    this.go(this.currentAt);
  }

  /** Space: it rests, or goes on. */
  toggle(transfer: Transfer): void {
    const { transfers, attempt } = this.#options;
    const ids = [transfer.id];
    if (transfer.state === 'paused') void attempt(transfers.resume(ids));
    else if (mayPause(transfer)) void attempt(transfers.pause(ids));
  }

  /** Delete: it is stopped or put away. What has ended goes with all that has. */
  remove({ transfer, edit }: QueueRow): void {
    const { transfers, putAway, attempt } = this.#options;
    if (transfer && hasEnded(transfer)) return;
    this.keepPlace();
    if (transfer) void attempt(transfers.cancel(transfer.id));
    else void attempt(putAway(edit.id));
  }
}

export function mayPause({ state, inTerminal }: Pick<Transfer, 'state' | 'inTerminal'>): boolean {
  if (inTerminal) return false;
  return state === 'running' || state === 'waiting' || state === 'cut';
}

export function mayRetry({ state, inTerminal }: Pick<Transfer, 'state' | 'inTerminal'>): boolean {
  return !inTerminal && (state === 'failed' || state === 'partly');
}

/** The host gave no permission, and there is a way to be root: only over ssh. */
export function maySudo(transfer: Transfer, isSsh: (hostId: string) => boolean): boolean {
  const { from, to, said, troubles, asRoot } = transfer;
  const refused = [said, ...troubles.map((one) => one.said)].some(
    (why) => why?.code === 'file-no-permission',
  );
  const hosts = [from.hostId, to.hostId].filter((id) => id !== null);
  return refused && !asRoot && mayRetry(transfer) && hosts.some(isSsh);
}

/** How what ends it is called. */
export function removing({ state }: Pick<Transfer, 'state'>): 'cancel' | 'remove' {
  return state === 'waiting' ? 'remove' : 'cancel';
}
