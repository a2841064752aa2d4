// What is typed into the form of a folder: its name, where it lies, its colour, and the values that it
// has for the hosts in it; and what is wrong with them.
import type {
  Bridge,
  FieldName,
  FolderDraft,
  FolderErrors,
  FolderFields,
  InheritedValue,
  SavedFolder,
} from '../../electron/ipc/contract.ts';
import { inSections, type FieldInfo, type Kinds } from '../lib/kinds.ts';
import { isAbout, problemsIn, type Problems } from '../lib/problems.ts';
import { InheritedValues } from './inheritedValues.svelte.ts';

export type FolderPart = 'name' | 'parent' | FieldName;

export class FolderForm {
  readonly fields: readonly FieldInfo[];
  readonly id: string | null;
  readonly #bridge: Bridge;
  readonly #initial: FolderDraft;
  readonly #inherited: InheritedValues;
  #errors = $state.raw<FolderErrors>({});
  #visited: FolderPart[] = [];
  #checks = 0;
  draft: FolderDraft & { fields: Record<FieldName, string> };
  saving = $state(false);

  /** @param parent where a new one is to lie */
  constructor(
    bridge: Bridge,
    kinds: Kinds,
    folder: SavedFolder | null,
    parent: string | null = null,
  ) {
    this.#bridge = bridge;
    this.fields = kinds.inherited;
    this.id = folder?.id ?? null;
    this.#initial = folder ?? { name: '', parent, color: 'none', fields: {} };
    this.#inherited = new InheritedValues(bridge);
    const { name, color } = this.#initial;
    const fields = this.fields.map((field) => [field.name, this.#initial.fields[field.name] ?? '']);
    this.draft = $state({
      ...{ name, parent: this.#initial.parent, color },
      fields: Object.fromEntries(fields) as Record<FieldName, string>,
    });
  }

  get isNew(): boolean {
    return this.id === null;
  }

  /** What is wrong with which part, in words. */
  get errors(): Problems<FolderPart> {
    return problemsIn(this.#errors);
  }

  /** True when closing would lose something. */
  get changed(): boolean {
    const { name, parent, color, fields } = this.#initial;
    const now = this.draft;
    if (now.name !== name || now.parent !== parent || now.color !== color) return true;
    return this.fields.some((field) => now.fields[field.name] !== (fields[field.name] ?? ''));
  }

  /** The first wrong part as they stand on the screen. */
  get firstWrong(): FolderPart | null {
    return this.#order.find((part) => this.#errors[part]) ?? null;
  }

  /** What the folders around it have for a field; undefined for nothing. */
  from(name: FieldName): InheritedValue | undefined {
    return this.#inherited.of(name);
  }

  /** Asks what the folders around have: at first, and after another was chosen. */
  async inherit(): Promise<void> {
    const adding = this.fields.filter(({ addsUp }) => addsUp);
    const own: FolderFields = Object.fromEntries(
      adding.map(({ name }) => [name, this.draft.fields[name]]),
    );
    await this.#inherited.ask(this.draft.parent, own);
  }

  /** Leaving a part checks the whole, and shows what concerns parts that were visited. */
  async leave(part: FolderPart): Promise<void> {
    if (part === 'name' && this.draft.name === '' && this.isNew) return;
    this.#visited.push(part);
    await this.#check();
  }

  /** A part that was found wrong is another now: looks again at once. */
  async typed(part: FolderPart): Promise<void> {
    if (isAbout(part, this.#errors)) await this.#check();
  }

  /** Null means that it was refused, and `errors` says why. */
  async save(): Promise<SavedFolder | null> {
    this.saving = true;
    try {
      const result = await this.#bridge.call('folders:save', this.#draft, this.id);
      this.#checks += 1;
      this.#errors = result.ok ? {} : result.errors;
      this.#visited = this.#order;
      return result.ok ? result.folder : null;
    } finally {
      this.saving = false;
    }
  }

  async #check(): Promise<void> {
    const turn = ++this.#checks;
    const found = await this.#bridge.call('folders:check', this.#draft, this.id);
    if (turn !== this.#checks) return; // a later check or a save knows better
    const shown = Object.entries(found).filter(([part]) =>
      this.#visited.includes(part as FolderPart),
    );
    this.#errors = Object.fromEntries(shown);
  }

  get #order(): FolderPart[] {
    const { usual, sections } = folderPlaces(this.fields);
    const fields = [...usual, ...sections.flatMap((part) => part.fields)];
    return ['name', 'parent', ...fields.map(({ name }) => name)];
  }

  /** Without values that are empty. */
  get #draft(): FolderDraft {
    const { name, parent, color, fields } = this.draft;
    const said = Object.entries(fields).filter(([, value]) => value.trim() !== '');
    return { name, parent, color, fields: Object.fromEntries(said) };
  }
}

/** Where fields stand: the few that most folders have in sight, the others in sections. */
export function folderPlaces(fields: readonly FieldInfo[]) {
  const usual = fields.filter(({ section }) => !section);
  const sections = inSections(fields).filter((part) => part.fields.length > 0);
  return { usual, sections };
}
