// What is asked before a host that came from a file starts a program here: the whole of it is shown.
import { dialog, type BrowserWindow } from 'electron';
import { withoutUnseen } from '../../core/text/clean.ts';
import { words } from '../../words/window.ts';
import type { CommandQuestion } from '../hosts/connectable.ts';

/** False where there is no window to ask in. */
export async function askForCommands(
  window: BrowserWindow | undefined,
  { host, commands }: CommandQuestion,
): Promise<boolean> {
  if (!window || window.isDestroyed()) return false;
  const { allow, keep, question, detail } = words.native.localCommand;
  const texts = commands.map(({ option, text }) => `${option}: ${withoutUnseen(text)}`);
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: words.native.name,
    message: question(host, commands.length),
    detail: detail(texts),
    buttons: [allow, keep],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
