// The tunnels of an SSH host: OpenSSH's own -L, -R and -D on one login, to which each is added and
// from which each is taken without touching the others. A host whose shells an agent keeps has
// such a login already, and shares it.
import { say } from '../../words/said.ts';
import { Shared, type Hold } from '../../core/task/shared.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { TunnelSpec } from '../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import { TunnelSet } from '../../core/tunnel/tunnelSet.ts';
import type { SharedLogin } from '../ssh/sharedLogin.ts';
import { SshLine } from './sshLine.ts';
import { readTrouble } from './sshTrouble.ts';
import { SshTunnel } from './sshTunnel.ts';

export interface SshHostTunnelsOptions {
  login: SharedLogin;
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
  /** Uniform in 0–1, for the jitter. */
  random: () => number;
  /** A host that can't be reached at first is waited for. */
  patient: boolean;
}

export class SshHostTunnels extends TunnelSet<SshTunnel> {
  readonly #options: SshHostTunnelsOptions;
  /** A connection that has failed for good is of no use to a new start. */
  readonly #line = new Shared<SshLine>({
    make: () => this.#makeLine(),
    usable: (line) => !line.failure,
    close: (line) => line.close(),
  });

  constructor(options: SshHostTunnelsOptions) {
    super();
    this.#options = options;
  }

  protected make(spec: TunnelSpec): SshTunnel {
    checkSpec(spec);
    const hold = (): Hold<SshLine> => this.#line.take();
    const { today, clock, random } = this.#options;
    return new SshTunnel(spec, { hold, today, clock, random });
  }

  /** Keeps the login, if there is one, until the function is called. */
  keep(): () => void {
    const hold = this.#line.join();
    return () => void hold?.release();
  }

  /** The computer woke up, or a network came back. */
  wake(): void {
    this.#line.current?.wake();
  }

  #makeLine(): SshLine {
    const line = new SshLine(this.#options);
    line.watch({ onChange: () => undefined, onLine: (text) => this.#hear(text) });
    return line;
  }

  #hear(text: string): void {
    const trouble = readTrouble(text);
    if (!trouble) return;
    const running = this.tunnels.filter((one) => one.status.state === 'running');
    const meant = running.filter(({ spec }) => trouble.concerns(spec));
    for (const tunnel of meant) tunnel.heard(trouble, meant.length === 1);
  }
}

/** Throws `TunnelError` for what OpenSSH has no tunnels for. */
export function checkSpec(spec: TunnelSpec): void {
  if ((spec.kind === 'dynamic') !== (spec.target === null) || spec.login) {
    throw new TunnelError('bad-tunnel', say('ssh-cannot-carry-tunnel'));
  }
}
