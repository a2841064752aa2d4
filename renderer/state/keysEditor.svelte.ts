// Changing keys: which commands are shown, which key is being recorded, whom it would be taken from, and
// how to have it as it was before. What is stored are the differences from the app's own keys.
import {
  COMMAND_NAMES,
  COMMANDS,
  refusalOf,
  strokeOf,
  type ChangedKeys,
  type Chord,
} from '../../electron/ipc/commands.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';
import { fold } from '../lib/fold.ts';
import { Keymap, TAB_NUMBERS, type Command } from '../lib/keymap.ts';
import { chordOf, isModifier, type KeyStroke } from '../lib/keys.ts';
import { takerOf } from '../lib/takenKeys.ts';

const say = words.keys;

/** What is needed of the workspace. */
export interface KeysApp {
  readonly keymap: Keymap;
  readonly settings: { set(change: { keys: Record<string, string[] | null> }): Promise<void> };
}

/** One key of a command. */
export interface KeyItem {
  chord: Chord;
  written: string;
  place: keyof typeof say.wheres;
  /** Who else has it, or may take it; in words, '' for nobody. */
  trouble: string;
}

export interface KeysRow {
  command: Command;
  label: string;
  keys: KeyItem[];
  changed: boolean;
}

/** A key that is being pressed for a command: one more, or in the place of another. */
export interface Recording {
  command: Command;
  replaces: Chord | null;
  /** What is held down so far. */
  held: string;
  /** Why what was pressed can't be taken; '' before. */
  refused: string;
  /** Pressed, and other commands have it. */
  taken: { chord: Chord; others: readonly Command[] } | null;
}

export function labelOf(command: Command): string {
  const tab = /^tab-(\d)$/.exec(command);
  if (tab) return say.tab(Number(tab[1]));
  return COMMANDS[command as keyof typeof COMMANDS].words.replace(/…$/, '');
}

export class KeysEditor {
  readonly #app: KeysApp;
  query = $state('');
  /** Looking for whatever has the keys that are pressed; what was pressed stands in the query. */
  pressing = $state(false);
  #recording = $state.raw<Recording | null>(null);
  #said = $state('');
  #failure = $state('');
  #before = $state.raw<ChangedKeys | null>(null);

  readonly rows: KeysRow[] = $derived.by(() => this.found(this.query));

  constructor(app: KeysApp) {
    this.#app = app;
  }

  get recording(): Recording | null {
    return this.#recording;
  }

  /** What has just been done; '' before. */
  get said(): string {
    return this.#said;
  }

  get failure(): string {
    return this.#failure;
  }

  get canUndo(): boolean {
    return this.#before !== null;
  }

  get changedCount(): number {
    return Object.keys(this.#app.keymap.changed).length;
  }

  record(command: Command, replaces: Chord | null = null): void {
    this.#recording = { command, replaces, held: '', refused: '', taken: null };
  }

  stop(): void {
    this.#recording = null;
    this.pressing = false;
  }

  /** A key was pressed while one is recorded, or looked for. True when it isn't anybody else's. */
  pressed(stroke: KeyStroke): boolean {
    const bare = !stroke.ctrlKey && !stroke.altKey && !stroke.metaKey && !stroke.shiftKey;
    if (!this.#recording && !this.pressing) return false;
    if (stroke.key === 'Escape' && bare) this.stop();
    else if (isModifier(stroke)) this.#hold(stroke);
    else this.#take(chordOf(stroke));
    return true;
  }

  /** On macOS the menu hears a key that it has before the page does. */
  meant(command: Command): boolean {
    if (!this.#recording && !this.pressing) return false;
    const [chord] = this.#app.keymap.keysOf(command);
    if (chord) this.#take(strokeOf(chord));
    return true;
  }

  #hold(stroke: KeyStroke): void {
    const recording = this.#recording;
    if (!recording) return;
    const { ctrlKey, metaKey, altKey, shiftKey } = stroke;
    const asIfX = chordOf({ ctrlKey, metaKey, altKey, shiftKey, key: 'x', code: 'KeyX' });
    this.#recording = { ...recording, held: this.#app.keymap.written(asIfX).slice(0, -1) };
  }

  #take(chord: Chord): void {
    if (this.pressing) {
      this.query = this.#app.keymap.written(chord);
      this.pressing = false;
      return;
    }
    const recording = this.#recording!;
    const refusal = refusalOf(chord);
    const { keymap } = this.#app;
    const own = keymap.ownKeysOf(recording.command).some((one) => strokeOf(one) === chord);
    if (refusal && !own) {
      const refused = say.refusals[refusal];
      this.#recording = { ...recording, refused, held: keymap.written(chord), taken: null };
      return;
    }
    const others = keymap.conflicts(recording.command, chord);
    if (others.length === 0) return void this.#put(recording, this.#placed(recording, chord), []);
    this.#recording = {
      ...recording,
      refused: '',
      held: keymap.written(chord),
      taken: { chord, others },
    };
  }

