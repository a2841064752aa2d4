// Asks before programs are ended by closing the window, or on macOS by quitting.
import { words } from '../../words/window.ts';
import { dialog, type BrowserWindow } from 'electron';
import { leaveQuestion } from './leaveQuestion.ts';

/** True when the user agrees, or there is nothing to lose. */
export async function mayLeave(
  window: BrowserWindow,
  programs: string[],
  platform: NodeJS.Platform,
): Promise<boolean> {
  if (programs.length === 0) return true;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: words.native.name,
    ...leaveQuestion(programs, platform),
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
