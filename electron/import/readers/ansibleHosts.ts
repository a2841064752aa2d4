// What an Ansible inventory says of each host, as Ansible itself would use it: templates of variables that
// stand in the inventory are filled in, others are left to the person.
import { say, type Said } from '../../../words/said.ts';
import { shellWords } from '../shellWords.ts';
import { foundHost, secret, type Found, type FoundHost, type Unmapped } from '../found.ts';
import { portOf } from '../place.ts';
import { hostPart, sshLine, takeOption, type SshLine } from '../sshLine.ts';
import { VAULT, type Given, type Inventory, type Value, type Vars } from './ansibleInventory.ts';
import { CONNECTION, isSecret, isUsed } from './ansibleVariables.ts';

/** Ways of Ansible that are ssh, by the last part of their names. */
const BY_SSH = ['ssh', 'smart', 'paramiko', 'paramiko_ssh', 'libssh', 'network_cli', 'netconf'];
const WITHOUT_ADDRESS = ['local', 'docker', 'podman', 'buildah', 'kubectl', 'oc', 'lxc', 'lxd'];
const NETCONF_PORT = 830;
/** Of templates within templates. */
const TEMPLATE_DEPTH = 8;

export function foundIn(inventory: Inventory): Found {
  const reader = new HostReader(inventory);
  const hosts = [...inventory.hosts.keys()].flatMap((name) => reader.hosts(name));
  const unused = [
    ...[...inventory.groups].flatMap(([name, scope]) => unusedOf(`${name}:vars`, scope)),
    ...[...inventory.hosts].flatMap(([name, scope]) => unusedOf(name, scope)),
  ];
  return {
    hosts,
    unmapped: [...inventory.unmapped, ...reader.unmapped, ...unused, ...empty(inventory)],
  };
}

function empty({ groups }: Inventory): Unmapped[] {
  const parents = new Set([...groups.values()].flatMap((group) => [...group.parents]));
  return [...groups]
    .filter(([name, { hosts }]) => hosts.size === 0 && !parents.has(name))
    .filter(([name]) => name !== 'all' && name !== 'ungrouped')
    .map(([name]) => ({ where: name, what: 'group', why: say('import-ansible-empty') }));
}

/** Secrets one by one; the rest by name alone: what playbooks are given may be secret, too. */
function unusedOf(where: string, { vars, fileVars }: { vars: Vars; fileVars: Vars }): Unmapped[] {
  const all = [...vars, ...fileVars].filter(([name, value]) => !isUsed(name) || value === VAULT);
  const isHidden = ([name, value]: (typeof all)[number]): boolean =>
    value === VAULT || isSecret(name);
  const named = all.filter((one) => !isHidden(one)).map(([name]) => name);
  const own = named.filter((name) => name.startsWith('ansible_'));
  const others = named.filter((name) => !name.startsWith('ansible_'));
  return [
    ...all
      .filter(isHidden)
      .map(([name, value]) => secret(where, value === VAULT ? `${name} (!vault)` : name)),
    ...listed(where, own, say('import-ansible-own')),
    ...listed(where, others, say('import-ansible-variable')),
  ];
}

function listed(where: string, names: readonly string[], why: Said): Unmapped[] {
  return names.length > 0 ? [{ where, what: [...new Set(names)].join(', '), why }] : [];
}

