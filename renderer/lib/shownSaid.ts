// A value of a folder as it is shown in a form: hosts and colour schemes by their names.
import type { FieldInfo, SavedHost } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { hopNames } from './jumpHops.ts';
import { shownValue } from './kinds.ts';

interface Known {
  hosts: { byId(id: string): SavedHost | undefined };
  vault: { identity(id: string): { name: string } | undefined };
  settings: { schemes: { byId(id: string): { name: string } | undefined } };
}

export function shownSaid(
  { hosts, settings, vault }: Known,
  field: FieldInfo,
  value: string,
): string {
  if (field.suggests === 'hosts') return hopNames(value, (id) => hosts.byId(id));
  if (field.suggests === 'identities') {
    return vault.identity(value)?.name ?? words.logInForm.identity.gone;
  }
  if (field.suggests === 'schemes') return settings.schemes.byId(value)?.name ?? value;
  return shownValue(field, value);
}
