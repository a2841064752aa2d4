// What is asked before a host that came from a file starts a program here: the whole of it is shown.
import { dialog, type BrowserWindow } from 'electron';
import { withoutUnseen } from '../../core/text/clean.ts';
import { words } from '../../words/window.ts';
import type { CommandQuestion } from '../hosts/connectable.ts';

/** Characters; the system's box grows with its text, and its buttons are to stay on the screen. */
const MOST_SHOWN = 4_000;

/** False where there is no window to ask in. */
export async function askForCommands(
  window: BrowserWindow | undefined,
  { host, commands, inFile, byReading }: CommandQuestion,
): Promise<boolean> {
  if (!window || window.isDestroyed()) return false;
  const { question, detail, ofFile, ...plain } = words.native.localCommand;
  const { allow, keep } = byReading ? ofFile : plain;
  const texts = commands.map(({ option, text }) => `${option}: ${withoutUnseen(text)}`);
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: words.native.name,
    message: byReading ? ofFile.question(commands.length) : question(host, commands.length),
    detail: inFile ? ofFile.detail(bounded(texts, ofFile.more)) : detail(texts),
    buttons: [allow, keep],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}

/** Each whole; of more than fit, how many there are. */
function bounded(texts: readonly string[], more: (count: number) => string): readonly string[] {
  let room = MOST_SHOWN;
  const shown = texts.filter((text, at) => (room -= text.length) >= 0 || at === 0);
  return shown.length < texts.length ? [...shown, more(texts.length - shown.length)] : texts;
}