class HostReader {
  readonly unmapped: Unmapped[] = [];
  readonly #inventory: Inventory;
  readonly #told = new Set<string>();

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  /** One, or none where Ansible connects in another way. */
  hosts(name: string): FoundHost[] {
    const connection = this.#text(name, CONNECTION.connection) ?? 'ssh';
    const way = connection.split('.').at(-1)!;
    if (!BY_SSH.includes(way)) {
      this.#tell(name, `ansible_connection=${connection}`, whyNot(way));
      return [];
    }
    const line = this.#line(name);
    const { more } = line;
    const timeout = Number(this.#text(name, CONNECTION.timeout));
    if (timeout > 0) more.connectTimeoutSeconds ??= timeout;
    const keys = this.#text(name, CONNECTION.hostKeys);
    if (/^(no|false|0)$/i.test(keys ?? '')) more.strictHostKeyChecking ??= 'no';
    const provider = this.#text(name, CONNECTION.pkcs11);
    if (provider) takeOption(line, `PKCS11Provider=${provider}`);
    const key = this.#text(name, CONNECTION.key);
    const identities = [...(key ? [key] : []), ...line.identities];
    return [
      foundHost({
        ...hostPart(line),
        name,
        address: this.#address(name),
        port: this.#port(name) ?? line.port ?? (way === 'netconf' ? NETCONF_PORT : 22),
        user: this.#text(name, CONNECTION.user) ?? line.user ?? null,
        identities,
        groups: this.#inventory.groupsOf(name),
      }),
    ];
  }

  /** One that can't be known stays as written: the person sees that it has to be filled in. */
  #address(name: string): string {
    const given = this.#inventory.valueOf(name, ...CONNECTION.address);
    if (typeof given?.value !== 'string') return name;
    return this.#text(name, CONNECTION.address) ?? given.value;
  }

  #port(name: string): number | undefined {
    const text = this.#text(name, CONNECTION.port);
    if (text === undefined) return undefined;
    const port = portOf(text);
    if (port === undefined) this.#tell(name, `ansible_port=${text}`, say('import-port-wrong'));
    return port;
  }

  #line(name: string): SshLine {
    const parts = CONNECTION.arguments.map((variable) => {
      const text = this.#text(name, [variable]);
      const words = text === undefined ? [] : shellWords(text);
      if (!words) this.#tell(name, `${variable}=${text}`, say('import-ssh-argument'));
      if (/proxycommand/i.test(text ?? '')) this.#tellCommand(name, variable, text!);
      return words ?? [];
    });
    const line = sshLine(parts.flat());
    const left = [...line.left, ...(line.address ? [line.address] : [])];
    for (const one of left) this.#tell(name, one, say('import-ssh-argument'));
    const { remoteCommand: _, ...more } = line.more;
    return { ...line, more };
  }

  #tellCommand(host: string, variable: string, text: string): void {
    const where = this.#inventory.valueOf(host, variable)!.where;
    this.#tell(where, `${variable}=${text}`, say('import-ansible-command'));
  }

  /** Undefined where nothing is said, or it can't be known. */
  #text(host: string, names: readonly string[]): string | undefined {
    const given = this.#inventory.valueOf(host, ...names);
    if (typeof given?.value !== 'string') return undefined;
    const text = this.#filled(host, given.value);
    if (text === undefined) {
      const what = `${this.#nameOf(host, names, given)}=${given.value}`;
      this.#tell(given.where, what, say('import-ansible-template'));
    }
    return text;
  }

  #nameOf(host: string, names: readonly string[], { value }: Given): string {
    const is = (name: string): boolean => this.#inventory.valueOf(host, name)?.value === value;
    return names.findLast(is) ?? names[0]!;
  }

  /** With variables of the inventory in the place of `{{ name }}`; undefined where more is needed. */
  #filled(host: string, text: string, depth = 0): string | undefined {
    if (!/\{[{%#]/.test(text)) return text;
    if (depth > TEMPLATE_DEPTH || text.length > 10_000) return undefined;
    const filled = text.replace(/\{\{\s*(\w+)\s*\}\}/g, (written, name: string) => {
      const value = this.#variable(host, name);
      return typeof value === 'string' ? value : written;
    });
    return filled === text ? undefined : this.#filled(host, filled, depth + 1);
  }

  #variable(host: string, name: string): Value | undefined {
    if (name === 'inventory_hostname') return host;
    if (name === 'inventory_hostname_short') return host.split('.')[0];
    return isSecret(name) ? undefined : this.#inventory.valueOf(host, name)?.value;
  }

  /** Once, however many hosts have it from the same place. */
  #tell(where: string, what: string, why: Said): void {
    const key = `${where}\0${what}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.unmapped.push({ where, what, why });
  }
}

function whyNot(way: string): Said {
  if (way === 'local') return say('import-ansible-local');
  return say(WITHOUT_ADDRESS.includes(way) ? 'import-ansible-without-ssh' : 'import-no-kind-yet');
}
