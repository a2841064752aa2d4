// The colour schemes beside those that come along: brought by files, told to all windows, and what of
// them windows are painted in before their pages are there.
import { dialog, nativeTheme, type BrowserWindow, type OpenDialogOptions } from 'electron';
import { basename } from 'node:path';
import { readChosen, UnfitFileError } from '../../core/files/readFile.ts';
import { frameColours, type FrameColours } from '../../core/look/derive.ts';
import { schemeInForce } from '../../core/look/inForce.ts';
import { say } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import type { GivenFile, ImportedSchemes } from '../ipc/contract.ts';
import type { FoundFile } from '../look/importSchemes.ts';
import { SCHEME_FILE_LIMIT } from '../look/limits.ts';
import { SchemeStore } from '../look/schemeStore.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Emit } from '../window.ts';
import { paint } from './nativeWindow.ts';

export interface SchemesOptions {
  path: string;
  settings: SettingsStore;
  broadcast: Emit;
  /** Those that stand now. */
  windows: () => readonly BrowserWindow[];
}

export class Schemes {
  readonly store: SchemeStore;
  readonly #options: SchemesOptions;

  constructor(options: SchemesOptions) {
    this.#options = options;
    this.store = new SchemeStore(options.path, new Date());
  }

  /** Colours in force of what isn't the page's. */
  get frame(): FrameColours {
    const settings = this.#options.settings.get();
    const dark = nativeTheme.shouldUseDarkColors;
    return frameColours(schemeInForce(settings, dark, this.store.all));
  }

  /** The scheme in force may be another, or changed. */
  repaint(): void {
    const { frame } = this;
    for (const window of this.#options.windows()) paint(window, frame);
  }

  /** Imports what was given, or else what the user chooses; nothing where that is called off. */
  async import(files: GivenFile[] | null, window?: BrowserWindow): Promise<ImportedSchemes> {
    const given = files ?? (await chosenFiles(window));
    // Late: readers of ten formats would be a third of what each start has to read.
    const { importSchemes } = await import('../look/importSchemes.ts');
    const imported = await importSchemes(this.store, given);
    if (imported.added.length > 0) this.#changed();
    return imported;
  }

  forget(id: string): void {
    this.store.forget(id);
    this.#changed();
  }

  restore(id: string): void {
    this.store.restore(id);
    this.#changed();
  }

  #changed(): void {
    this.#options.broadcast('look:changed', [...this.store.all]);
    this.repaint();
  }
}

async function chosenFiles(window: BrowserWindow | undefined): Promise<Iterable<FoundFile>> {
  const options: OpenDialogOptions = {
    title: words.native.importSchemes,
    properties: ['openFile', 'multiSelections', 'showHiddenFiles'],
  };
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return filesAt(filePaths);
}

// Not before each is read: together they may be large.
function* filesAt(paths: readonly string[]): Iterable<FoundFile> {
  for (const path of paths) yield fileAt(path);
}

function fileAt(path: string): FoundFile {
  const name = basename(path);
  try {
    return { name, bytes: readChosen(path, SCHEME_FILE_LIMIT) };
  } catch (error) {
    if (error instanceof UnfitFileError) return { name, why: error.said };
    const { code = '' } = error as NodeJS.ErrnoException;
    return { name, why: say('scheme-file-not-read', { code }) };
  }
}
