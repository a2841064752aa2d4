// Which keys stand for which command, with what the user changed: the one place that whoever hears a
// key, or shows one, asks.
import {
  chosenKeys,
  COMMAND_NAMES,
  keysOf,
  normalChord,
  overlap,
  shownOf,
  writtenChord,
  type ChangedKeys,
  type Chord,
  type Command as TableCommand,
} from '../../electron/ipc/commands.ts';
import type { AppInfo } from '../../electron/ipc/contract.ts';
import { chordOf, type KeyStroke } from './keys.ts';

export type Platform = AppInfo['platform'];
export type TabNumber = `tab-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;
/** A command, or going to a tab by its place. */
export type Command = TableCommand | TabNumber;

export const TAB_NUMBERS = Array.from({ length: 9 }, (_, at) => `tab-${at + 1}` as TabNumber);

const ALL: readonly Command[] = [...COMMAND_NAMES, ...TAB_NUMBERS];
type Focus = 'terminal' | 'elsewhere';

function isTabNumber(command: Command): command is TabNumber {
  return command.startsWith('tab-') && /^tab-[1-9]$/.test(command);
}

export class Keymap {
  readonly platform: Platform;
  readonly changed: ChangedKeys;
  /** Made when a key is pressed there first: a start waits for none of it. */
  readonly #commands = new Map<Focus, ReadonlyMap<Chord, Command>>();

  constructor(platform: Platform, changed: ChangedKeys = {}) {
    this.platform = platform;
    this.changed = changed;
  }

  /** The command a key stroke stands for, or null where the key belongs to whoever has the focus. */
  commandFor(stroke: KeyStroke, inTerminal: boolean): Command | null {
    // AltGr makes another character of the key, which no command has.
    if (stroke.getModifierState?.('AltGraph')) return null;
    return this.#heardIn(inTerminal ? 'terminal' : 'elsewhere').get(chordOf(stroke)) ?? null;
  }

  /** The keys of a command; the first is the one that is shown. */
  keysOf(command: Command): readonly Chord[] {
    return this.#keysOf(command, this.changed);
  }

  /** Those that it has where nobody changed them. */
  ownKeysOf(command: Command): readonly Chord[] {
    return this.#keysOf(command, {});
  }

  isChanged(command: Command): boolean {
    return Object.hasOwn(this.changed, command);
  }

  /**
   * A command's key as people see it written here; '' where it has none.
   * @param place where it will be pressed: a key that holds there only is shown rather
   */
  shown(command: Command, place: Focus = 'terminal'): string {
    return shownOf(this.keysOf(command), this.platform, place);
  }

  written(chord: Chord): string {
    return writtenChord(chord, this.platform);
  }

  /** Other commands that the same stroke could mean. */
  conflicts(command: Command, chord: Chord): Command[] {
    return ALL.filter(
      (other) => other !== command && this.keysOf(other).some((one) => overlap(one, chord)),
    );
  }

  /** The commands that these keys stand for, wherever. */
  commandsOn(stroke: string): Command[] {
    return ALL.filter((command) => this.keysOf(command).some((one) => overlap(one, stroke)));
  }

  /** What is stored once a command has these keys: only what isn't its own. */
  with(command: Command, keys: readonly Chord[]): ChangedKeys {
    const { [command]: _, ...others } = this.changed;
    const normal = keys.flatMap((chord) => normalChord(chord) ?? []);
    const own = this.ownKeysOf(command);
    const isOwn = own.length === normal.length && own.every((one, at) => one === normal[at]);
    if (isOwn) return others;
    return { ...others, [command]: normal.length > 0 ? normal : null };
  }

  #keysOf(command: Command, changed: ChangedKeys): readonly Chord[] {
    if (!isTabNumber(command)) return keysOf(command, this.platform, changed);
    const own = `${this.platform === 'darwin' ? 'Meta' : 'Alt'}+${command.at(-1)}`;
    return chosenKeys(command, [own], changed);
  }

  #heardIn(place: Focus): ReadonlyMap<Chord, Command> {
    const known = this.#commands.get(place) ?? this.#heard(place);
    this.#commands.set(place, known);
    return known;
  }

  // What holds there only goes before what holds everywhere, and what the user chose before both.
  #heard(place: Focus): Map<Chord, Command> {
    const ranks = [false, true].flatMap((chosen) =>
      ['', `${place}:`].map((prefix) => ({ chosen, prefix })),
    );
    return new Map(ranks.flatMap(({ chosen, prefix }) => this.#of(chosen, prefix)));
  }

  #of(chosen: boolean, prefix: string): [Chord, Command][] {
    const commands = ALL.filter((command) => this.isChanged(command) === chosen);
    return commands.flatMap((command) =>
      this.keysOf(command)
        .filter((chord) => (prefix === '' ? !/^\w+:/.test(chord) : chord.startsWith(prefix)))
        .map((chord): [Chord, Command] => [chord.slice(prefix.length), command]),
    );
  }
}
