// What keys do in a list of files: they move, choose, open, name, copy, delete; letters filter.
import type { Step } from '../../state/files/fileList.svelte.ts';
import { leaveFiles } from '../../state/files/openFiles.ts';
import type { FileDoing } from './fileDoing.ts';

export interface FileKeysOptions {
  doing: FileDoing;
  /** Rows that a page key goes on by. */
  page: () => number;
  /** The keyboard goes to the other side; false where there is none in sight. */
  toOther: () => boolean;
  /** The keyboard goes to the field that filters, which takes the key. */
  filter: () => void;
  editPath: () => void;
}

type Runs = Record<string, () => unknown>;

export class FileKeys {
  readonly #options: FileKeysOptions;

  constructor(options: FileKeysOptions) {
    this.#options = options;
  }

  /** Answers whether the key meant something here. */
  pressed(event: KeyboardEvent): boolean {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const { app } = this.#options.doing;
    const mac = app.info.platform === 'darwin';
    if (mac ? ctrlKey : metaKey) return false;
    if (mac ? metaKey : ctrlKey) return !altKey && this.#withControl(key, shiftKey);
    if (altKey) return !shiftKey && this.#withAlt(key);
    if (this.#step(key, shiftKey ? 'range' : 'only')) return true;
    return shiftKey ? this.#letter(event) : this.#plain(key) || this.#letter(event);
  }

  #withControl(key: string, shiftKey: boolean): boolean {
    if (this.#step(key, shiftKey ? 'range' : 'move')) return true;
    if (shiftKey) return false;
    const { doing, editPath } = this.#options;
    const { list } = doing.side;
    return run(
      {
        Enter: () => doing.openOver(),
        ' ': () => list.go(list.currentAt, 'add'),
        a: () => list.all(),
        c: () => doing.hold(false),
        x: () => doing.hold(true),
        v: () => doing.paste(),
        l: editPath,
        r: () => doing.side.refresh(),
        f: this.#options.filter,
      },
      key.length === 1 ? key.toLowerCase() : key,
    );
  }

  #withAlt(key: string): boolean {
    const { side } = this.#options.doing;
    return run(
      { ArrowLeft: () => side.back(), ArrowRight: () => side.forward(), ArrowUp: () => side.up() },
      key,
    );
  }

  #step(key: string, step: Step): boolean {
    const { doing, page } = this.#options;
    const { list } = doing.side;
    const at = list.currentAt;
    const places: Record<string, number> = {
      ...{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.rows.length - 1 },
      ...{ PageDown: at + page(), PageUp: at - page() },
    };
    const to = Object.hasOwn(places, key) ? places[key]! : null;
    if (to !== null) list.go(to, step);
    return to !== null;
  }

  #plain(key: string): boolean {
    const { doing, toOther } = this.#options;
    const { list } = doing.side;
    if (key === 'Tab') return toOther();
    return run(
      {
        Enter: () => doing.open(),
        ' ': () => list.go(list.currentAt, 'add'),
        F3: () => doing.look(),
        Insert: () => (list.go(list.currentAt, 'add'), list.go(list.currentAt + 1, 'move')),
        Backspace: () => doing.side.up(),
        Delete: () => doing.remove(),
        F2: () => doing.rename(),
        F5: () => doing.over(false),
        F6: () => doing.over(true),
        F7: () => doing.name({ kind: 'folder' }),
        Escape: () => this.#escape(),
      },
      key,
    );
  }

  /** Takes back one thing at a time; with nothing left, the keyboard goes back to the shell. */
  #escape(): void {
    const { app, side } = this.#options.doing;
    const { list } = side;
    if (app.files.held) app.files.held = null;
    else if (list.typed !== '') list.typed = '';
    else if (list.chosen.length > 0) list.none();
    else leaveFiles(app);
  }

  // Left to the field, which has the keyboard by the time that the letter comes: input methods begin there.
  #letter({ key }: KeyboardEvent): boolean {
    if ([...key].length === 1) this.#options.filter();
    return false;
  }
}

function run(runs: Runs, key: string): boolean {
  if (!Object.hasOwn(runs, key)) return false;
  runs[key]!();
  return true;
}
