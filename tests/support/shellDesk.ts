// A shell manager with ports and shells in memory, as a window has it; the way of the bytes
// between them is the real one.
import { systemClock, type Clock } from '../../core/time/clock.ts';
import type { StoredHost } from '../../electron/hosts/storedHost.ts';
import type { ShellStatus } from '../../electron/ipc/contract.ts';
import type { LagThresholds } from '../../electron/lag/thresholds.ts';
import type { Shell } from '../../electron/shell.ts';
import { ShellManager } from '../../electron/shells/shellManager.ts';
import { localHost } from '../electron/shells/hosts.ts';
import { MemoryPort } from './memoryPort.ts';
import { MemoryShell } from './memoryShell.ts';

const SIZE = { cols: 80, rows: 24 };

export class ShellDesk {
  readonly hosts = new Map<string, StoredHost>([['local', localHost()]]);
  readonly ports: MemoryPort[] = [];
  readonly statuses: ShellStatus[] = [];
  /** What each shell was made for, and what it replaced. */
  readonly made: { host: StoredHost; previous: Shell | null }[] = [];
  readonly manager: ShellManager;
  /** Makes the next shell. */
  nextShell: () => Shell = () => new MemoryShell();

  constructor({
    clock = systemClock,
    ...lag
  }: { clock?: Clock; thresholds?: () => LagThresholds } = {}) {
    const factory = (host: StoredHost, previous: Shell | null): Shell => {
      this.made.push({ host, previous });
      return this.nextShell();
    };
    this.manager = new ShellManager({
      findHost: (id) => this.hosts.get(id),
      factory,
      installer: factory,
      openPort: () => {
        this.ports.push(new MemoryPort());
        return this.ports.at(-1)!;
      },
      clock,
      ...lag,
      onStatus: (status) => this.statuses.push(status),
      onChange: () => undefined,
    });
  }

  open(): { id: string; port: MemoryPort } {
    const { shellId } = this.manager.open('local', SIZE);
    return { id: shellId, port: this.ports.at(-1)! };
  }

  /** The status told last. */
  get last(): ShellStatus {
    return this.statuses.at(-1)!;
  }
}
