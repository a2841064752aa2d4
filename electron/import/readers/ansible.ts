// Ansible's inventories: a file in INI, YAML or JSON, or a folder with group_vars and host_vars beside it.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { ImportFormat } from '../format.ts';
import { secret } from '../found.ts';
import type { ImportSource, SourceFile } from '../source.ts';
import { foundIn } from './ansibleHosts.ts';
import { looksLikeIni, readIni } from './ansibleIni.ts';
import { Inventory } from './ansibleInventory.ts';
import { looksLikeYaml, readVariables, readYaml } from './ansibleYaml.ts';

const VAULTED = /^\$ANSIBLE_VAULT;/;
const PLUGIN = /^plugin:\s*["']?(\w+\.\w+\.\w+|constructed|aws_ec2|gcp_compute|azure_rm)\b/m;
/** What `group_vars/web/main.yml` or `host_vars/db1.yml` is of. */
const VARIABLES = /(?:^|\/)(group|host)_vars\/([^/]+?)(?:\.ya?ml|\.json)?(?:\/.*)?$/;

export const ansible: ImportFormat = {
  word: 'Ansible inventory',
  recognises(source) {
    if (!source.isFolder) return kindOf(source.text()) !== undefined;
    return inventoriesOf(source).length > 0;
  },
  read(source) {
    const inventory = new Inventory();
    if (source.isFolder) readFolder(source, inventory);
    else readText(source.text(), inventory);
    return foundIn(inventory);
  },
};

type Kind = 'vault' | 'plugin' | 'ini' | 'yaml';

function kindOf(text: string): Kind | undefined {
  if (VAULTED.test(text)) return 'vault';
  try {
    if (looksLikeYaml(text)) return 'yaml';
  } catch {
    // No YAML, or one that nothing can be made of: it may be INI all the same.
  }
  if (looksLikeIni(text)) return 'ini';
  return PLUGIN.test(text) ? 'plugin' : undefined;
}

/** What isn't recognised was picked by a person who knows: it is read as what it most looks like. */
function readText(text: string, inventory: Inventory): void {
  const kind = kindOf(text);
  if (kind === 'vault') throw new PersonError(say('import-ansible-vault'));
  if (kind === 'plugin') throw new PersonError(say('import-ansible-plugin'));
  if (kind === 'yaml' || /^---|^\s*\{/.test(text)) return readYaml(text, inventory);
  if (kind === undefined && !/^[\w.:[\]-]+(\s+\w+=\S*)*\s*$/m.test(text)) {
    throw new PersonError(say('import-damaged', { format: ansible.word }));
  }
  readIni(text, inventory);
}

function inventoriesOf(source: ImportSource): SourceFile[] {
  const hasVariables = source.files.some(({ name }) => VARIABLES.test(name));
  return source.files
    .filter(({ name }) => !VARIABLES.test(name) && !/(^|\/)(roles|\.git)\//.test(name))
    .filter(({ name }) => /(^|\/)[^./]+$|\.(ini|ya?ml|json|cfg|inventory)$/i.test(name))
    .filter((file) => ['ini', 'yaml'].includes(kindOf(source.text(file)) ?? ''))
    .filter((file) => hasVariables || /ansible_\w+|:(vars|children)\]/.test(source.text(file)));
}

function readFolder(source: ImportSource, inventory: Inventory): void {
  const inventories = inventoriesOf(source);
  if (inventories.length === 0) {
    throw new PersonError(say('import-damaged', { format: ansible.word }));
  }
  for (const file of inventories) readText(source.text(file), inventory);
  for (const file of source.files) readBeside(source, file, inventory);
}

/** Of groups and hosts that the inventory doesn't have, variables are of no use. */
function readBeside(source: ImportSource, file: SourceFile, inventory: Inventory): void {
  const [, kind, name = ''] = VARIABLES.exec(file.name) ?? [];
  const scope = kind === 'group' ? inventory.groups.get(name) : inventory.hosts.get(name);
  const target = scope ?? (name === 'all' ? inventory.group(name) : undefined);
  if (!target) return;
  const text = source.text(file);
  if (VAULTED.test(text)) inventory.unmapped.push(secret(file.name, 'Ansible Vault'));
  else for (const [key, value] of readVariables(text)) target.fileVars.set(key, value);
}
