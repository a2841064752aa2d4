// One thing of several hosts that is made the same: what they have in common, what was changed of it, and
// saving that as one change. What nobody touched stays as it is with each.
import type {
  Bridge,
  FieldErrors,
  FieldName,
  HostColor,
  HostsPatch,
  SavedHost,
} from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import { inPlaces, type Kinds } from '../lib/kinds.ts';
import { commonOf, manyFields, readTags, tagsOf, type ManyField } from '../lib/manyFields.ts';
import { isAbout, problemsIn, type Problems } from '../lib/problems.ts';
import { mapOf, setOf, toggled } from '../lib/sets.ts';

/** What can be changed beside the fields of kinds. */
export type CommonPart = 'color' | 'favourite' | 'folder' | 'tags' | 'removeTags';
export type ManyPart = CommonPart | FieldName;

export class EditMany {
  readonly hosts: readonly SavedHost[];
  /** Fields of the kinds that can be changed. */
  readonly fields: readonly ManyField[];
  readonly tags: readonly { tag: string; of: number }[];
  readonly common: {
    color: HostColor | null;
    favourite: boolean | null;
    /** Undefined where they lie in different ones. */
    folder: string | null | undefined;
  };
  readonly #bridge: Bridge;
  #values = $state<Partial<Record<FieldName, string>>>({});
  /** Null, and for the folder undefined: it stays as it is. */
  color = $state<HostColor | null>(null);
  favourite = $state<boolean | null>(null);
  folder = $state<string | null | undefined>(undefined);
  addTags = $state('');
  #removed = $state.raw<ReadonlySet<string>>(setOf());
  #errors = $state.raw<FieldErrors>({});
  busy = $state(false);
  error = $state('');

  constructor(bridge: Bridge, kinds: Kinds, hosts: readonly SavedHost[]) {
    this.#bridge = bridge;
    this.hosts = hosts;
    this.fields = manyFields(hosts, kinds);
    this.tags = tagsOf(hosts);
    const folders = setOf(hosts.map(({ folder }) => folder));
    this.common = {
      color: commonOf(hosts.map(({ color }) => color)),
      favourite: commonOf(hosts.map(({ favourite }) => favourite)),
      folder: folders.size === 1 ? [...folders][0] : undefined,
    };
  }

  /** Where fields stand: the usual ones, and the rare ones in sections. */
  get places() {
    const byName = mapOf(this.fields.map((one) => [one.field.name, one]));
    const { first, usual, sections } = inPlaces(this.fields.map(({ field }) => field));
    const of = ({ name }: { name: FieldName }) => byName.get(name)!;
    // What stands first in one kind's form may be rare in another's.
    const before = first.filter(({ section }) => !section);
    const rare = first.filter(({ section }) => section);
    return {
      usual: [...before, ...usual].map(of),
      sections: sections.map(({ section, fields }) => ({
        section,
        fields: [...rare.filter((one) => one.section === section), ...fields].map(of),
      })),
    };
  }

  /** What a field is made; undefined where it stays. */
  value(name: FieldName): string | undefined {
    return this.#values[name];
  }

  set(name: FieldName, value: string): void {
    this.#values[name] = value;
    this.#mended(name);
  }

  isRemoved(tag: string): boolean {
    return this.#removed.has(tag);
  }

  toggleTag(tag: string): void {
    this.#removed = toggled(this.#removed, tag);
  }

  /** Hosts that lose a tag. */
  get removes(): number {
    const keys = setOf([...this.#removed].map((tag) => tag.toLowerCase()));
    return this.hosts.filter(({ tags }) => tags.some((tag) => keys.has(tag.toLowerCase()))).length;
  }

  tagsTyped(): void {
    this.#mended('tags');
  }

  /** It stays as it is after all. */
  leave(part: ManyPart): void {
    if (part === 'color' || part === 'favourite') this[part] = null;
    else if (part === 'folder') this.folder = undefined;
    else if (part === 'tags') this.addTags = '';
    else if (part === 'removeTags') this.#removed = setOf();
    else delete this.#values[part];
    this.#mended(part);
  }

  /** What is to become the same, in the order in which it stands in the form. */
  get changed(): readonly ManyPart[] {
    const common: [CommonPart, boolean][] = [
      ['color', this.color !== null],
      ['favourite', this.favourite !== null],
      ['folder', this.folder !== undefined],
      ['tags', readTags(this.addTags).length > 0],
      ['removeTags', this.#removed.size > 0],
    ];
    const fields = this.fields.map(({ field }) => field.name);
    return [
      ...common.filter(([, is]) => is).map(([part]) => part),
      ...fields.filter((name) => this.#values[name] !== undefined),
    ];
  }

  get errors(): Problems<keyof FieldErrors> {
    return problemsIn(this.#errors);
  }

  /** The first that is wrong, as they stand on the screen. */
  get firstWrong(): ManyPart | null {
    const isWrong = (part: ManyPart) => this.#errors[part as keyof FieldErrors] !== undefined;
    const fields = this.fields.map(({ field }) => field.name);
    return this.changed.find(isWrong) ?? fields.find(isWrong) ?? null;
  }

  get patch(): HostsPatch {
    const [addTags, removeTags] = [readTags(this.addTags), [...this.#removed]];
    return {
      ...(this.color !== null && { color: this.color }),
      ...(this.favourite !== null && { favourite: this.favourite }),
      ...(this.folder !== undefined && { folder: this.folder }),
      ...(addTags.length > 0 && { addTags }),
      ...(removeTags.length > 0 && { removeTags }),
      ...(Object.keys(this.#values).length > 0 && { fields: { ...this.#values } }),
    };
  }

  /** Answers with the change's name, by which it can be taken back; null where it was refused. */
  async save(): Promise<string | null> {
    if (this.busy || this.changed.length === 0) return null;
    [this.busy, this.error] = [true, ''];
    const act = crypto.randomUUID();
    try {
      const ids = this.hosts.map(({ id }) => id);
      this.#errors = await this.#bridge.call('hosts:patch', ids, this.patch, act);
      return Object.keys(this.#errors).length === 0 ? act : null;
    } catch (error) {
      this.error = reason(error);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** What was typed is another: what was wrong with it is so no more, as far as is known. */
  #mended(part: ManyPart): void {
    const isLeft = ([name]: [string, unknown]) => !isAbout(part, { [name]: true });
    this.#errors = Object.fromEntries(Object.entries(this.#errors).filter(isLeft));
  }
}
