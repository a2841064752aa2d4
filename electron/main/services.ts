// What the main process works with, put together: the stores, and a factory for each kind of
// shell. Nothing here has a window yet.
import { app } from 'electron';
import { join, resolve } from 'node:path';
import { starter } from '../../core/process/starter.ts';
import { systemClock } from '../../core/time/clock.ts';
import { HostStore } from '../hosts/hostStore.ts';
import { RETRY_MS } from '../settings/latestFile.ts';
import { accountName } from '../../core/process/account.ts';
import { SettingsStore } from '../settings/settings.ts';
import { thresholdsOf } from '../lag/thresholds.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { KeepAlive } from '../ipc/contract.ts';
import { AgentConnections, type Lease } from '../shells/agentConnections.ts';
import { agentShells, keptShells } from '../shells/agentShell.ts';
import { AgentTunnels } from '../shells/durable/agentTunnels.ts';
import { agentInstaller } from '../shells/durable/installShell.ts';
import { tmuxShells } from '../shells/durable/tmuxShells.ts';
import { shellEnvironment } from '../shells/environment.ts';
import { localShells, loginShell } from '../shells/localShell.ts';
import type { ShellFactories, ShellFactory } from '../shells/plan.ts';
import { sshShells } from '../shells/sshShell.ts';
import { makeCarriers, type Carry } from '../tunnels/carrier.ts';
import { systemKeychain } from './keychain.ts';
import type { Logger } from './logger.ts';

/** Throws a `PersonError` when the saved hosts can't be used. */
export function openHostStore(
  folder: string,
  log: Logger,
  copy: { onStored: () => void; onProblem: (error: unknown) => void },
): HostStore {
  const onUncopied = (error: unknown): void => {
    copy.onProblem(error);
    systemClock.after(RETRY_MS, () => store.refreshCopy());
  };
  const store: HostStore = new HostStore({
    folder,
    secretBox: systemKeychain(),
    loginShell: loginShell(process.platform, process.env),
    now: () => new Date(),
    warn: (line) => log.warning(line),
    onCopied: copy.onStored,
    onUncopied,
  });
  return store;
}

export function openSettings(path: string): SettingsStore {
  return new SettingsStore(path, new Date());
}

export interface ShellServices {
  factories: ShellFactories;
  /** Installs the agent on an SSH host, in a tab. */
  installer: ShellFactory;
  connections: AgentConnections;
  /** A share in the connection to a host's agent; undefined where it has none. */
  lease: (host: StoredHost) => Lease | undefined;
  /** Who carries a host's tunnels. */
  carry: Carry;
}

/** `settings` are asked when something depends on them, and may change meanwhile. */
export function makeShellServices(settings: SettingsStore): ShellServices {
  const memberName = (): string => settings.get().memberName || accountName();
  const version = app.getVersion();
  const facts = { platform: process.platform, version, users: starter.environment };
  // Not process.env, to which Chromium adds (GDK_BACKEND, NO_AT_BRIDGE, a D-Bus address).
  const given = starter.given ?? process.env;
  const env = (): Record<string, string> => shellEnvironment(given, facts);
  const surroundings = { platform: process.platform, env };
  const connections = new AgentConnections(systemClock, version, () =>
    thresholdsOf(settings.get()),
  );
  const tunnels = new AgentTunnels({ connections, surroundings, clock: systemClock, version });
  const lease = (host: StoredHost): Lease | undefined => {
    if (host.kind === 'agent') return connections.acquire(host.pairingLink);
    return host.keepAlive === 'agent' ? tunnels.acquire(host) : undefined;
  };
  const off = sshShells(surroundings);
  const viaTunnel = keptShells(
    (host, runs) => tunnels.acquire(host, runs),
    systemClock,
    memberName,
  );
  const factories = {
    local: localShells(surroundings),
    ssh: byKeepAlive({ off, agent: viaTunnel, tmux: tmuxShells(surroundings) }),
    agent: agentShells(connections, systemClock, memberName),
  };
  const installer = agentInstaller({ surroundings, archives: agentArchives() });
  const carry = makeCarriers({ connections, logins: tunnels.logins, clock: systemClock });
  return { factories, installer, connections, lease, carry };
}

/** The agent for other computers: beside the packaged app, or where the build puts it. */
function agentArchives(): string {
  const base = app.isPackaged ? process.resourcesPath : resolve(import.meta.dirname, '../..');
  return join(base, 'agent-bundle');
}

/** How the shells of an SSH host outlive their connection is looked up at each one. */
function byKeepAlive(factories: Record<KeepAlive, ShellFactory>): ShellFactory {
  return (host, previous, session) => factories[host.keepAlive](host, previous, session);
}
