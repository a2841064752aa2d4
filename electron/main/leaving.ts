// Asks before programs are ended by closing the window.
import { dialog, type BrowserWindow } from 'electron';

/** True when the user agrees, or there is nothing to lose. */
export async function mayLeave(window: BrowserWindow, programs: string[]): Promise<boolean> {
  if (programs.length === 0) return true;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Bowline',
    message: question(programs),
    detail: 'Closing the window ends it. What runs in shells that are kept alive goes on.',
    buttons: ['Close', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}

function question(programs: string[]): string {
  const names = [...new Set(programs.map((name) => name || 'A program'))];
  return `${names.join(', ')} ${programs.length > 1 ? 'are' : 'is'} still running. Close anyway?`;
}
