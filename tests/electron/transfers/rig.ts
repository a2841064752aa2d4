// A desk of transfers over places in memory: hosts by id, this computer as `here`.
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import type { Hold } from '../../../core/task/shared.ts';
import { TransferDesk } from '../../../electron/transfers/transferDesk.ts';
import type { Transfer, TransferWish } from '../../../electron/ipc/fileTypes.ts';
import { ManualClock } from '../../support/manualClock.ts';
import type { Random } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { MemoryPlace, type MemoryAccess } from './memoryPlace.ts';

/** A test that goes on for so long hangs: the queue is really stored, which takes its time. */
const MOST_MS = 240_000;

export class Rig {
  readonly here = new MemoryPlace();
  readonly host = new MemoryPlace();
  clock = new ManualClock();
  desk: TransferDesk;
  /** Of each connection that is made, before it is used. */
  onConnect: (access: MemoryAccess, hostId: string | null) => void = () => undefined;
  random: Random | undefined;
  told = 0;
  readonly problems: unknown[] = [];
  readonly #folder = temporaryDirectory();
  #number = 0;
  #accesses: MemoryAccess[] = [];
  holds = 0;
  /** Why hosts can’t be had. */
  refuse: Error | null = null;

  constructor(random?: Random) {
    this.random = random;
    this.here.folder('/here');
    this.host.folder('/host');
    this.desk = this.#open();
    onTestFinished(() => this.desk.close());
  }

  get journal(): string {
    return join(this.#folder, `transfers-${this.#number}.json`);
  }

  /** The app is killed: nothing of it goes on; another one starts with what is on the disk. */
  kill(): void {
    for (const access of this.#accesses) access.dead = true;
    const before = this.journal;
    this.#number++;
    if (existsSync(before)) copyFileSync(before, this.journal);
    this.clock = new ManualClock();
    this.#accesses = [];
    this.desk = this.#open();
  }

  async restart(isOpen = true): Promise<void> {
    if (isOpen) await this.desk.close();
    this.desk = this.#open();
  }

  up(names: string[], wish: Partial<TransferWish> = {}): string {
    return this.add({
      from: { hostId: null, path: '/here' },
      to: { hostId: 'host', path: '/host' },
      ...{ names, move: false, onConflict: 'ask', ...wish },
    });
  }

  down(names: string[], wish: Partial<TransferWish> = {}): string {
    return this.add({
      from: { hostId: 'host', path: '/host' },
      to: { hostId: null, path: '/here' },
      ...{ names, move: false, onConflict: 'ask', ...wish },
    });
  }

  add(wish: TransferWish): string {
    return this.desk.add([wish])[0]!;
  }

  one(id: string): Transfer {
    return this.desk.view().transfers.find((transfer) => transfer.id === id)!;
  }

  writeJournal(text: string): void {
    writeFileSync(this.journal, text);
  }

  /** Lets time go by until it is so. */
  async until(isSo: () => boolean): Promise<void> {
    const until = Date.now() + MOST_MS;
    for (let steps = 0; !isSo(); steps++) {
      if (Date.now() > until) throw new Error(JSON.stringify(this.desk.view().transfers, null, 2));
      await this.clock.pass(steps % 20 === 0 ? 1_000 : 0);
    }
  }

  async ended(id: string): Promise<Transfer> {
    const ends = ['done', 'partly', 'failed', 'cancelled'];
    await this.until(() => ends.includes(this.one(id).state));
    return this.one(id);
  }

  cutAll(): void {
    for (const access of this.#accesses.splice(0)) access.cut();
  }

  #open(): TransferDesk {
    return new TransferDesk({
      path: this.journal,
      clock: this.clock,
      today: () => 1_700_000_000_000,
      accessOf: async (hostId) => {
        await Promise.resolve();
        if (this.refuse && hostId !== null) throw this.refuse;
        return this.#hold(hostId);
      },
      onChange: () => this.told++,
      onProblem: (error) => this.problems.push(error),
      system: 'linux',
    });
  }

  #hold(hostId: string | null): Hold<FileAccess> {
    const access = (hostId === null ? this.here : this.host).connect(this.random);
    this.#accesses.push(access);
    this.holds++;
    this.onConnect(access, hostId);
    const release = (): Promise<void> => Promise.resolve(void this.holds--);
    return { value: access, release };
  }
}

/** Of files whose bytes differ everywhere. */
export function content(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at++) bytes[at] = (at * 31 + (at >> 8) * 7 + seed * 13) & 0xff;
  return bytes;
}