  /** Its own key goes back to its own place. */
  #placed({ command }: Recording, chord: Chord): Chord {
    const own = this.#app.keymap.ownKeysOf(command);
    return own.find((one) => strokeOf(one) === chord) ?? chord;
  }

  /** Takes what was pressed from whoever has it. */
  async takeIt(): Promise<void> {
    const recording = this.#recording;
    if (!recording?.taken) return;
    const { chord, others } = recording.taken;
    await this.#put(recording, chord, others);
  }

  async #put(recording: Recording, chord: Chord, from: readonly Command[]): Promise<void> {
    const { command, replaces } = recording;
    this.#recording = null;
    const { keymap } = this.#app;
    const had = keymap.keysOf(command).filter((one) => one !== chord);
    const keys =
      replaces === null ? [...had, chord] : had.map((one) => (one === replaces ? chord : one));
    const freed = from.reduce((map, other) => without(map, other, chord), keymap);
    await this.#store(
      freed.with(command, keys),
      say.changed(labelOf(command), keymap.written(chord)),
    );
  }

  async remove(command: Command, chord: Chord): Promise<void> {
    const { keymap } = this.#app;
    const keys = keymap.keysOf(command).filter((one) => one !== chord);
    const label = labelOf(command);
    const left = keys.map((one) => keymap.written(one)).join(', ');
    await this.#store(
      keymap.with(command, keys),
      left ? say.changed(label, left) : say.cleared(label),
    );
  }

  async reset(command: Command): Promise<void> {
    const { keymap } = this.#app;
    const own = keymap.ownKeysOf(command);
    await this.#store(keymap.with(command, own), say.wasReset(labelOf(command)));
  }

  async resetAll(): Promise<void> {
    await this.#store({}, say.allReset(this.changedCount));
  }

  async undo(): Promise<void> {
    const before = this.#before;
    if (before) await this.#store(before, say.undone);
    this.#before = null;
  }

  async #store(keys: ChangedKeys, said: string): Promise<void> {
    const before = this.#app.keymap.changed;
    try {
      await this.#app.settings.set({ keys: plain(keys) });
      [this.#before, this.#said, this.#failure] = [before, said, ''];
    } catch (error) {
      this.#failure = words.notices.failed(say.notStored, reason(error));
    }
  }

  /** The commands that have what is looked for in their name or their keys; all for ''. */
  found(query: string): KeysRow[] {
    const { keymap } = this.#app;
    const rows = [...COMMAND_NAMES, ...TAB_NUMBERS].map((command) => this.#row(command, keymap));
    const parts = fold(query).split(/\s+/).filter(Boolean);
    return rows.filter((row) => parts.every((part) => haystack(row).includes(part)));
  }

  #row(command: Command, keymap: Keymap): KeysRow {
    const keys = keymap.keysOf(command).map((chord) => ({
      chord,
      written: keymap.written(chord),
      place: (/^(terminal|elsewhere):/.exec(chord)?.[1] ?? '') as KeyItem['place'],
      trouble: troubleOf(command, chord, keymap),
    }));
    return { command, label: labelOf(command), keys, changed: keymap.isChanged(command) };
  }
}

function haystack({ label, keys, command }: KeysRow): string {
  return fold([label, command, ...keys.map(({ written }) => written)].join('\n'));
}

function troubleOf(command: Command, chord: Chord, keymap: Keymap): string {
  const written = keymap.written(chord);
  const others = keymap.conflicts(command, chord);
  // A key that belongs to a place goes before one that holds everywhere: meant so where nobody changed it.
  const meant = !keymap.isChanged(command) && others.every((other) => !keymap.isChanged(other));
  if (others.length > 0 && !meant) return say.alsoOf(written, others.map(labelOf));
  const taker = takerOf(chord, keymap.platform);
  return taker ? say.warnings[taker](written) : '';
}

function without(keymap: Keymap, command: Command, chord: Chord): Keymap {
  const left = keymap.keysOf(command).filter((one) => strokeOf(one) !== strokeOf(chord));
  return new Keymap(keymap.platform, keymap.with(command, left));
}

/** As it crosses to the main process. */
function plain(keys: ChangedKeys): Record<string, string[] | null> {
  return Object.fromEntries(Object.entries(keys).map(([name, all]) => [name, all && [...all]]));
}
