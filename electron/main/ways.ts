// What each kind of host opens shells, tunnels and its agent with. A new kind of host gets its line
// here; the compiler asks for it.
import type { Clock } from '../../core/time/clock.ts';
import type { AgentConnections, ConnectionHold } from '../agents/agentConnections.ts';
import { AgentWays } from '../agents/agentWays.ts';
import type { LendKeys } from '../logins/keyLoan.ts';
import type { OpenFiles } from '../files/fileHosts.ts';
import { openAgentHostFiles } from '../files/openAgentHostFiles.ts';
import { openLocalFiles } from '../files/openLocalFiles.ts';
import { openSshFiles } from '../files/openSshFiles.ts';
import { SshFiles } from '../files/sshFiles.ts';
import type { HostKind } from '../hosts/kinds/kinds.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { NO_TUNNELS } from '../hosts/tunnelStore.ts';
import { PersonError } from '../personError.ts';
import type { SshSurroundings } from '../ssh/asking.ts';
import type { SshLogins } from '../ssh/sshLogins.ts';
import { agentShells, joinedAgentShells, keptShells } from '../shells/agentShell.ts';
import { tmuxShells } from '../shells/durable/tmuxShells.ts';
import { withForwardedKeys } from '../shells/forwardedKeys.ts';
import { localShells } from '../shells/localShell.ts';
import type { ShellFactory } from '../shells/plan.ts';
import { asShared, canShare, sharedShells } from '../shells/sharedShells.ts';
import { sshShells } from '../shells/sshShell.ts';
import { agentCarriers, sshCarriers, type Carrier, type Carry } from '../tunnels/carrier.ts';

export interface Way {
  shells: ShellFactory;
  /** A hold on the connection to the agent that keeps this host's shells; undefined without one. */
  agent?(host: StoredHost): ConnectionHold | undefined;
  /** The logins that whatever else goes there shares. */
  logins?: SshLogins;
  /** What its files are reached by; missing where there are none. */
  files?: OpenFiles;
  /** Who carries tunnels; missing where there can be none. */
  tunnels?: Carry;
}

export type Ways = Record<HostKind, Way> & { ssh: { logins: SshLogins } };

/** Who carries a host's tunnels. Throws a `PersonError` where there can be none. */
export function carrierOf(ways: Ways, host: StoredHost, patient: boolean): Carrier {
  const carry = ways[host.kind].tunnels;
  if (!carry) throw new PersonError(NO_TUNNELS);
  return carry(host, patient);
}

export interface WaysOptions {
  connections: AgentConnections;
  surroundings: SshSurroundings;
  clock: Clock;
  /** Of this app, told to agents. */
  version: string;
  /** What others at a shell see of the user. */
  memberName: () => string;
  /** Lends keys of this computer. */
  lendKeys?: LendKeys;
  /** Plain shells go over one login where their host doesn't say otherwise; they don't, if it isn't said. */
  shareLogins?: () => boolean;
}

export function makeWays(options: WaysOptions): Ways {
  const ssh = openSshWay(options);
  return { ssh, config: ssh, ...pairedWays(options), local: localWay(options) };
}

function localWay({ surroundings }: WaysOptions): Way {
  return { shells: localShells(surroundings), files: openLocalFiles };
}

function openSshWay(options: WaysOptions) {
  const { connections, surroundings, clock, version, memberName, lendKeys } = options;
  const shares = (host: StoredHost) => sharesLogin(host, options.shareLogins);
  const agents = new AgentWays({
    ...{ connections, surroundings, clock, version },
    asShared: (host) => (shares(host as StoredHost) ? asShared(host as StoredHost) : host),
  });
  const { logins } = agents;
  const cardOf = (shellId: string) => surroundings.asking?.card(shellId);
  const acquire = (host: StoredHost, runs: boolean) => agents.acquire(host, runs);
  const kept = keptShells(acquire, clock, memberName, 'owner', { lendKeys, cardOf });
  const withKeys = (make: ShellFactory) => withForwardedKeys(make, surroundings, lendKeys);
  const factories = {
    off: withKeys(sharedShells({ surroundings, logins, shares }, sshShells(surroundings))),
    agent: kept,
    tmux: withKeys(tmuxShells(surroundings)),
  };
  return {
    // How they outlive their connection is looked up at each one.
    shells: (host, ...rest) => factories[host.keepAlive || 'off'](host, ...rest),
    agent: (host) => (host.keepAlive === 'agent' ? agents.acquire(host) : undefined),
    logins: agents.logins,
    files: openSshFiles(new SshFiles(agents.logins)),
    tunnels: sshCarriers({ logins: agents.logins, clock }),
  } satisfies Way;
}

function sharesLogin(host: StoredHost, byDefault: () => boolean = () => false): boolean {
  const isPlain = host.keepAlive === '' || host.keepAlive === 'off';
  const wanted = host.shareLogin === 'on' || (host.shareLogin !== 'off' && byDefault());
  return isPlain && wanted && canShare(host);
}

function pairedWays({
  connections,
  clock,
  memberName,
  lendKeys,
}: WaysOptions): Pick<Ways, 'agent' | 'joined'> {
  return {
    agent: {
      shells: agentShells(connections, clock, memberName, lendKeys),
      agent: ({ pairingLink }) => connections.acquire(pairingLink),
      tunnels: agentCarriers({ connections, clock }),
      files: openAgentHostFiles({ connections, clock }),
    },
    joined: { shells: joinedAgentShells(connections, clock, memberName) },
  };
}
