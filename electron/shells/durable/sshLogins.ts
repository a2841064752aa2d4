// The ways to all SSH hosts, by what of a host decides how it is logged in to: what would log in in
// the same way shares one, and its login where there is one to be shared.
import type { Clock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import type { LocalSurroundings } from '../localShell.ts';
import { sshWay, type SshWay } from './sshWay.ts';

/** A share in what may become a login, or several. Give it back exactly once. */
export interface LoginSeat {
  /** Says which are the same. */
  readonly key: string;
  readonly way: SshWay;
  release(): void;
}

export class SshLogins {
  readonly #options: { surroundings: LocalSurroundings; clock: Clock };
  readonly #shared = new Map<string, { way: SshWay; users: number }>();

  constructor(options: { surroundings: LocalSurroundings; clock: Clock }) {
    this.#options = options;
  }

  /** To the host as it is saved now. */
  acquire(host: StoredHost): LoginSeat {
    const { address, port, user, identityFile, jumpHost, options } = host;
    const key = JSON.stringify(['ssh', address, port, user, identityFile, jumpHost, options]);
    const { surroundings, clock } = this.#options;
    const made = this.#shared.get(key);
    const shared = made ?? { way: sshWay({ host, surroundings, clock }), users: 0 };
    this.#shared.set(key, shared);
    shared.users++;
    const release = (): void => {
      if (--shared.users === 0) this.#shared.delete(key);
    };
    return { key, way: shared.way, release };
  }
}
