// Who carries the tunnels of a host: its agent, over the connection that its shells use too, or
// OpenSSH, over a login that is shared or over one for each.
import type { Clock } from '../../core/time/clock.ts';
import type { HostTunnels } from '../../core/tunnel/tunnel.ts';
import type { AgentConnections } from '../agents/agentConnections.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { Dialogue } from '../ssh/dialogue.ts';
import type { SshLogins } from '../ssh/sshLogins.ts';
import { AgentHostTunnels } from './agentHostTunnels.ts';
import { SeparateHostTunnels } from './separateHostTunnels.ts';
import { SshHostTunnels } from './sshHostTunnels.ts';

export interface Carrier {
  readonly tunnels: HostTunnels;
  /** Where ssh asks what it has to ask; an agent asks nothing. */
  readonly dialogue?: Dialogue;
  /** Keeps the login as it is, though no tunnel may need it for a moment. The function ends it. */
  keep(): () => void;
  /** The computer woke up, or a network came back. */
  wake(): void;
  /** To be called once, after the last of the tunnels has stopped. */
  close(): void;
}

/** `patient`: a host that can't be reached at first is waited for. */
export type Carry = (host: StoredHost, patient: boolean) => Carrier;

const today = (): number => Date.now();

/** For hosts with an agent of their own. */
export function agentCarriers(options: { connections: AgentConnections; clock: Clock }): Carry {
  const { connections, clock } = options;
  return ({ pairingLink }, patient) => {
    const acquire = () => connections.acquire(pairingLink, patient);
    const tunnels = new AgentHostTunnels({ acquire, clock, today });
    const nothing = (): void => undefined; // shells' connection, which asks nothing when it is remade
    return { tunnels, keep: () => nothing, wake: nothing, close: nothing };
  };
}

export interface SshCarriersOptions {
  logins: SshLogins;
  clock: Clock;
}

/** For hosts that OpenSSH logs in to. */
export function sshCarriers({ logins, clock }: SshCarriersOptions): Carry {
  return (host, patient) => {
    const hold = logins.acquire(host);
    const { way } = hold;
    const common = { today, random: Math.random, patient };
    const close = (): void => void hold.release();
    if (way.kind === 'separate') {
      const tunnels = new SeparateHostTunnels({ ssh: way.ssh, ...common });
      return { tunnels, keep: () => () => undefined, wake: () => tunnels.wake(), close };
    }
    const { login } = way;
    const tunnels = new SshHostTunnels({ login, clock, ...common });
    return {
      ...{ tunnels, dialogue: login.dialogue, close },
      keep: () => tunnels.keep(),
      wake: () => tunnels.wake(),
    };
  };
}
