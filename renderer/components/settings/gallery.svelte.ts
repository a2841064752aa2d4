// What the gallery of schemes does: shows some of them, tries one on, keeps it or puts the one before it
// back, brings files in and forgets what they brought.
import { isDark } from '../../../core/look/ground.ts';
import { BOWLINE_DARK, BOWLINE_LIGHT } from '../../../core/look/ours.ts';
import type { Scheme } from '../../../core/look/scheme.ts';
import type { GivenFile, ImportedSchemes, Settings } from '../../../electron/ipc/contract.ts';
import { inWords } from '../../../words/said.ts';
import { words } from '../../../words/window.ts';
import { lookFor } from '../../lib/looks.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import { keepSetting } from './keepSetting.ts';

export type Filter = 'all' | 'dark' | 'light';

/** What is said of files that could not be imported; the rest is only counted. */
const REFUSALS_SHOWN = 5;
const texts = words.look;

export class Gallery {
  filter = $state<Filter>('all');
  /** What came of the last thing that was done. */
  said = $state.raw<readonly string[]>([]);
  /** What could not be done, likewise. */
  refused = $state.raw<readonly string[]>([]);
  #forgotten = $state.raw<{ scheme: Scheme; before: Partial<Settings> } | null>(null);
  readonly #app: Workspace;
  readonly #dark = $derived(this.all.filter(({ background }) => isDark(background)));

  constructor(app: Workspace) {
    this.#app = app;
  }

  get all(): readonly Scheme[] {
    return this.#app.settings.schemes.all;
  }

  get shown(): readonly Scheme[] {
    if (this.filter === 'dark') return this.#dark;
    if (this.filter === 'light') return this.all.filter((one) => !this.#dark.includes(one));
    return this.all;
  }

  get filters(): { value: Filter; label: string }[] {
    const [all, dark] = [this.all.length, this.#dark.length];
    return [
      { value: 'all', label: texts.filters.all(all) },
      { value: 'dark', label: texts.filters.dark(dark) },
      { value: 'light', label: texts.filters.light(all - dark) },
    ];
  }

  /** The one that the window is painted in, tried on or kept. */
  get current(): Scheme {
    const { settings } = this.#app;
    return settings.tried ?? settings.scheme;
  }

  isChosen({ id }: Scheme): boolean {
    return id === this.#app.settings.scheme.id;
  }

  /** The pair that the system's light and dark go by; null where that doesn't matter. */
  get pair(): { day: string; night: string } | null {
    const { theme, darkScheme, lightScheme } = this.#app.settings.current;
    return theme === 'system' ? { day: lightScheme, night: darkScheme } : null;
  }

  get keepsColours(): boolean {
    return this.#app.settings.current.keepColours.includes(this.current.id);
  }

  /** How many of the current one's colours are, or would be, shown stronger. */
  get raisedCount(): number {
    return lookFor({ ...this.current, keeps: false }).raisedCount;
  }

  /** The whole window is painted in it, until it is kept or put back. */
  try(scheme: Scheme): void {
    const { settings } = this.#app;
    settings.tried = this.isChosen(scheme) ? null : scheme;
  }

  /** Answers whether there was one. */
  putBack(): boolean {
    const { settings } = this.#app;
    const was = settings.tried !== null;
    settings.tried = null;
    return was;
  }

  /** Keeps it, for the night or the day as it is dark or light. */
  async keep(scheme: Scheme): Promise<void> {
    const { settings } = this.#app;
    const dark = isDark(scheme.background);
    const { theme } = settings.current;
    // Fixed to the other side, one that was just chosen would not be seen.
    const side = theme === 'system' ? {} : ({ theme: dark ? 'dark' : 'light' } as const);
    const chosen = dark ? { darkScheme: scheme.id } : { lightScheme: scheme.id };
    await keepSetting(this.#app, { ...side, ...chosen });
    settings.tried = null;
    const otherNow = (settings.theme === 'dark') !== dark;
    this.#say(otherNow ? [texts.keptFor(scheme.name, dark)] : []);
  }

  /** Shows the current one's colours as they are, or makes them readable again. */
  async toggleKeeping(): Promise<void> {
    const { id } = this.current;
    const others = this.#app.settings.current.keepColours.filter((one) => one !== id);
    const keepColours = this.keepsColours ? others : [...others, id];
    await keepSetting(this.#app, { keepColours });
  }

  /** Files that were dropped or pasted; null for those that the user is to choose. */
  async import(files: GivenFile[] | null): Promise<void> {
    const { schemes } = this.#app.settings;
    await this.#app.attempt(
      texts.failed.import,
      schemes.import(files).then((it) => this.#tell(it)),
    );
  }

  isImported(scheme: Scheme): boolean {
    return this.#app.settings.schemes.isImported(scheme);
  }

  /** Where it was in force, ours takes its place. */
  async forget(scheme: Scheme): Promise<void> {
    const { settings } = this.#app;
    const { darkScheme, lightScheme } = settings.current;
    const before = { darkScheme, lightScheme };
    this.putBack();
    const forgotten = settings.schemes.forget(scheme);
    await this.#app.attempt(texts.failed.forget, forgotten);
    if (settings.schemes.byId(scheme.id)) return;
    const change = {
      ...(darkScheme === scheme.id && { darkScheme: BOWLINE_DARK.id }),
      ...(lightScheme === scheme.id && { lightScheme: BOWLINE_LIGHT.id }),
    };
    if (Object.keys(change).length > 0) await keepSetting(this.#app, change);
    this.#say([texts.forgotten(scheme.name)]);
    this.#forgotten = { scheme, before };
  }

  get canUndo(): boolean {
    return this.#forgotten !== null;
  }

  async undo(): Promise<void> {
    const { settings } = this.#app;
    const last = this.#forgotten;
    if (!last) return;
    await this.#app.attempt(texts.failed.restore, settings.schemes.restore(last.scheme));
    if (!settings.schemes.byId(last.scheme.id)) return;
    await keepSetting(this.#app, last.before);
    this.#say([]);
  }

  #say(said: readonly string[], refused: readonly string[] = []): void {
    this.said = said;
    this.refused = refused;
    this.#forgotten = null;
  }

  #tell({ added, known, refused, madeBright }: ImportedSchemes): void {
    const names = (schemes: readonly Scheme[]) => schemes.map(({ name }) => name);
    const said = [
      ...(added.length > 0 ? [texts.added(names(added))] : []),
      ...(known.length > 0 ? [texts.known(names(known))] : []),
      ...(madeBright.length > 0 ? [texts.madeBright(madeBright)] : []),
    ];
    const reasons = refused.map(({ name, why }) => texts.refused(name, inWords(why)));
    const more = reasons.length - REFUSALS_SHOWN;
    const shown = reasons.slice(0, REFUSALS_SHOWN);
    this.#say(said, more > 0 ? [...shown, texts.refusedMore(more)] : shown);
    if (added.length > 0) this.filter = 'all';
  }
}
