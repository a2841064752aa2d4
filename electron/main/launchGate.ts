// Stands before everything else of the packaged app: Chromium opens its debugging port only
// after main's script has run, so what is refused in here never opens.
import { inWords, type Said } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import { app, dialog } from 'electron';
import { startProgram } from '../../core/process/startProgram.ts';
import {
  isDebuggingAllowed,
  openTo,
  refusalOf,
  refusedSwitches,
  type Switch,
} from '../launch/switches.ts';

/** Hands the words to a second process, which shows them: a box would hold up this one's end. */
const REFUSAL = 'BOWLINE_REFUSED_START';

export interface Launch {
  /** False where the app must do nothing more; it ends by itself. */
  mayStart: boolean;
  /** To be shown in the window for as long as it is open. */
  warning: Said | undefined;
}

/** The unpacked app is left alone: who starts it can change its sources as well. */
export function judgeLaunch(): Launch {
  if (!app.isPackaged) return { mayStart: true, warning: undefined };
  const facts = { env: process.env, isRoot: process.getuid?.() === 0 };
  const refused = refusedSwitches(process.argv.slice(1), facts);
  if (isDebuggingAllowed(process.env)) return { mayStart: true, warning: openTo(refused) };
  if (refused.length > 0) refuse(refused);
  else if (process.env[REFUSAL]) showRefusal(process.env[REFUSAL]);
  else return { mayStart: true, warning: undefined };
  return { mayStart: false, warning: undefined };
}

function refuse(refused: readonly Switch[]): void {
  const text = inWords(refusalOf(refused));
  process.stderr.write(`${text}\n`);
  for (const { name } of refused) app.commandLine.removeSwitch(name);
  if (!process.stderr.isTTY) tellInABox(text);
  app.exit(1);
}

/** Who clicked on a launcher sees no stderr. */
function tellInABox(text: string): void {
  const env = { ...process.env, [REFUSAL]: text };
  const command = { file: process.execPath, args: [] };
  const box = startProgram(command, { env, detached: true, stdio: 'ignore' });
  box.on('error', () => undefined); // it stands on stderr
  box.unref();
}

function showRefusal(text: string): void {
  void app.whenReady().then(() => {
    dialog.showErrorBox(words.native.startRefused, text.slice(0, 2_000));
    app.exit(1);
  });
}
