// A shell manager with ports and shells in memory, as a window has it; the way of the bytes
// between them is the real one.
import { randomUUID } from 'node:crypto';
import { systemClock, type Clock } from '../../core/time/clock.ts';
import type { StoredHost } from '../../electron/hosts/storedHost.ts';
import type { ShellStatus } from '../../electron/ipc/contract.ts';
import type { LagThresholds } from '../../electron/lag/thresholds.ts';
import type { Shell } from '../../electron/shell.ts';
import { HostCompanies } from '../../electron/sharing/hostCompanies.ts';
import { ShellManager } from '../../electron/shells/shellManager.ts';
import { localHost } from '../electron/shells/hosts.ts';
import type { MemoryPort } from './memoryPort.ts';
import { MemoryShell } from './memoryShell.ts';
import { MemoryWindow } from './memoryWindow.ts';

const SIZE = { cols: 80, rows: 24 };

export class ShellDesk {
  readonly hosts = new Map<string, StoredHost>([['local', localHost()]]);
  /** Where shells are opened. */
  readonly window = new MemoryWindow();
  /** What was told of shells that nobody shows. */
  readonly everyone = new MemoryWindow();
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
    const companies = new HostCompanies({ find: () => undefined });
    this.manager = new ShellManager({
      findHost: (id) => this.hosts.get(id),
      factory,
      installer: factory,
      broadcast: (name, payload) => this.everyone.emit(name, payload),
      clock,
      ...lag,
      onStatus: (status) => this.statuses.push(status),
      onChange: () => undefined,
      watchCompany: (id, company, tell) => companies.watch(id, company, tell),
    });
  }

  open(window = this.window): { id: string; port: MemoryPort } {
    const { shellId } = this.manager.open(randomUUID(), 'local', SIZE, window);
    return { id: shellId, port: window.port };
  }

  /** Ports of the shells that were opened here, the oldest first. */
  get ports(): MemoryPort[] {
    return this.window.ports;
  }

  /** The status told last. */
  get last(): ShellStatus {
    return this.statuses.at(-1)!;
  }
}
