// What is typed into the Add / Edit host dialog, and what is wrong with it. All fields of all
// kinds are kept while the dialog is open, so trying another kind loses nothing.
import type { Bridge, FieldErrors, HostDraft, SavedHost } from '../../electron/ipc/contract.ts';
import type { FieldInfo, Kinds } from '../lib/kinds.ts';
import { freeName, hostOfLink } from '../lib/hostName.ts';
import { problemsIn, type Problems } from '../lib/problems.ts';
import { readInto, type Reading } from '../lib/typedWords.ts';

type FieldName = keyof HostDraft;

export class HostForm {
  readonly #bridge: Bridge;
  readonly #kinds: Kinds;
  readonly #id: string | null;
  readonly #initial: HostDraft;
  #errors = $state.raw<FieldErrors>({});
  #visited: FieldName[] = [];
  #checks = 0;
  draft: HostDraft;
  saving = $state(false);
  /** What became of the text that was typed or pasted as the address; null where it is one. */
  reading = $state.raw<Reading | null>(null);
  readonly #names: () => readonly string[];

  /**
   * @param begun what is in its fields already, and would be lost
   * @param names those that other hosts have
   */
  constructor(
    bridge: Bridge,
    kinds: Kinds,
    host: SavedHost | null,
    begun: Partial<HostDraft> = {},
    names: () => readonly string[] = () => [],
  ) {
    this.#names = names;
    this.#bridge = bridge;
    this.#kinds = kinds;
    this.#id = host?.id ?? null;
    this.#initial = host ? kinds.own(host) : kinds.empty;
    this.draft = $state({ ...this.#initial, ...begun });
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
    const names = Object.keys(this.#initial) as FieldName[];
    return names.some((name) => this.draft[name] !== this.#initial[name]);
  }

  /** What it is called where no name is given: by what says where it is; '' where that can't be. */
  get nameIfEmpty(): string {
    const [first] = this.#kinds.of(this.draft.kind).fields;
    if (!first || first.choices) return '';
    const value = this.draft[first.name].trim();
    const place = first.secret ? hostOfLink(value) : value;
    return freeName(place, this.draft.user.trim(), this.#names());
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
    if (this.#errors[field]) await this.#check();
  }

  /**
   * Saves; null means that it was refused, and `errors` says why; or that the address is read only now
   * and would start a program, which is to be seen first: then `reading` says so.
   */
  async save(): Promise<SavedHost | null> {
    const before = this.reading;
    this.readAddress();
    if (this.reading !== before && this.reading!.runs.length > 0) return null;
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

  /** The first wrong field as they stand on the screen. */
  get firstWrong(): FieldName | null {
    return this.#kinds.order(this.draft.kind).find((field) => this.#errors[field]) ?? null;
  }

  get #draft(): HostDraft {
    const own = this.#kinds.own(this.draft);
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
