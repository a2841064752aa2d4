// A desk over places in memory, by host, with connections that a test cuts.
import { FileDesk } from '../../../electron/files/fileDesk.ts';
import { FileBin } from '../../../electron/files/fileBin.ts';
import { FileHosts } from '../../../electron/files/fileHosts.ts';
import type { Binned } from '../../../electron/files/filesFile.ts';
import { hostOf } from '../../../electron/hosts/storedHost.ts';
import type { FileRow } from '../../../electron/ipc/fileTypes.ts';
import { say } from '../../../words/said.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { MemoryPlace, type MemoryAccess } from '../transfers/memoryPlace.ts';

export class DeskRig {
  readonly clock = new ManualClock();
  readonly place = new MemoryPlace();
  readonly window = new MemoryWindow();
  readonly accesses: MemoryAccess[] = [];
  /** What is stored of the bin, the latest last. */
  readonly stored: Binned[][] = [];
  /** Taken by the system's own bin. */
  readonly trashed: string[] = [];
  /** Why the next connections don't come about. */
  refusals: Error[] = [];
  readonly hosts: FileHosts;
  readonly desk: FileDesk;

  constructor(left: readonly Binned[] = []) {
    const { clock } = this;
    this.hosts = new FileHosts({
      ...{ clock, random: () => 0, ask: () => Promise.resolve(null) },
      findHost: (id) => hostOf('ssh', { id, name: id }),
      open: () => {
        const refusal = this.refusals.shift();
        if (refusal) return Promise.reject(refusal);
        const value = this.place.connect();
        this.accesses.push(value);
        return Promise.resolve({ value, release: () => value.close() });
      },
    });
    const store = (bin: readonly Binned[]): Promise<void> => {
      this.stored.push(structuredClone([...bin]));
      return Promise.resolve();
    };
    const warn = (): void => undefined;
    this.desk = new FileDesk({
      ...{ hosts: this.hosts, clock, closed: () => undefined },
      bin: new FileBin({ hosts: this.hosts, clock, left, store, warn }),
      wayOf: () => say('files-way-ssh'),
      trash: (path) =>
        path.includes('stubborn')
          ? Promise.reject(new Error('no bin here'))
          : Promise.resolve(void this.trashed.push(path)),
    });
  }

  get access(): MemoryAccess {
    return this.accesses.at(-1)!;
  }

  async side(hostId: string | null = 'a', path = '/'): Promise<ReturnType<FileDesk['of']>> {
    await this.desk.open(this.window, 'side', { hostId, path });
    return this.desk.of(this.window, 'side');
  }

  /** All rows of a listing, once it is done; and why not all came. */
  async rows(number: number): Promise<{ rows: FileRow[]; trouble: string | null }> {
    for (;;) {
      const told = this.window.heard('files:listed').filter((one) => one.number === number);
      const last = told.find(({ done }) => done);
      if (last)
        return { rows: told.flatMap(({ rows }) => rows), trouble: last.trouble?.code ?? null };
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
