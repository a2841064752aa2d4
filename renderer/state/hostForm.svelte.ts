// What is typed into the Add / Edit host dialog, and what is wrong with it. All fields of all
// kinds are kept while the dialog is open, so trying another kind loses nothing.
import type { Bridge, FieldErrors, HostDraft, SavedHost } from '../../electron/ipc/contract.ts';
import type { FieldInfo, Kinds } from '../lib/kinds.ts';
import { problemsIn, type Problems } from '../lib/problems.ts';

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

  constructor(bridge: Bridge, kinds: Kinds, host: SavedHost | null) {
    this.#bridge = bridge;
    this.#kinds = kinds;
    this.#id = host?.id ?? null;
    this.#initial = host ? kinds.own(host) : kinds.empty;
    this.draft = $state({ ...this.#initial });
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

  /** A secret that is saved already: the field may stay empty. */
  isStored({ secret }: FieldInfo): boolean {
    return secret !== undefined && !this.isNew && this.draft.kind === this.#initial.kind;
  }

  /** Leaving a field checks the whole, and shows what concerns fields that were visited. */
  async leave(field: FieldName): Promise<void> {
    if (this.draft[field] === '' && this.isNew) return;
    this.#visited.push(field);
    await this.#check();
  }

  /** Typing in a field that was found wrong: looks again at once. */
  async typed(field: FieldName): Promise<void> {
    if (this.#errors[field]) await this.#check();
  }

  /** Saves; null means that it was refused, and `errors` says why. */
  async save(): Promise<SavedHost | null> {
    this.saving = true;
    try {
      const result = await this.#bridge.call('hosts:save', this.#kinds.own(this.draft), this.#id);
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

  async #check(): Promise<void> {
    const turn = ++this.#checks;
    const found = await this.#bridge.call('hosts:check', this.#kinds.own(this.draft), this.#id);
    if (turn !== this.#checks) return; // a later check or a save knows better
    const shown = Object.entries(found).filter(([name]) =>
      this.#visited.includes(name as FieldName),
    );
    this.#errors = Object.fromEntries(shown);
  }
}
