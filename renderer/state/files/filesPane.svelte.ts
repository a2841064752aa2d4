// What a files pane shows: one side, or two beside each other, and whether the last of them follows a shell.
// Where they are is told to the layout, which brings them back after a restart.
import type { Bridge, FilePlace } from '../../../electron/ipc/contract.ts';
import type { FilesContent } from '../../../core/layout/layout.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { later } from '../../lib/later.ts';
import { FileSide } from './fileSide.svelte.ts';

export interface FilesPaneOptions {
  bridge: Bridge;
  /** The pane's id. */
  id: string;
  do: (op: LayoutOp) => unknown;
  /** Hidden files are shown, at first. */
  hidden?: boolean;
  later?: (ms: number, run: () => void) => () => void;
}

const HERE: FilePlace = { hostId: null, path: '' };

export class FilesPane {
  readonly #options: FilesPaneOptions;
  #sides = $state.raw<readonly FileSide[]>([]);
  #activeAt = $state(0);
  #follows = $state<string | null>(null);
  /** Hidden files are shown, on both sides. */
  #hidden = $state(false);
  #told = '';

  constructor({ sides, follows }: FilesContent, options: FilesPaneOptions) {
    this.#options = options;
    this.#follows = follows;
    this.#hidden = options.hidden ?? false;
    this.#told = JSON.stringify({ sides, follows });
    this.#sides = sides.map((place) => this.#made(place));
    this.#activeAt = this.#sides.length - 1;
  }

  get sides(): readonly FileSide[] {
    return this.#sides;
  }

  /** The one that has, or gets, the keyboard. */
  get active(): FileSide {
    return this.#sides[this.#activeAt] ?? this.#sides[0]!;
  }

  set active(side: FileSide) {
    this.#activeAt = Math.max(0, this.#sides.indexOf(side));
  }

  /** The one that follows a shell, and stays where only one is shown. */
  get last(): FileSide {
    return this.#sides.at(-1)!;
  }

  otherOf(side: FileSide): FileSide | null {
    return this.#sides.find((one) => one !== side) ?? null;
  }

  /** The id of the shell whose folder the last side follows. */
  get follows(): string | null {
    return this.#follows;
  }

  follow(shell: string | null): void {
    this.#follows = shell;
    this.#tell();
  }

  get hidden(): boolean {
    return this.#hidden;
  }

  set hidden(is: boolean) {
    this.#hidden = is;
    for (const { list } of this.#sides) list.hidden = is;
  }

  get both(): boolean {
    return this.#sides.length === 2;
  }

  /** Shows one side or two; the second begins at home on this computer, if nothing else is named. */
  showBoth(is: boolean, place = HERE): void {
    if (is === this.both) return;
    if (is) {
      this.#sides = [this.#made(place), ...this.#sides];
      this.#activeAt = 1;
    } else {
      this.#sides[0]!.close();
      this.#sides = this.#sides.slice(1);
      this.#activeAt = 0;
    }
    this.#tell();
  }

  /** Another place on a side. */
  become(side: FileSide, place: FilePlace): FileSide {
    if (side.hostId === place.hostId) {
      if (place.path !== '') void side.visit(place.path);
      else void side.visit(side.home || side.path);
      return side;
    }
    const made = this.#made(place);
    if (side === this.last) this.#follows = null;
    this.#sides = this.#sides.map((one) => (one === side ? made : one));
    side.close();
    this.#tell();
    return made;
  }

  close(): void {
    for (const side of this.#sides) side.close();
  }

  #made(place: FilePlace): FileSide {
    const { bridge, later: wait = later } = this.#options;
    const side = new FileSide(place, { bridge, later: wait, visited: () => this.#tell() });
    side.list.hidden = this.#hidden;
    return side;
  }

  #tell(): void {
    const content = {
      sides: this.#sides.map(({ hostId, path }) => ({ hostId, path })),
      follows: this.#follows,
    };
    const text = JSON.stringify(content);
    if (text === this.#told) return;
    this.#told = text;
    void this.#options.do({ op: 'visit', pane: this.#options.id, ...content });
  }
}
