// What the calls do that are about logging in: what is asked, what is kept, and for whom.
import type { Handlers } from '../gate/answer.ts';
import { NO_VAULT, type Vault } from '../hosts/vault.ts';
import type { AskedQuestion } from '../ipc/contract.ts';
import type { LayoutDesk } from '../layout/layoutDesk.ts';
import type { QuestionDesk } from '../logins/questionDesk.ts';
import type { WindowRef } from '../window.ts';

interface Needed {
  questions: QuestionDesk;
  layout: LayoutDesk;
}

export function loginHandlers({ questions, layout }: Needed, { layoutId }: WindowRef) {
  const asked = (): AskedQuestion[] => questions.all(layout.panesOf(layoutId));
  return {
    ...vaultHandlers(NO_VAULT),
    'logins:asked': asked,
    'logins:answer': (id, answer) => {
      if (asked().some((question) => question.id === id)) questions.answer(id, answer);
    },
  } satisfies Partial<Handlers>;
}

function vaultHandlers(vault: Vault) {
  return {
    'vault:keeper': () => vault.keeper(),
    'vault:list': () => [],
    'vault:has': (use) => vault.has(use),
    'vault:keep': (use, secret) => vault.keep(use, secret),
    'vault:forget': (use) => vault.forget(use),
    'vault:setPassphrase': () => false,
    'vault:unlock': () => false,
    'vault:lock': () => undefined,
    'identities:list': () => [],
    'identities:save': () => ({ ok: false, errors: {} }),
    'identities:delete': () => undefined,
  } satisfies Partial<Handlers>;
}
