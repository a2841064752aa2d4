// What is typed into the Add / Edit host dialog, and what is wrong with it. All fields of all
// kinds are kept while the dialog is open, so trying another kind loses nothing.
import type {
  Bridge,
  FieldErrors,
  FieldName as KindField,
  FolderFields,
  HostDraft,
  HostPlace,
  HostTest,
  InheritedValue,
  SavedHost,
} from '../../electron/ipc/contract.ts';
import type { FieldInfo, Kinds } from '../lib/kinds.ts';
import { freeName, hostOfLink } from '../lib/hostName.ts';
import { beforeHop } from '../lib/jumpHops.ts';
import { wholeHost } from '../lib/packedHosts.ts';
import { isAbout, problemsIn, type Problems } from '../lib/problems.ts';
import { tagsIn, withTags } from '../lib/tagsTyped.ts';
import { readInto, type Reading } from '../lib/typedWords.ts';
import { InheritedValues } from './inheritedValues.svelte.ts';

/** A host, and where it is put. */
export type FormDraft = HostDraft & HostPlace;
type FieldName = keyof FormDraft;

const NOWHERE: HostPlace = { folder: null, tags: [], notes: '', icon: '', favourite: false };

export class HostForm {
  readonly #bridge: Bridge;
  readonly #kinds: Kinds;
  #id = $state<string | null>(null);
  #initial: FormDraft;
  #errors = $state.raw<FieldErrors>({});
  #visited: FieldName[] = [];
  #checks = 0;
  draft: FormDraft;
  /** In the field for tags, and not one of them yet. */
  tagTyped = $state('');
  saving = $state(false);
  /** What became of the text that was typed or pasted as the address; null where it is one. */
  reading = $state.raw<Reading | null>(null);
  readonly #names: (folder: string | null) => readonly string[];
  /** What the folder that is chosen has for the host. */
  readonly #inherited: InheritedValues;

