// Many files get names by a pattern: what each becomes as one types, what stands in the way, and the
// renaming itself.
import type { Bridge, FileRow, FilesDone } from '../../electron/ipc/contract.ts';
import { joined } from '../lib/filePaths.ts';
import { shownName } from '../lib/fileWords.ts';
import { checked, NO_PATTERN, type RenamedRow, type RenamePattern } from '../lib/renameMany.ts';
import { reason } from '../lib/bridge.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import type { ActionSide } from './fileActions.ts';
import type { Renamer } from './renamer.ts';

const say = words.fileDialogs.rename;

export interface RenameFormOptions {
  bridge: Bridge;
  side: ActionSide;
  rows: readonly FileRow[];
  /** Names beside them in their folder, as far as they are known. */
  others: readonly string[];
  renamer: Pick<Renamer, 'ask' | 'end'>;
}

export interface PreviewRow extends RenamedRow {
  id: string;
  /** Of the name as it is now, to be shown. */
  shown: string;
}

export class RenameForm {
  readonly #options: RenameFormOptions;
  pattern = $state<RenamePattern>({ ...NO_PATTERN });
  #to = $state.raw<readonly string[]>();
  /** Why there are no names; '' where there are. */
  problem = $state('');
  error = $state('');
  busy = $state(false);

  constructor(options: RenameFormOptions) {
    this.#options = options;
  }

  readonly preview: readonly PreviewRow[] = $derived.by(() => {
    const { rows, others } = this.#options;
    const names = rows.map(({ name }) => name);
    const all = checked(names, this.#to ?? names, others);
    return all.map((row, at) => ({ ...row, id: String(at), shown: shownName(rows[at]!) }));
  });
  readonly changes = $derived(this.preview.filter(({ from, to }) => from !== to));
  readonly wrong = $derived(this.changes.filter(({ problem }) => problem !== null).length);

  get mayApply(): boolean {
    return !this.busy && this.problem === '' && this.changes.length > 0 && this.wrong === 0;
  }

  /** To be called at each change of the pattern. */
  async update(): Promise<void> {
    const { rows, renamer } = this.#options;
    const names = rows.map(({ name }) => name);
    const answer = await renamer.ask(names, { ...this.pattern });
    if (answer === null) return;
    this.#to = 'names' in answer ? answer.names : undefined;
    this.problem =
      'wrong' in answer ? say.badPattern(answer.wrong) : 'slow' in answer ? say.slowPattern : '';
  }

  /** What was done; null where nothing was, and `error` says why. */
  async apply(): Promise<FilesDone | null> {
    const { bridge, side } = this.#options;
    const changes = this.changes.map(({ from, to }) => ({
      from: joined(side.path, from),
      to: joined(side.path, to),
    }));
    this.busy = true;
    this.error = '';
    try {
      const done = await bridge.call('files:rename', side.id, changes);
      const [first] = done.failed;
      if (first) this.error = say.some(done.failed.length, inWords(first.said));
      return done;
    } catch (error) {
      this.error = `${say.failed}: ${reason(error)}`;
      return null;
    } finally {
      this.busy = false;
    }
  }

  end(): void {
    this.#options.renamer.end();
  }
}
