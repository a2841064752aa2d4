// An Ansible inventory in YAML, and what `ansible-inventory --list` prints (JSON is YAML, too). The
// document is walked as it is written: names and ports stay text, and what has a tag of Ansible's own is
// no error.
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node } from 'yaml';
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import { IMPORT_DEPTH } from '../limits.ts';
import { STRUCTURE, VAULT, type Inventory, type Value, type Vars } from './ansibleInventory.ts';
import { patternOf } from './ansiblePattern.ts';

const VAULT_TAGS = ['!vault', '!vault-encrypted', 'tag:yaml.org,2002:vault'];

/** A mapping's values by their keys as written, with what is merged into it. */
type Fields = Map<string, Node | null>;

interface Tree {
  readonly document: Document;
  readonly inventory: Inventory;
  /** Under which names a body was read: aliases of aliases would be read without end. */
  readonly read: Map<Node | null, Set<string>>;
}

/** Throws a `PersonError` where it is no YAML. */
export function yamlDocuments(text: string): Document[] {
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'error',
  });
  const parsed = Array.isArray(documents) ? (documents as Document[]) : [];
  const error = parsed.flatMap(({ errors }) => errors)[0];
  if (error) {
    const { line = 1, col = 1 } = error.linePos?.[0] ?? {};
    throw new PersonError(say('import-xml-damaged', { line, column: col }), { cause: error });
  }
  return parsed;
}

