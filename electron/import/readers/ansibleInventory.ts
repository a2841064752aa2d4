// Hosts and groups of an Ansible inventory, however it is written, and which value of a variable a host
// has in the end.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Unmapped } from '../found.ts';
import { IMPORT_DEPTH, IMPORT_HOSTS } from '../limits.ts';

/** A value that was encrypted. */
export const VAULT = Symbol('vault');
/** A list or a mapping: never a value that says how to connect. */
export const STRUCTURE = Symbol('structure');

export type Value = string | typeof VAULT | typeof STRUCTURE;
export type Vars = Map<string, Value>;

/** `vars` stand in the inventory; `fileVars` in files beside it, which are stronger. */
interface Scope {
  readonly vars: Vars;
  readonly fileVars: Vars;
}

interface Group extends Scope {
  readonly hosts: Set<string>;
  readonly parents: Set<string>;
}

interface Host extends Scope {
  readonly groups: Set<string>;
}

/** Where a variable got its value: `web:vars`, or a host's name. */
export interface Given {
  readonly value: Value;
  readonly where: string;
}

const TOP = 'all';
const NO_GROUP = 'ungrouped';

export class Inventory {
  readonly groups = new Map<string, Group>();
  readonly hosts = new Map<string, Host>();
  readonly unmapped: Unmapped[] = [];
  readonly #depths = new Map<string, number>();
  readonly #orders = new Map<string, readonly string[]>();

  group(name: string): Group {
    const known = this.groups.get(name);
    if (known) return known;
    const group: Group = { ...scope(), hosts: new Set(), parents: new Set() };
    this.groups.set(name, group);
    return group;
  }

  addHost(name: string, groupName: string, vars: ReadonlyMap<string, Value>): void {
    const host = this.hosts.get(name) ?? { ...scope(), groups: new Set<string>() };
    this.hosts.set(name, host);
    if (this.hosts.size > IMPORT_HOSTS) {
      throw new PersonError(say('import-too-many', { most: IMPORT_HOSTS }));
    }
    this.group(groupName).hosts.add(name);
    host.groups.add(groupName);
    for (const [key, value] of vars) host.vars.set(key, value);
  }

  addChild(parent: string, child: string): void {
    this.group(parent);
    if (parent !== child && child !== TOP) this.group(child).parents.add(parent);
  }

  /** Its own groups in the order of the file, then those that these are in. */
  groupsOf(host: string): readonly string[] {
    const found = new Set([...this.hosts.get(host)!.groups].filter(isRealGroup));
    for (const name of found) this.#addParents(name, found);
    return found.size > 0 ? [...found] : [NO_GROUP];
  }

  /** A set that grows while it is gone through visits what was added. */
  #addParents(name: string, found: Set<string>): void {
    for (const parent of this.groups.get(name)?.parents ?? []) {
      if (isRealGroup(parent)) found.add(parent);
    }
  }

  /** The strongest value of the last of these variables that has one: later ones are stronger. */
  valueOf(host: string, ...names: readonly string[]): Given | undefined {
    const given = names.map((name) => this.#given(host, name));
    return given.findLast((one) => one !== undefined && one.value !== '');
  }

  #given(name: string, key: string): Given | undefined {
    const host = this.hosts.get(name)!;
    const own = host.fileVars.get(key) ?? host.vars.get(key);
    if (own !== undefined) return { value: own, where: name };
    const order = this.#order(name);
    return this.#ofGroups(order, 'fileVars', key) ?? this.#ofGroups(order, 'vars', key);
  }

  #ofGroups(order: readonly string[], kind: keyof Scope, key: string): Given | undefined {
    for (const group of order) {
      const value = this.groups.get(group)?.[kind].get(key);
      if (value !== undefined) return { value, where: `${group}:vars` };
    }
    return undefined;
  }

  /** The strongest group first: the deepest, of the same depth that of the greatest priority, or name. */
  #order(host: string): readonly string[] {
    const groups = this.groupsOf(host);
    const key = groups.join('\0');
    const known = this.#orders.get(key);
    if (known) return known;
    const sorted = groups.toSorted(
      (one, other) =>
        this.#depth(other) - this.#depth(one) ||
        this.#priority(other) - this.#priority(one) ||
        (one < other ? 1 : -1),
    );
    const order = [...sorted, TOP];
    this.#orders.set(key, order);
    return order;
  }

  #priority(name: string): number {
    const priority = this.groups.get(name)?.vars.get('ansible_group_priority');
    return typeof priority === 'string' ? Number(priority) || 1 : 1;
  }

  #depth(name: string, below: readonly string[] = []): number {
    const known = this.#depths.get(name);
    if (known !== undefined) return known;
    if (below.length > IMPORT_DEPTH)
      throw new PersonError(say('import-folder-deep', { file: name }));
    const parents = [...(this.groups.get(name)?.parents ?? [])].filter((parent) => {
      const isLoop = parent === name || below.includes(parent);
      if (isLoop)
        this.unmapped.push({ where: name, what: parent, why: say('import-ansible-loop') });
      return !isLoop;
    });
    const depths = parents.map((parent) => this.#depth(parent, [...below, name]));
    const depth = 1 + Math.max(0, ...depths);
    this.#depths.set(name, depth);
    return depth;
  }
}

function scope(): { vars: Vars; fileVars: Vars } {
  return { vars: new Map(), fileVars: new Map() };
}

function isRealGroup(name: string): boolean {
  return name !== TOP && name !== NO_GROUP;
}
