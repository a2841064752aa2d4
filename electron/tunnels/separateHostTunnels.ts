// The tunnels of an SSH host where ssh can't share a login: each has one of its own, so a change of
// one touches no other.
import type { TunnelSpec } from '../../core/tunnel/tunnel.ts';
import { TunnelSet } from '../../core/tunnel/tunnelSet.ts';
import { SeparateTunnel, type SeparateTunnelOptions } from './separateTunnel.ts';
import { checkSpec } from './sshHostTunnels.ts';

export class SeparateHostTunnels extends TunnelSet<SeparateTunnel> {
  readonly #options: SeparateTunnelOptions;

  constructor(options: SeparateTunnelOptions) {
    super();
    this.#options = options;
  }

  protected make(spec: TunnelSpec): SeparateTunnel {
    checkSpec(spec);
    return new SeparateTunnel(spec, this.#options);
  }

  /** The computer woke up, or a network came back. */
  wake(): void {
    for (const tunnel of this.tunnels) tunnel.wake();
  }
}
