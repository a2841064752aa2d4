// What brings connections back before their timers do: the computer wakes up or is unlocked, or
// a network comes back.
import { powerMonitor } from 'electron';
import { networkInterfaces } from 'node:os';
import { systemClock } from '../../core/time/clock.ts';
import type { AgentConnections } from '../agents/agentConnections.ts';
import { NetworkWatch } from '../shells/networkWatch.ts';
import type { ShellManager } from '../shells/shellManager.ts';

import type { TunnelDesk } from '../tunnels/tunnelDesk.ts';
import type { FileRoom } from './fileRoom.ts';

export class Waking {
  readonly #connections: AgentConnections;
  readonly #shells: ShellManager;
  readonly #tunnels: TunnelDesk;
  readonly #files: Pick<FileRoom, 'wake'>;
  readonly #network: NetworkWatch;

  /** To be called once the app is ready. */
  constructor(
    connections: AgentConnections,
    shells: ShellManager,
    tunnels: TunnelDesk,
    files: Pick<FileRoom, 'wake'>,
  ) {
    this.#connections = connections;
    this.#shells = shells;
    this.#tunnels = tunnels;
    this.#files = files;
    this.#network = new NetworkWatch({
      interfaces: networkInterfaces,
      clock: systemClock,
      wanted: () => tunnels.waiting || shells.list().some(({ state }) => state === 'reconnecting'),
      onNetwork: () => this.#wake(),
    });
    powerMonitor.on('resume', () => this.#wake());
    powerMonitor.on('unlock-screen', () => this.#wake());
  }

  /** A shell or a tunnel is reconnecting: a network that comes back is news. */
  watchNetwork(): void {
    this.#network.begin();
  }

  #wake(): void {
    this.#connections.wake();
    this.#shells.wake();
    this.#tunnels.wake();
    this.#files.wake();
  }
}
