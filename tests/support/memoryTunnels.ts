// Tunnels that carry nothing, for tests of who starts, stops and shows them: the test says what
// becomes of each.
import type { HostTunnels, Tunnel, TunnelSpec, TunnelStatus } from '../../core/tunnel/tunnel.ts';
import { Dialogue } from '../../electron/ssh/dialogue.ts';
import type { Carrier } from '../../electron/tunnels/carrier.ts';
import { told as asTold } from './told.ts';

export class MemoryTunnel implements Tunnel {
  readonly spec: TunnelSpec;
  readonly #listeners = new Set<() => void>();
  #status: TunnelStatus = {
    ...{ state: 'stopped', listening: null, error: null },
    ...{ open: 0, total: 0, up: 0, down: 0 },
  };

  constructor(spec: TunnelSpec) {
    this.spec = spec;
  }

  get status(): TunnelStatus {
    return this.#status;
  }

  start(): void {
    this.become({ state: 'starting' });
  }

  stop(): Promise<void> {
    this.become({ state: 'stopped', listening: null });
    return Promise.resolve();
  }

  subscribe(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => void this.#listeners.delete(onChange);
  }

  become(change: Partial<TunnelStatus>): void {
    this.#status = { ...this.#status, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  run(): void {
    this.become({ state: 'running', listening: this.spec.listen });
  }

  fail(message: string): void {
    const [told, hint] = [message, 'Choose another.'].map(asTold);
    const error = { code: 'port-in-use', message: told!, hint: hint!, at: 5 };
    this.become({ state: 'failed', listening: null, error: { ...error, field: 'listen' } });
  }
}

class MemoryTunnels implements HostTunnels {
  readonly made: MemoryTunnel[] = [];
  readonly #tunnels = new Set<MemoryTunnel>();

  get tunnels(): readonly Tunnel[] {
    return [...this.#tunnels];
  }

  add(spec: TunnelSpec): Tunnel {
    const tunnel = new MemoryTunnel(spec);
    this.made.push(tunnel);
    this.#tunnels.add(tunnel);
    return tunnel;
  }

  async remove(tunnel: Tunnel): Promise<void> {
    await tunnel.stop();
    this.#tunnels.delete(tunnel as MemoryTunnel);
  }

  async close(): Promise<void> {
    await Promise.all(this.tunnels.map((tunnel) => this.remove(tunnel)));
  }
}

export class MemoryCarrier implements Carrier {
  readonly tunnels = new MemoryTunnels();
  readonly dialogue = new Dialogue();
  readonly patient: boolean;
  closed = false;
  kept = 0;
  woken = 0;

  constructor(patient: boolean) {
    this.patient = patient;
  }

  keep(): () => void {
    this.kept++;
    return () => void this.kept--;
  }

  wake(): void {
    this.woken++;
  }

  close(): void {
    this.closed = true;
  }
}
