// What the main process works with, put together: the stores, and a factory for each kind of
// shell. Nothing here has a window yet.
import { app } from 'electron';
import { join } from 'node:path';
import { systemClock } from '../../core/time/clock.ts';
import { HostStore } from '../hosts/hostStore.ts';
import { SettingsStore } from '../settings/settings.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { AgentConnections, type Lease } from '../shells/agentConnections.ts';
import { agentShells } from '../shells/agentShell.ts';
import { shellEnvironment } from '../shells/environment.ts';
import { localShells, loginShell } from '../shells/localShell.ts';
import type { ShellFactories } from '../shells/plan.ts';
import { sshShells } from '../shells/sshShell.ts';
import { systemKeychain } from './keychain.ts';
import type { Logger } from './logger.ts';

/** Throws a `PersonError` when the saved hosts can't be used. */
export function openHostStore(folder: string, log: Logger): HostStore {
  return new HostStore({
    folder,
    secretBox: systemKeychain(),
    loginShell: loginShell(process.platform, process.env),
    now: () => new Date(),
    warn: (line) => log.warning(line),
  });
}

export function openSettings(folder: string): SettingsStore {
  return new SettingsStore(join(folder, 'settings.json'));
}

export interface ShellServices {
  factories: ShellFactories;
  connections: AgentConnections;
  /** A share in the connection to a host's agent; undefined where it has none. */
  lease: (host: StoredHost) => Lease | undefined;
}

export function makeShellServices(): ShellServices {
  const facts = { platform: process.platform, version: app.getVersion() };
  const env = (): Record<string, string> => shellEnvironment(process.env, facts);
  const surroundings = { platform: process.platform, env };
  const connections = new AgentConnections(systemClock, app.getVersion());
  const factories = {
    local: localShells(surroundings),
    ssh: sshShells(surroundings),
    agent: agentShells(connections, systemClock),
  };
  const lease = ({ kind, pairingLink }: StoredHost): Lease | undefined =>
    kind === 'agent' ? connections.acquire(pairingLink) : undefined;
  return { factories, connections, lease };
}
