// What the calls do that are about logging in: what is asked, what is kept, and for whom.
import type { FileDesk } from '../files/fileDesk.ts';
import type { Handlers } from '../gate/answer.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import type { SecretVault } from '../hosts/vault/secretVault.ts';
import type { AskedQuestion } from '../ipc/contract.ts';
import type { LayoutDesk } from '../layout/layoutDesk.ts';
import type { QuestionDesk } from '../logins/questionDesk.ts';
import type { Emit, WindowRef } from '../window.ts';
import { hostNews } from './arrangeHandlers.ts';

interface Needed {
  questions: QuestionDesk;
  layout: LayoutDesk;
  hosts: HostStore;
  vault: SecretVault;
  broadcast: Emit;
  /** Panes of files, over which is asked too. */
  files: { desk: Pick<FileDesk, 'sidesOf'> };
}

export function loginHandlers(needed: Needed, caller: WindowRef) {
  const { layoutId } = caller;
  const { questions, layout, files } = needed;
  const asked = (): AskedQuestion[] =>
    questions.all([...layout.panesOf(layoutId), ...files.desk.sidesOf(caller)]);
  return {
    ...vaultHandlers(needed),
    ...identityHandlers(needed),
    'logins:asked': asked,
    'logins:answer': (id, answer) => {
      if (asked().some((question) => question.id === id)) questions.answer(id, answer);
    },
  } satisfies Partial<Handlers>;
}

export function vaultHandlers({ vault, hosts }: Pick<Needed, 'vault' | 'hosts'>) {
  return {
    'vault:keeper': () => vault.keeper(),
    'vault:list': () => hosts.keptSecrets(),
    'vault:has': (use) => vault.has(use),
    'vault:keep': (use, secret) => vault.keep(use, secret),
    'vault:forget': (use) => vault.forget(use),
    'vault:setPassphrase': (passphrase, old) => vault.setPassphrase(passphrase, old),
    'vault:unlock': (passphrase) => vault.unlock(passphrase),
    'vault:lock': () => vault.lock(),
    'vault:forgetPassphrase': () => vault.forgetPassphrase(),
  } satisfies Partial<Handlers>;
}

/** Hosts and folders are told of, too, as they are others by it. */
export function identityHandlers(needed: Pick<Needed, 'hosts' | 'broadcast'>) {
  const { hosts, broadcast } = needed;
  const { allChanged } = hostNews(needed);
  const changed = (): void => {
    broadcast('identities:changed', hosts.identities.list());
    allChanged();
  };
  return {
    'identities:list': () => hosts.identities.list(),
    'identities:save': (draft, id) => {
      const result = hosts.identities.save(draft, id);
      if (result.ok) changed();
      return result;
    },
    'identities:delete': (id) => {
      hosts.identities.delete(id);
      changed();
    },
  } satisfies Partial<Handlers>;
}
