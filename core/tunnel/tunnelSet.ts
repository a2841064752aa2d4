// The tunnels of one host as a set: bounded, each stopped before it is let go, the same whoever
// carries them.
import type { HostTunnels, Tunnel, TunnelSpec } from './tunnel.ts';
import { MOST_TUNNELS, tooManyTunnels } from './tunnelError.ts';

export abstract class TunnelSet<One extends Tunnel> implements HostTunnels {
  readonly #tunnels = new Set<One>();

  get tunnels(): readonly One[] {
    return [...this.#tunnels];
  }

  add(spec: TunnelSpec): Tunnel {
    if (this.#tunnels.size >= MOST_TUNNELS) throw tooManyTunnels();
    const tunnel = this.make(spec);
    this.#tunnels.add(tunnel);
    return tunnel;
  }

  async remove(tunnel: Tunnel): Promise<void> {
    await tunnel.stop();
    this.#tunnels.delete(tunnel as One);
  }

  async close(): Promise<void> {
    await Promise.all(this.tunnels.map((tunnel) => this.remove(tunnel)));
  }

  /** Throws `TunnelError` bad-tunnel for one that can't be carried. */
  protected abstract make(spec: TunnelSpec): One;
}
