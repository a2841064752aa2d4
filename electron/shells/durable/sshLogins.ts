// The shared logins of all SSH hosts, by what of a host decides how it is logged in to: what would
// log in in the same way shares one.
import { SharedByKey } from '../../../core/task/shared.ts';
import type { Clock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import type { LocalSurroundings } from '../localShell.ts';
import { SharedLogin } from './sharedLogin.ts';

/** A share in what may become a login. */
export interface LoginSeat {
  /** Says which are the same. */
  readonly key: string;
  readonly login: SharedLogin;
  release(): Promise<void>;
}

export class SshLogins {
  readonly #options: { surroundings: LocalSurroundings; clock: Clock };
  readonly #logins = new SharedByKey<SharedLogin>();

  constructor(options: { surroundings: LocalSurroundings; clock: Clock }) {
    this.#options = options;
  }

  /** To the host as it is saved now. */
  acquire(host: StoredHost): LoginSeat {
    const { address, port, user, identityFile, jumpHost, options } = host;
    const key = JSON.stringify(['ssh', address, port, user, identityFile, jumpHost, options]);
    const { surroundings, clock } = this.#options;
    const make = () => new SharedLogin({ host, surroundings, clock });
    const { value: login, release } = this.#logins.take(key, make);
    return { key, login, release };
  }
}
