// Where a tunnel begins: what people connect to, here or on the host.
import type { Place } from './place.ts';
import type { TunnelError } from './tunnelError.ts';

/** What an entrance tells its tunnel. */
export interface EntranceEvents {
  onListening(at: Place): void;
  /** There is no entrance. Called at most once, and last. */
  onFailed(error: TunnelError): void;
  /** One connection couldn't be made, or was refused. */
  onTrouble(error: TunnelError): void;
  /** Somebody connected, or left. */
  onOpen(change: 1 | -1): void;
  /** Payload passed, from whoever connected to the target or back. */
  onBytes(direction: 'up' | 'down', bytes: number): void;
}

/** Where a tunnel begins. */
export interface Entrance {
  open(): void;
  /** Resolves when nothing listens and nobody is connected. */
  close(): Promise<void>;
}
