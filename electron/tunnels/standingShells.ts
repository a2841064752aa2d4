// On which hosts a shell stands, so that the first one of a host can be told from the next. A
// shell that is cut off and comes back is the same one.
import type { ShellStatus } from '../ipc/contract.ts';

export class StandingShells {
  readonly #hosts = new Map<string, Set<string>>();

  /** A shell's state; true where it is the first of its host that stands. */
  note({ hostId, shellId, state }: Pick<ShellStatus, 'hostId' | 'shellId' | 'state'>): boolean {
    const standing = this.#hosts.get(hostId) ?? new Set();
    this.#hosts.set(hostId, standing);
    const stands = state === 'online' || state === 'lagging';
    const first = stands && standing.size === 0;
    if (stands) standing.add(shellId);
    else if (state === 'closed' || state === 'failed') standing.delete(shellId);
    return first;
  }

  /** Its tab was closed. */
  gone(shellId: string): void {
    for (const standing of this.#hosts.values()) standing.delete(shellId);
  }
}