  /**
   * @param begun what is in its fields already, and would be lost; but for where it is put
   * @param names those that other hosts in a folder have
   */
  constructor(
    bridge: Bridge,
    kinds: Kinds,
    host: SavedHost | null,
    begun: Partial<FormDraft> = {},
    names: (folder: string | null) => readonly string[] = () => [],
  ) {
    this.#names = names;
    this.#bridge = bridge;
    this.#kinds = kinds;
    this.#id = host?.id ?? null;
    const known = host && wholeHost(host);
    this.#initial = {
      ...(known ? kinds.own(known) : kinds.empty),
      ...placeOf({ ...begun, ...known }),
    };
    this.#inherited = new InheritedValues(bridge, host?.inherited);
    this.draft = $state({ ...this.#initial, ...begun, tags: [...this.#initial.tags] });
  }

  /** Of the host that is edited; null for a new one. */
  get id(): string | null {
    return this.#id;
  }

  get isNew(): boolean {
    return this.#id === null;
  }

  /** What is wrong with which field, in words. */
  get errors(): Problems<FieldName> {
    return problemsIn(this.#errors);
  }

  /** True when closing would lose something. */
  get changed(): boolean {
    if (this.tagTyped.trim() !== '') return true;
    const names = Object.keys(this.#initial) as FieldName[];
    const kept = (of: FormDraft, name: FieldName) => JSON.stringify(of[name]);
    return names.some((name) => kept(this.draft, name) !== kept(this.#initial, name));
  }

  /** What the chosen folder has for a field; undefined for nothing. */
  from(name: KindField): InheritedValue | undefined {
    const said = this.#inherited.of(name);
    if (!said || name !== 'jumpHost' || this.#id === null) return said;
    const value = beforeHop(said.value, this.#id); // a jump host is gone to straight
    return value === '' ? undefined : { ...said, value };
  }

  /** Asks what the chosen folder has: at first, and after it or what lines add to became another. */
  async inherit(): Promise<void> {
    const adding = this.#kinds.of(this.draft.kind).fields.filter(({ addsUp }) => addsUp);
    const own: FolderFields = Object.fromEntries(
      adding.map(({ name }) => [name, this.draft[name]]),
    );
    await this.#inherited.ask(this.draft.folder, own);
  }

  /** What was typed as tags becomes some. */
  keepTags(text = this.tagTyped): void {
    this.draft.tags = withTags(this.draft.tags, tagsIn(text));
    this.tagTyped = '';
  }

  /** What it is called where no name is given: by what says where it is; '' where that can't be. */
  get nameIfEmpty(): string {
    const [first] = this.#kinds.of(this.draft.kind).fields;
    if (!first || first.choices) return '';
    const value = this.draft[first.name].trim();
    const place = first.secret ? hostOfLink(value) : value;
    return freeName(place, this.draft.user.trim(), this.#names(this.draft.folder));
  }

  /** A secret that is saved already: the field may stay empty. */
  isStored({ secret }: FieldInfo): boolean {
    return secret !== undefined && !this.isNew && this.draft.kind === this.#initial.kind;
  }

  /**
   * Puts what is typed as the address into its fields, where it is more than one: a command, a link.
   * True where the form is that of another kind by it.
   */
  readAddress(): boolean {
    if (this.draft.kind !== 'ssh') return false;
    const read = readInto(this.draft);
    if (!read) return false;
    this.draft = read.draft;
    this.reading = read.reading;
    return read.draft.kind !== 'ssh';
  }

  /** Leaving a field checks the whole, and shows what concerns fields that were visited. */
  async leave(field: FieldName): Promise<void> {
    if (field === 'address') this.readAddress();
    if (this.draft[field] === '' && this.isNew) return;
    this.#visited.push(field);
    await this.#check();
  }

  /** Typing in a field that was found wrong: looks again at once. */
  async typed(field: FieldName): Promise<void> {
    if (isAbout(field, this.#errors)) await this.#check();
  }

  /**
   * Saves; null means that it was refused, and `errors` says why; or that the address is read only now
   * and would start a program, which is to be seen first: then `reading` says so.
   */
  async save(): Promise<SavedHost | null> {
    const before = this.reading;
    this.readAddress();
    if (this.reading !== before && this.reading!.runs.length > 0) return null;
    this.keepTags();
    this.saving = true;
    try {
      const result = await this.#bridge.call('hosts:save', this.#draft, this.#id);
      this.#checks += 1;
      this.#errors = result.ok ? {} : result.errors;
      this.#visited = this.#kinds.order(this.draft.kind);
      return result.ok ? result.host : null;
    } finally {
      this.saving = false;
    }
  }

  /** It was saved, and stays open for what is still to be done: it is that host from now on. */
  stays(host: SavedHost): void {
    this.#id = host.id;
    this.#initial = { ...this.#kinds.own(host), ...placeOf(host) };
    this.draft.name = host.name;
  }

  /**
   * Looks whether the host can be reached; null means that fields are wrong, and `errors` says which.
   * @param proxyPassword as it is typed; '' for the one that is kept
   */
  async test(proxyPassword = ''): Promise<HostTest | null> {
    this.readAddress();
    const typed = proxyPassword === '' ? undefined : proxyPassword;
    const result = await this.#bridge.call('hosts:test', this.#draft, this.#id, typed);
    this.#checks += 1;
    this.#errors = result.ok ? {} : result.errors;
    this.#visited = this.#kinds.order(this.draft.kind);
    return result.ok ? result.found : null;
  }

  /** What a test of it depends on: another one makes what was found old. */
  get tested(): string {
    const { name: _, color: __, ...rest } = this.#kinds.own(this.draft);
    return JSON.stringify([this.draft.folder, rest]);
  }

  /** The first wrong field as they stand on the screen. */
  get firstWrong(): FieldName | null {
    return this.#kinds.order(this.draft.kind).find((field) => this.#errors[field]) ?? null;
  }

  get #draft(): FormDraft {
    const tags = withTags(this.draft.tags, tagsIn(this.tagTyped));
    const own = { ...this.#kinds.own(this.draft), ...placeOf(this.draft), tags };
    return own.name.trim() === '' ? { ...own, name: this.nameIfEmpty } : own;
  }

  async #check(): Promise<void> {
    const turn = ++this.#checks;
    const found = await this.#bridge.call('hosts:check', this.#draft, this.#id);
    if (turn !== this.#checks) return; // a later check or a save knows better
    const shown = Object.entries(found).filter(([name]) =>
      this.#visited.includes(name as FieldName),
    );
    this.#errors = Object.fromEntries(shown);
  }
}

function placeOf(given: Partial<HostPlace>): HostPlace {
  const { folder, tags, notes, icon, favourite } = { ...NOWHERE, ...given };
  return { folder, tags: [...tags], notes, icon, favourite };
}
