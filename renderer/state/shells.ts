// Opening shells: the answer to a call that opens one, the first status events and the MessagePort
// arrive in any order. This desk pairs them by the shell's id and hands each to its pane.
import type { Bridge, BusyAnswer, PortMessage, ShellStatus } from '../../electron/ipc/contract.ts';

/** What came for shells nobody has claimed yet, at most. Past it the oldest is dropped. */
export const UNCLAIMED_LIMIT = 64;

/** How a pane comes by its shell. */
export type Origin =
  | { how: 'open' | 'install-agent' }
  /** It runs on the host already. */
  | { how: 'running'; session: string }
  /** It is there: it outlived the window, or the app, or came from another window. */
  | { how: 'attach' };

export interface OpenRequest {
  /** Of the pane, and of the shell. */
  id: string;
  hostId: string;
  origin: Origin;
  cols: number;
  rows: number;
}

export interface ShellWatcher {
  status(status: ShellStatus): void;
  port(port: MessagePort): void;
}

/** Where the preload's window messages are heard; the window itself, outside tests. */
export type MessageSource = Pick<Window, 'addEventListener'>;

export class ShellDesk {
  readonly #bridge: Bridge;
  readonly #watchers = new Map<string, ShellWatcher>();
  readonly #earlyStatus = new Map<string, ShellStatus>();
  readonly #earlyPort = new Map<string, MessagePort>();

  constructor(bridge: Bridge, source: MessageSource) {
    this.#bridge = bridge;
    bridge.on('shell:status', (status) => this.#status(status));
    source.addEventListener('message', (event) => {
      if (event.source === source && isPortMessage(event.data)) {
        this.#port(event.data.shellId, event.ports[0]);
      }
    });
  }

  /** Opens a shell and gives the watcher all that comes for it. Rejects if it can't be opened. */
  async open(request: OpenRequest, watcher: ShellWatcher): Promise<void> {
    // A pane that was closed and had back has the same id: what came meanwhile was of its last shell.
    this.#earlyStatus.delete(request.id);
    take(this.#earlyPort, request.id)?.close();
    this.#claim(await this.#request(request), watcher);
  }

  /** Shells that are there before this window has opened any. */
  async survivors(): Promise<ShellStatus[]> {
    return this.#bridge.call('shells:list');
  }

  async reconnect(shellId: string): Promise<void> {
    await this.#bridge.call('shells:reconnect', shellId);
  }

  async stop(shellId: string): Promise<void> {
    await this.#bridge.call('shells:stop', shellId);
  }

  async busy(shellId: string): Promise<BusyAnswer> {
    return this.#bridge.call('shells:busy', shellId);
  }

  /** Closes a shell and forgets it; whatever still comes for it is ignored. */
  async close(shellId: string): Promise<void> {
    this.#watchers.delete(shellId);
    await this.#bridge.call('shells:close', shellId);
  }

  /** Like `close`, and the program runs on. */
  async detach(shellId: string): Promise<void> {
    this.#watchers.delete(shellId);
    await this.#bridge.call('shells:detach', shellId);
  }

  /** Whatever still comes for a shell is ignored. */
  forget(shellId: string): void {
    this.#watchers.delete(shellId);
  }

  #request({ id, hostId, origin, cols, rows }: OpenRequest): Promise<ShellStatus> {
    const bridge = this.#bridge;
    switch (origin.how) {
      case 'open':
        return bridge.call('shells:open', id, hostId, cols, rows);
      case 'install-agent':
        return bridge.call('hosts:installAgent', id, hostId, cols, rows);
      case 'running':
        return bridge.call('shells:openRunning', id, hostId, origin.session, cols, rows);
      case 'attach':
        return bridge.call('shells:attach', id, cols, rows);
    }
  }

  #claim(answer: ShellStatus, watcher: ShellWatcher): void {
    const id = answer.shellId;
    this.#watchers.set(id, watcher);
    // An event is never older than the answer: main sends one for each change after it.
    watcher.status(take(this.#earlyStatus, id) ?? answer);
    const port = take(this.#earlyPort, id);
    if (port) watcher.port(port);
  }

  #status(status: ShellStatus): void {
    const watcher = this.#watchers.get(status.shellId);
    if (watcher) watcher.status(status);
    else keep(this.#earlyStatus, status.shellId, status);
  }

  #port(shellId: string, port: MessagePort | undefined): void {
    if (!port) return;
    const watcher = this.#watchers.get(shellId);
    if (watcher) watcher.port(port);
    else keep(this.#earlyPort, shellId, port)?.close();
  }
}

function isPortMessage(data: unknown): data is PortMessage {
  const message = data as Partial<PortMessage> | null;
  return message?.type === 'bowline:port' && typeof message.shellId === 'string';
}

function take<T>(map: Map<string, T>, key: string): T | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}

/** Keeps a value, and returns the oldest one if it had to go. */
function keep<T>(map: Map<string, T>, key: string, value: T): T | undefined {
  map.set(key, value);
  const oldest = map.keys().next().value;
  return map.size > UNCLAIMED_LIMIT && oldest !== undefined ? take(map, oldest) : undefined;
}
