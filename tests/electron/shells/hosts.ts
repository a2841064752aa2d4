// Stored hosts and surroundings for the tests of shells.
import { afterAll } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { askpassProgram } from '../../../electron/askpass/askpassProgram.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { NO_VAULT } from '../../../electron/hosts/vault.ts';
import { shellEnvironment } from '../../../electron/programs/environment.ts';
import { Logins } from '../../../electron/logins/logins.ts';
import { QuestionDesk } from '../../../electron/logins/questionDesk.ts';
import type { SshSurroundings } from '../../../electron/ssh/asking.ts';
import type { TestSshd } from '../../support/sshd.ts';
import { agentDraft, localDraft, sshDraft } from '../hosts/drafts.ts';

/** As in the app, ssh asks by a program of ours, where that is there; nothing is kept. */
const logins = new Logins({
  ...{ vault: NO_VAULT, desk: new QuestionDesk({ tell: () => undefined }), clock: systemClock },
  ...{ env: () => process.env, program: askpassProgram() },
});
afterAll(() => logins.close());

export function surroundings(extra: NodeJS.ProcessEnv = {}): SshSurroundings {
  const facts = { platform: SYSTEM, version: '0.0.0' };
  return {
    platform: SYSTEM,
    env: () => shellEnvironment({ ...process.env, ...extra }, facts),
    asking: logins,
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
