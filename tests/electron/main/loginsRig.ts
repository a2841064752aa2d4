// A vault and a store as the app has them, with what exports and imports of logins need besides.
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../core/time/clock.ts';
import type {
  GivenDraft,
  IdentityDoing,
  ImportChoice,
  ImportPreview,
  SecretUse,
} from '../../../electron/ipc/contract.ts';
import { ImportDesk } from '../../../electron/main/importDesk.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { VaultRig } from '../hosts/vault/vaultRig.ts';
import { dialogs, proposed, THREAD } from './importRig.ts';

export const PASSPHRASE = 'open sesame';
export const KEY = path.join(homedir(), '.ssh', 'id_ops');
export const HOP = 'hop@jump.example:22';

export class LoginsRig extends VaultRig {
  readonly file = path.join(temporaryDirectory(), 'hosts.json');
  readonly desk = new ImportDesk({
    ...{ hosts: this.store, vault: this.vault, clock: systemClock },
    ...{ threadFile: THREAD, language: 'en', onChanged: () => Promise.resolve() },
  });

  identity(name: string, user: string): string {
    const made = this.store.identities.save({ name, user, identityFile: '' }, null);
    if (!made.ok) throw new Error(JSON.stringify(made.errors));
    return made.identity.id;
  }

  host(name: string, more: Partial<GivenDraft> = {}): string {
    return this.save({ kind: 'ssh', color: 'none', name, address: `${name}.example`, ...more });
  }

  async export(passphrase = PASSPHRASE, ids: string[] | null = null) {
    const wish = { format: 'bowline', ids, passphrase } as const;
    const told = await this.desk.export(wish, dialogs(this.file));
    return { told, text: readFileSync(this.file, 'utf8') };
  }

  /** With its secrets, unless there is no passphrase. */
  async look(file: string, passphrase = PASSPHRASE): Promise<ImportPreview> {
    const open = (await this.desk.open({ from: 'dialog', what: 'file' }, dialogs(file)))!;
    if (passphrase === '') return open;
    return (await this.desk.open({ from: 'sealed', id: open.id, passphrase }, dialogs('')))!;
  }

  /** As it is proposed, if it isn't said. */
  import(
    preview: ImportPreview,
    identities?: Record<string, IdentityDoing>,
    choices: ImportChoice[] = proposed(preview),
  ) {
    const wish = { into: null, choices, ...(identities && { identities }) };
    return this.desk.apply(preview.id, wish, () => undefined);
  }

  get names(): string[] {
    return this.store.identities.list().map(({ name }) => name);
  }

  named(name: string) {
    return this.store.list().find((one) => one.name === name)!;
  }

  /** What is kept, by what it is for. */
  async kept(): Promise<Record<string, string | undefined>> {
    const uses = this.store.keptSecrets().map(({ use }) => use);
    const all = uses.map(async (use) => [nameOf(use), await this.vault.get(use)] as const);
    return Object.fromEntries(await Promise.all(all));
  }
}

const nameOf = ({ what, of }: SecretUse): string => `${what} ${of}`;

/** Two identities, one of which a host uses, and a secret of each kind. */
export async function filled() {
  const rig = new LoginsRig();
  const ops = rig.identity('Ops', 'root');
  const key = path.join(temporaryDirectory(), 'id_ops');
  writeFileSync(key, '');
  rig.store.identities.save({ name: 'Ops', user: 'root', identityFile: key }, ops);
  const spare = rig.identity('Spare', 'nobody');
  const web = rig.host('web', { identity: ops });
  rig.host('db');
  const secrets = {
    ...{ [`password ${ops}`]: 'S-OPS', [`password ${rig.named('db').id}`]: 'S-DB' },
    ...{ [`password ${HOP}`]: 'S-HOP', [`passphrase ${KEY}`]: 'S-KEY', 'pin My token': 'S-PIN' },
  };
  for (const [name, secret] of Object.entries(secrets)) {
    const [what = '', ...of] = name.split(' ');
    await rig.vault.keep({ what: what as SecretUse['what'], of: of.join(' ') }, secret);
  }
  return { rig, ops, spare, web, key, secrets };
}
