// Permissions and owners of files that are chosen: what they have in common, what is changed of it, and
// the change itself. What isn't touched stays as each has it.
import type { Bridge, FileRow, FilesDone } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import { joined } from '../lib/filePaths.ts';
import { byMode, modesOf, octalText, readOctal, withBit, type ManyModes } from '../lib/modeBits.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import type { ActionSide } from './fileActions.ts';

const say = words.fileDialogs.permissions;

export class PermissionsForm {
  readonly #bridge: Bridge;
  readonly #side: ActionSide;
  readonly rows: readonly FileRow[];
  readonly #before: ManyModes;
  modes = $state.raw<ManyModes>({ set: 0, mixed: 0 });
  /** As it is typed; it may be no number. */
  octal = $state('');
  owner = $state('');
  group = $state('');
  /** What all of them have; '' where they differ or nobody says. */
  readonly ownerNow: string;
  readonly groupNow: string;
  inside = $state(false);
  error = $state('');
  /** The host gives no permission for it: root may have one. */
  refused = $state(false);
  busy = $state(false);

  constructor(bridge: Bridge, side: ActionSide, rows: readonly FileRow[]) {
    this.#bridge = bridge;
    this.#side = side;
    this.rows = rows;
    this.#before = modesOf(rows.flatMap(({ mode }) => mode ?? []));
    this.modes = this.#before;
    this.octal = octalText(this.modes);
    this.ownerNow = common(rows.map(({ owner }) => owner));
    this.groupNow = common(rows.map(({ group }) => group));
  }

  get hasFolders(): boolean {
    return this.rows.some(({ kind }) => kind === 'folder');
  }

  get octalWrong(): boolean {
    return this.octal.trim() !== '' && readOctal(this.octal) === null;
  }

  set(bit: number, on: boolean): void {
    this.modes = withBit(this.modes, bit, on);
    this.octal = octalText(this.modes);
  }

  typed(text: string): void {
    this.octal = text;
    const set = readOctal(text);
    if (set !== null) this.modes = { set, mixed: 0 };
  }

  get #modeChanged(): boolean {
    const { set, mixed } = this.modes;
    return set !== this.#before.set || mixed !== this.#before.mixed || this.inside;
  }

  get mayApply(): boolean {
    const owned = this.owner.trim() !== '' || this.group.trim() !== '';
    return !this.busy && !this.octalWrong && (this.#modeChanged || owned);
  }

  /** How many were changed; null where not all were, and `error` says why. `asRoot`: by sudo there. */
  async apply(asRoot = false): Promise<number | null> {
    this.busy = true;
    this.error = '';
    this.refused = false;
    try {
      const done = [...(await this.#setModes(asRoot)), ...(await this.#setOwner(asRoot))];
      const failed = done.flatMap((one) => one.failed);
      if (failed.length === 0) return this.rows.length;
      this.refused = failed.some(({ said }) => said.code === 'file-no-permission');
      this.error = say.some(failed.length, this.rows.length, inWords(failed[0]!.said));
    } catch (error) {
      this.error = `${say.failed}: ${reason(error)}`;
    } finally {
      this.busy = false;
    }
    return null;
  }

  async #setModes(asRoot: boolean): Promise<FilesDone[]> {
    if (!this.#modeChanged) return [];
    const done: FilesDone[] = [];
    for (const { mode, rows } of byMode(this.rows, this.modes)) {
      const how = { mode, inside: this.inside, asRoot };
      done.push(await this.#bridge.call('files:setMode', this.#side.id, this.#paths(rows), how));
    }
    return done;
  }

  async #setOwner(asRoot: boolean): Promise<FilesDone[]> {
    const [owner, group] = [this.owner.trim(), this.group.trim()];
    if (owner === '' && group === '') return [];
    const paths = this.#paths(this.rows);
    const how = { owner, group, asRoot };
    return [await this.#bridge.call('files:setOwner', this.#side.id, paths, how)];
  }

  #paths(rows: readonly FileRow[]): string[] {
    return rows.map(({ name }) => joined(this.#side.path, name));
  }
}

function common(values: readonly (string | null)[]): string {
  const [first] = values;
  return values.every((one) => one === first) ? (first ?? '') : '';
}
