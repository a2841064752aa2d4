// The tunnels of an SSH host where ssh can't share a login: each has one of its own, so a change of
// one touches no other.
import type { HostTunnels, Tunnel, TunnelSpec } from '../../core/tunnel/tunnel.ts';
import { SeparateTunnel, type SeparateTunnelOptions } from './separateTunnel.ts';
import { checkSpec } from './sshHostTunnels.ts';

export class SeparateHostTunnels implements HostTunnels {
  readonly #options: SeparateTunnelOptions;
  readonly #tunnels = new Set<SeparateTunnel>();

  constructor(options: SeparateTunnelOptions) {
    this.#options = options;
  }

  get tunnels(): readonly Tunnel[] {
    return [...this.#tunnels];
  }

  add(spec: TunnelSpec): Tunnel {
    checkSpec(spec, this.#tunnels.size);
    const tunnel = new SeparateTunnel(spec, this.#options);
    this.#tunnels.add(tunnel);
    return tunnel;
  }

  async remove(tunnel: Tunnel): Promise<void> {
    await tunnel.stop();
    this.#tunnels.delete(tunnel as SeparateTunnel);
  }

  async close(): Promise<void> {
    await Promise.all(this.tunnels.map((tunnel) => this.remove(tunnel)));
  }

  /** The computer woke up, or a network came back. */
  wake(): void {
    for (const tunnel of this.#tunnels) tunnel.wake();
  }
}
