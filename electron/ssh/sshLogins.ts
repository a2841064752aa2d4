// The ways to all SSH hosts, by what of a host decides how it is logged in to: what would log in in
// the same way shares one, and its login where there is one to be shared.
import { SharedByKey } from '../../core/task/shared.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { SshSurroundings } from './asking.ts';
import { LOGIN_FIELDS } from './sshSettings.ts';
import { PROXY_FIELDS } from './throughProxy.ts';
import type { SshTarget } from './sshTarget.ts';
import { sshWay, type SshWay } from './sshWay.ts';

/** A hold on what may become a login, or several. */
export interface SshWayHold {
  /** Says which are the same. */
  readonly key: string;
  readonly way: SshWay;
  release(): Promise<void>;
}

export interface SshLoginsOptions {
  surroundings: SshSurroundings;
  clock: Clock;
  /** The host with what its login has to have besides, for all that may go over it. */
  asShared?: ((host: SshTarget) => SshTarget) | undefined;
}

export class SshLogins {
  readonly #options: SshLoginsOptions;
  readonly #ways = new SharedByKey<SshWay>();

  constructor(options: SshLoginsOptions) {
    this.#options = options;
  }

  /** To the host as it is saved now. */
  acquire(target: SshTarget): SshWayHold {
    const host = this.#options.asShared?.(target) ?? target;
    const key = JSON.stringify(['ssh', ...loginOf(host)]);
    const { surroundings, clock } = this.#options;
    const { value: way, release } = this.#ways.take(key, () =>
      sshWay({ host, surroundings, clock }),
    );
    return { key, way, release };
  }
}

/** What decides how a host is logged in to. */
function loginOf(host: SshTarget): unknown[] {
  const { address, port, user, identityFile, jumpHost, options, jumps = [] } = host;
  if (host.alias) return [host.file, host.alias];
  const settings = [...LOGIN_FIELDS, ...PROXY_FIELDS].map((field) => host[field] ?? '');
  return [address, port, user, identityFile, jumpHost, options, settings, jumps.map(loginOf)];
}