/** Groups at the top, at least one of which has hosts or further groups. */
export function looksLikeYaml(text: string): boolean {
  if (!/(^|[{,\s])["']?(hosts|children)["']?\s*:/.test(text)) return false;
  return yamlDocuments(text).some((document) => {
    const groups = [...fieldsOf(document, document.contents)];
    const bodies = groups.map(([, body]) => resolved(document, body));
    const isGroup = (body: Node | null): boolean =>
      body === null || isMap(body) || isEmptyText(body);
    if (groups.length === 0 || !bodies.every(isGroup)) return false;
    return bodies.some((body) => {
      const fields = fieldsOf(document, body);
      const isOther = [...fields.keys()].some((key) => !KEYS.includes(key));
      return !isOther && ['hosts', 'children'].some((key) => isGroups(document, fields.get(key)));
    });
  });
}

const KEYS = ['hosts', 'children', 'vars'];

function isGroups(document: Document, body: Node | null | undefined): boolean {
  const value = resolved(document, body ?? null);
  return isMap(value) || (isSeq(value) && value.items.every((one) => isScalar(one)));
}

export function readYaml(text: string, inventory: Inventory): void {
  for (const document of yamlDocuments(text)) {
    const tree = { document, inventory, read: new Map<Node | null, Set<string>>() };
    for (const [name, body] of fieldsOf(document, document.contents)) {
      if (name === '_meta') readMeta(tree, body);
      else readGroup(tree, name, body, 1);
    }
  }
}

/** Variables of a file in group_vars or host_vars. */
export function readVariables(text: string): Vars {
  const vars: Vars = new Map();
  for (const document of yamlDocuments(text)) {
    addVars(document, document.contents, vars);
  }
  return vars;
}

function readMeta({ document, inventory }: Tree, body: Node | null): void {
  const hosts = fieldsOf(document, body).get('hostvars') ?? null;
  for (const [name, vars] of fieldsOf(document, hosts)) {
    const own: Vars = new Map();
    addVars(document, vars, own);
    inventory.addHost(name, 'ungrouped', own);
  }
}

function readGroup(tree: Tree, name: string, body: Node | null, depth: number): void {
  const { document, inventory } = tree;
  if (depth > IMPORT_DEPTH) throw new PersonError(say('import-folder-deep', { file: name }));
  const group = inventory.group(name);
  const value = resolved(document, body);
  const names = tree.read.get(value) ?? new Set();
  if (names.has(name)) return;
  tree.read.set(value, names.add(name));
  if (isSeq(value)) return readNames(tree, value.items as Node[], name);
  for (const [key, part] of fieldsOf(document, value)) {
    if (key === 'vars') addVars(document, part, group.vars);
    else if (key === 'hosts') readHosts(tree, part, name);
    else if (key === 'children') readChildren(tree, part, name, depth);
    else {
      const why = say('import-ansible-key-unknown');
      inventory.unmapped.push({ where: name, what: key, why });
    }
  }
}

function readChildren(tree: Tree, part: Node | null, parent: string, depth: number): void {
  const value = resolved(tree.document, part);
  const children = isSeq(value)
    ? value.items.map((item) => [textOf(tree.document, item as Node), null] as const)
    : [...fieldsOf(tree.document, value)];
  for (const [child, body] of children) {
    tree.inventory.addChild(parent, child);
    readGroup(tree, child, body, depth + 1);
  }
}

function readHosts(tree: Tree, part: Node | null, group: string): void {
  const { document, inventory } = tree;
  const value = resolved(document, part);
  if (isSeq(value)) return readNames(tree, value.items as Node[], group);
  if (isScalar(value) && !isEmptyText(value)) return readNames(tree, [value], group);
  if (isMap(value)) warnOfNumbers(value.items, inventory);
  readBodies(tree, value, group);
}

/** Hosts with their variables; what stands there instead of variables is told. */
function readBodies({ document, inventory }: Tree, map: Node | null, group: string): void {
  for (const [name, body] of fieldsOf(document, map)) {
    const vars: Vars = new Map();
    const value = resolved(document, body);
    if (value !== null && !isMap(value) && !isEmptyText(value)) {
      inventory.unmapped.push({
        where: group,
        what: name,
        why: say('import-ansible-no-variables'),
      });
    }
    addVars(document, body, vars);
    addHosts(inventory, name, group, vars);
  }
}

/** `- web1`, and `- web1: {…}`, which Ansible refuses, but which can mean nothing else. */
function readNames(tree: Tree, items: readonly Node[], group: string): void {
  for (const item of items) {
    const name = textOf(tree.document, item);
    if (name !== '') addHosts(tree.inventory, name, group, new Map());
    else readBodies(tree, item, group);
  }
}

function addHosts(inventory: Inventory, name: string, group: string, own: Vars): void {
  const pattern = patternOf(name);
  if (!pattern) {
    inventory.unmapped.push({ where: group, what: name, why: say('import-ansible-range') });
    return;
  }
  const vars: Vars = new Map(pattern.port ? [['ansible_port', pattern.port], ...own] : own);
  for (const one of pattern.names) inventory.addHost(one, group, vars);
}

function warnOfNumbers(items: readonly { key: unknown }[], inventory: Inventory): void {
  for (const { key } of items) {
    if (!isScalar(key) || key.type !== 'PLAIN' || !/^[-+]?[\d_.]*\d$/.test(String(key.value)))
      continue;
    if (/\..*\./.test(String(key.value))) continue; // an address
    const what = String(key.value);
    inventory.unmapped.push({ where: what, what, why: say('import-ansible-number') });
  }
}

function addVars(document: Document, node: Node | null, vars: Vars): void {
  for (const [key, value] of fieldsOf(document, node)) vars.set(key, valueOf(document, value));
}

function valueOf(document: Document, node: Node | null): Value {
  const value = resolved(document, node);
  if (value === null) return '';
  if (VAULT_TAGS.includes(value.tag ?? '')) return VAULT;
  if (!isScalar(value)) return STRUCTURE;
  const text = String(value.value ?? '');
  const isNothing = value.type === 'PLAIN' && /^(~|null)$/i.test(text);
  return isNothing ? '' : text;
}

function fieldsOf(document: Document, node: Node | null, depth = 0): Fields {
  const fields: Fields = new Map();
  const map = resolved(document, node);
  if (!isMap(map) || depth > IMPORT_DEPTH) return fields;
  for (const { key, value } of map.items) {
    const name = textOf(document, key as Node);
    if (name === '<<') merge(document, value as Node | null, fields, depth);
    else fields.set(name, value as Node | null);
  }
  return fields;
}

/** What is written in the mapping itself is stronger than what is merged into it. */
function merge(document: Document, node: Node | null, fields: Fields, depth: number): void {
  const value = resolved(document, node);
  const sources = isSeq(value) ? (value.items as Node[]) : [value];
  for (const source of sources) {
    for (const [name, one] of fieldsOf(document, source, depth + 1)) {
      if (!fields.has(name)) fields.set(name, one);
    }
  }
}

function resolved(document: Document, node: Node | null): Exclude<Node, { source: string }> | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function textOf(document: Document, node: Node | null): string {
  const value = resolved(document, node);
  return isScalar(value) ? String(value.value ?? '') : '';
}

function isEmptyText(node: Node | null): boolean {
  return isScalar(node) && /^(|~|null)$/i.test(String(node.value ?? ''));
}
