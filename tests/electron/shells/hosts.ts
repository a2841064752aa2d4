// Stored hosts and surroundings for the tests of shells.
import { SYSTEM } from '../../../core/system.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { shellEnvironment } from '../../../electron/programs/environment.ts';
import type { LocalSurroundings } from '../../../electron/programs/surroundings.ts';
import type { TestSshd } from '../../support/sshd.ts';
import { agentDraft, localDraft, sshDraft } from '../hosts/drafts.ts';

export function surroundings(extra: NodeJS.ProcessEnv = {}): LocalSurroundings {
  const facts = { platform: SYSTEM, version: '0.0.0' };
  return {
    platform: SYSTEM,
    env: () => shellEnvironment({ ...process.env, ...extra }, facts),
  };
}

export function localHost(change: Partial<StoredHost> = {}): StoredHost {
  return { id: 'local', ...localDraft({ shell: '/bin/sh' }), ...change };
}

/** Logs in by key, and keeps away from this user's own known hosts. */
export function sshHost(sshd: TestSshd, change: Partial<StoredHost> = {}): StoredHost {
  const { host: address, user, identityFile, clientOptions: options } = sshd;
  const draft = sshDraft({ address, port: String(sshd.port), user, identityFile, options });
  return { id: 'ssh', ...draft, ...change };
}

export function agentHost(change: Partial<StoredHost> = {}): StoredHost {
  return { id: 'agent', ...agentDraft(), ...change };
}
