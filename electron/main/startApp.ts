// Starts the app, or says why it can't be.
import { app, dialog } from 'electron';
import { join } from 'node:path';
import { removeLeftDrafts } from '../../core/files/draft.ts';
import { inWords } from '../../words/said.ts';
import { speak, words } from '../../words/window.ts';
import { PersonError } from '../personError.ts';
import { App } from './app.ts';
import type { AppStart } from './appStart.ts';
import { DATA_FILES } from './dataFiles.ts';
import { detail } from './faults.ts';
import { language } from './language.ts';
import { Logger } from './logger.ts';

/** To be called once Electron is ready. `folder` holds the app's data. */
export function startApp(folder: string, start: AppStart): void {
  speak(language());
  const log = new Logger(join(folder, DATA_FILES.log), () => new Date());
  removeLeftDrafts(folder);
  try {
    new App(folder, log, start.platform).start(start);
  } catch (error) {
    log.error(`could not start: ${detail(error)}`);
    const known = error instanceof PersonError;
    dialog.showErrorBox(words.native.notStarted, known ? inWords(error.said) : detail(error));
    app.exit(1);
  }
}
