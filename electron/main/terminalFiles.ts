// Files through terminals, as the app has them: asked over the shell, chosen by the system's dialogs in the
// window that shows it, and listed among the transfers.
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import { LocalFiles } from '../../core/sftp/localFiles.ts';
import { ownPath } from '../../core/sftp/localPaths.ts';
import { SYSTEM } from '../../core/system.ts';
import { systemClock } from '../../core/time/clock.ts';
import { words } from '../../words/window.ts';
import type { QuestionDesk } from '../logins/questionDesk.ts';
import { TerminalFiles } from '../transfers/inTerminal/terminalFiles.ts';
import type { TransferDesk } from '../transfers/transferDesk.ts';

export interface TerminalFilesNeeds {
  questions: QuestionDesk;
  /** The window that shows a shell; undefined while none does. */
  windowOf: (shellId: string) => BrowserWindow | undefined;
  /** Whose shell it is; of a host that isn't saved the id is its name. */
  hostOf: (shellId: string) => { id: string; name: string };
  transfers: () => TransferDesk;
}

export function terminalFiles(needs: TerminalFilesNeeds): TerminalFiles {
  const { questions, windowOf, hostOf, transfers } = needs;
  const choose = async (shellId: string, options: OpenDialogOptions): Promise<string[]> => {
    const window = windowOf(shellId);
    if (!window || window.isDestroyed()) return [];
    const { filePaths } = await dialog.showOpenDialog(window, options);
    return filePaths.map((path) => ownPath(path, SYSTEM));
  };
  return new TerminalFiles({
    ask: (...asked) => questions.ask(...asked),
    chooseFolder: async (shellId) => (await choose(shellId, folderDialog()))[0] ?? null,
    chooseFiles: (shellId) => choose(shellId, filesDialog()),
    hostOf,
    access: () => new LocalFiles(),
    show: (entry) => transfers().show(entry),
    onChange: () => transfers().changed(),
    writes: (...part) => transfers().writes(...part),
    ...{ clock: systemClock, today: () => Date.now(), system: SYSTEM },
  });
}

function folderDialog(): OpenDialogOptions {
  const { folder, put } = words.inTerminal;
  return {
    ...{ title: folder, buttonLabel: put },
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  };
}

function filesDialog(): OpenDialogOptions {
  return {
    title: words.native.chooseFiles,
    properties: ['openFile', 'multiSelections', 'showHiddenFiles', 'dontAddToRecent'],
  };
}
