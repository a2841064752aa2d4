// A window without Electron: keeps what it is told, and the ports of the shells that it shows.
import type { Events, Notice } from '../../electron/ipc/contract.ts';
import type { WindowRef } from '../../electron/window.ts';
import { MemoryPort } from './memoryPort.ts';

export interface Told {
  name: keyof Events;
  payload: unknown;
}

let made = 0;

export class MemoryWindow implements WindowRef {
  readonly id = ++made;
  readonly layoutId: string;
  readonly told: Told[] = [];
  readonly ports: MemoryPort[] = [];
  /** Makes the next port. */
  nextPort: () => MemoryPort = () => new MemoryPort();

  /** `layoutId`: the window of the layout that it shows. */
  constructor(layoutId = 'window-1') {
    this.layoutId = layoutId;
  }

  emit<N extends keyof Events>(name: N, payload: Events[N]): void {
    this.told.push({ name, payload });
  }

  notify(notice: Notice): void {
    this.emit('app:notice', notice);
  }

  openPort(): MemoryPort {
    this.ports.push(this.nextPort());
    return this.port;
  }

  /** The one opened last. */
  get port(): MemoryPort {
    return this.ports.at(-1)!;
  }

  /** All it was told by this name, the oldest first. */
  heard<N extends keyof Events>(name: N): Events[N][] {
    return this.told.filter((one) => one.name === name).map((one) => one.payload as Events[N]);
  }
}
