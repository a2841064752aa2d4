// The shared logins of all SSH hosts, by what of a host decides how it is logged in to: what would
// log in in the same way shares one.
import type { Clock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import type { LocalSurroundings } from '../localShell.ts';
import { SharedLogin } from './sharedLogin.ts';

/** A share in what may become a login. Give it back exactly once. */
export interface LoginSeat {
  /** Says which are the same. */
  readonly key: string;
  readonly login: SharedLogin;
  release(): void;
}

export class SshLogins {
  readonly #options: { surroundings: LocalSurroundings; clock: Clock };
  readonly #shared = new Map<string, { login: SharedLogin; users: number }>();

  constructor(options: { surroundings: LocalSurroundings; clock: Clock }) {
    this.#options = options;
  }

  /** To the host as it is saved now. */
  acquire(host: StoredHost): LoginSeat {
    const { address, port, user, identityFile, jumpHost, options } = host;
    const key = JSON.stringify(['ssh', address, port, user, identityFile, jumpHost, options]);
    const { surroundings, clock } = this.#options;
    const made = this.#shared.get(key);
    const shared = made ?? { login: new SharedLogin({ host, surroundings, clock }), users: 0 };
    this.#shared.set(key, shared);
    shared.users++;
    const release = (): void => {
      if (--shared.users === 0) this.#shared.delete(key);
    };
    return { key, login: shared.login, release };
  }
}
