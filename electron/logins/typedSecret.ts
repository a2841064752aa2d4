// A secret that was typed for one login alone: it goes before what is kept for the same, and is kept nowhere.
import type { Vault } from '../hosts/vault.ts';
import type { TypedSecret } from '../ssh/asking.ts';
import type { SecretUse } from '../ipc/contract.ts';

/** The vault as that login has it. */
export function withTyped(vault: Vault, { use, secret }: TypedSecret): Vault {
  const isIt = ({ what, of }: SecretUse): boolean => what === use.what && of === use.of;
  return {
    keeper: () => vault.keeper(),
    has: (asked) => isIt(asked) || vault.has(asked),
    get: (asked) => (isIt(asked) ? Promise.resolve(secret) : vault.get(asked)),
    why: (asked) => (isIt(asked) ? null : (vault.why?.(asked) ?? null)),
    onOpened: (listener) => vault.onOpened?.(listener) ?? (() => undefined),
    keep: (asked, kept) => vault.keep(asked, kept),
    forget: (asked) => vault.forget(asked),
  };
}
