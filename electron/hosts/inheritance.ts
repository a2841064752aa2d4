// Which values hold for a host: its own, and where it has none, those of its folder, the nearest first.
// Lines add up: of those with the same key, the nearest level's. Pure, and remembers each folder's part.
import type { FolderFields, Inherited, InheritedValue } from '../ipc/arrangeTypes.ts';
import type { HostField } from './kinds/kind.ts';
import { fieldsOf, heldValue, inheritedFields, unsaidValue } from './kinds/kinds.ts';
import type { FieldName, HostValues } from './kinds/kinds.ts';

export interface FolderNode {
  readonly id: string;
  readonly parent: string | null;
  readonly fields: FolderFields;
}

type Host = HostValues & { readonly kind: string; readonly folder: string | null };
type Line = { line: string; from: string | null };
type FolderPart = ReadonlyMap<FieldName, InheritedValue>;

export interface Effective {
  /** The host's values, as shells and tunnels are opened with them. */
  values: Partial<HostValues>;
  /** Those that aren't the host's own alone, and where they are from. */
  inherited: Inherited;
}

const NOTHING: FolderPart = new Map();

export class Inheritance {
  readonly #folders: ReadonlyMap<string, FolderNode>;
  readonly #parts = new Map<string, FolderPart>();
  readonly #fields = inheritedFields();

  constructor(folders: Iterable<FolderNode>) {
    this.#folders = new Map([...folders].map((folder) => [folder.id, folder]));
  }

  /** What holds for a host; one in a folder that isn't there is at the top. */
  of(host: Host): Effective {
    const part = this.#partOf(host.folder);
    const { fields, values } = unsaidOf(host.kind);
    const found: Effective = { values: { ...values }, inherited: {} };
    for (const [name, field] of fields) {
      const [own, outer] = [host[name], part.get(name)];
      if (own !== '' || outer) put(found, name, field, own, outer);
    }
    return found;
  }

  /**
   * What a folder has for the hosts in it, with those around it, where they say nothing themselves; of
   * lines those whose keys `own` doesn't have.
   */
  for(folder: string | null, own: FolderFields): Inherited {
    const found: Inherited = {};
    for (const [name, value] of this.#partOf(folder)) {
      const left = without(this.#fields.get(name)!, value, own[name] ?? '');
      if (left) found[name] = left;
    }
    return found;
  }

  /** What a folder says with those around it. Those that go in a circle say each what it says once. */
  #partOf(id: string | null, around: ReadonlySet<string> = new Set()): FolderPart {
    const folder = id === null || around.has(id) ? undefined : this.#folders.get(id);
    if (!folder) return NOTHING;
    const known = this.#parts.get(folder.id);
    if (known) return known;
    const part = this.#joined(folder, this.#partOf(folder.parent, new Set([...around, folder.id])));
    if (around.size === 0) this.#parts.set(folder.id, part);
    return part;
  }

  #joined({ id, fields }: FolderNode, outer: FolderPart): FolderPart {
    const part = new Map(outer);
    for (const [name, field] of this.#fields) {
      const value = fields[name] ?? '';
      if (value !== '') part.set(name, over(field, { value, from: id }, outer.get(name)));
    }
    return part;
  }
}

interface Unsaid {
  fields: readonly [FieldName, HostField][];
  values: Partial<HostValues>;
}

const unsaid = new Map<string, Unsaid>();

/** Fields of a kind that inherit, and what holds where nobody says anything: of most, with most hosts. */
function unsaidOf(kind: string): Unsaid {
  const known = unsaid.get(kind);
  if (known) return known;
  const fields = fieldsOf(kind).filter(([, { inherits }]) => inherits);
  const found: Effective = { values: {}, inherited: {} };
  for (const [name, field] of fields) put(found, name, field, '', undefined);
  const made = { fields, values: found.values };
  unsaid.set(kind, made);
  return made;
}

function put(
  found: Effective,
  name: FieldName,
  field: HostField,
  own: string,
  outer: InheritedValue | undefined,
): void {
  const values = found.values as Record<string, string>;
  values[name] = heldValue(field, own || (outer?.value ?? '')) || unsaidValue(field);
  if (!outer || (own !== '' && !field.lineKey)) return;
  const value = own === '' ? outer : over(field, { value: own, from: null }, outer);
  if (value.from === '') return; // the host says all of it
  values[name] = heldValue(field, value.value);
  found.inherited[name] = value;
}

/** `from` null: the host itself. Then the nearest folder that adds to it is told, '' where none does. */
function over(
  field: HostField,
  inner: { value: string; from: string | null },
  outer: InheritedValue | undefined,
): InheritedValue {
  const key = field.lineKey?.bind(field);
  if (!key) return { value: inner.value, from: inner.from ?? '' };
  const own = linesOf(inner.value).map((line): Line => ({ line, from: inner.from }));
  const keys = new Set(own.map(({ line }) => key(line)));
  const added = (outer?.lines ?? []).filter(({ line }) => !keys.has(key(line)));
  const lines = [...own, ...added];
  const from = inner.from ?? added[0]?.from ?? '';
  return { value: lines.map(({ line }) => line).join('\n'), from, lines };
}

/** Undefined where nothing is left. */
function without(field: HostField, value: InheritedValue, own: string): InheritedValue | undefined {
  const key = field.lineKey?.bind(field);
  if (!key) return value;
  const keys = new Set(linesOf(own).map(key));
  const lines = (value.lines ?? []).filter(({ line }) => !keys.has(key(line)));
  const from = lines[0]?.from;
  return from ? { value: lines.map(({ line }) => line).join('\n'), from, lines } : undefined;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
