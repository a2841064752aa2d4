// The kinds of hosts, as the main process declares them: asked for once, the same ever after.
import type {
  FieldInfo,
  FieldName,
  HostDraft,
  HostPlace,
  HostKindInfo,
  HostKinds,
  Section,
} from '../../electron/ipc/contract.ts';

export class Kinds {
  /** What the form for a new host begins with. */
  readonly empty: HostDraft;
  readonly #all: readonly HostKindInfo[];

  constructor({ kinds, empty }: HostKinds) {
    this.#all = kinds;
    this.empty = empty;
  }

  /** Those that a person may add. */
  get listed(): HostKindInfo[] {
    return this.#all.filter(({ unlisted }) => !unlisted);
  }

  has(kind: string): boolean {
    return this.#all.some((one) => one.kind === kind);
  }

  /** One that isn't known has its name and no fields. */
  of(kind: string): Omit<HostKindInfo, 'kind'> {
    const known = this.#all.find((one) => one.kind === kind);
    return known ?? { word: kind, badge: kind, unlisted: true, measured: 'link', fields: [] };
  }

  /** The order in which fields stand on the screen, for finding the first wrong one. */
  order(kind: string): (keyof (HostDraft & HostPlace))[] {
    const { first, usual, sections } = inPlaces(this.of(kind).fields);
    const names = (fields: readonly FieldInfo[]) => fields.map(({ name }) => name);
    const closed = sections.flatMap(({ section, fields }) => [
      ...(BESIDE_FIELDS[section] ?? []),
      ...names(fields),
    ]);
    return ['kind', ...names(first), 'name', 'folder', ...names(usual), ...closed];
  }

  /** Fields that a folder may have a value for: those of all kinds that a person adds, each once. */
  get inherited(): FieldInfo[] {
    const all = this.listed.flatMap(({ fields }) => fields).filter(({ inherits }) => inherits);
    return [...new Map(all.map((field) => [field.name, field])).values()];
  }

  /** The draft as it is saved: what was typed into fields of another kind is left out. */
  own({ kind, name, color, ...values }: HostDraft): HostDraft {
    const own = this.of(kind).fields.map((field) => [field.name, values[field.name]]);
    return { ...this.empty, kind, name, color, ...Object.fromEntries(own) };
  }
}

/** What stands in a section beside fields of a kind, whatever that is. */
export const BESIDE_FIELDS: Partial<
  Record<SectionName, readonly (keyof (HostDraft & HostPlace))[]>
> = {
  look: ['color', 'icon'],
  tags: ['tags', 'notes', 'favourite'],
};

export type SectionName = Section | 'tags';

/** As they stand below each other. */
const SECTIONS: readonly SectionName[] = [
  ...(['connection', 'proxy', 'alive', 'files', 'look', 'tags', 'options'] as const),
];

/** A part of the form that begins closed. */
export interface FormSection {
  section: SectionName;
  fields: FieldInfo[];
}

/** Where fields stand: the one that says where it is before the name, the rare ones in sections. */
export function inPlaces(fields: readonly FieldInfo[]) {
  const [first, ...others] = fields;
  return {
    first: first ? [first] : [],
    usual: others.filter(({ section }) => !section),
    sections: inSections(others),
  };
}

/** Those that have something in them. */
export function inSections(fields: readonly FieldInfo[]): FormSection[] {
  return SECTIONS.map((section) => ({
    section,
    fields: fields.filter((field) => field.section === section),
  })).filter(({ section, fields }) => fields.length > 0 || BESIDE_FIELDS[section]);
}

/** A value as it is told in a line: by the words of its choice, and without line breaks. */
export function shownValue({ choices }: FieldInfo, value: string): string {
  const chosen = choices?.find((choice) => choice.value === value);
  return chosen?.label ?? value.trim().replace(/\s*\n\s*/g, ', ');
}

/** Fields in the rows in which they stand: narrow ones beside each other, else one a row. */
export function inRows(fields: readonly FieldInfo[]): FieldInfo[][] {
  const rows: FieldInfo[][] = [];
  for (const field of fields) {
    const row = rows.at(-1);
    if (field.narrow && row?.[0]?.narrow) row.push(field);
    else rows.push([field]);
  }
  return rows;
}

export type { FieldInfo, FieldName };
