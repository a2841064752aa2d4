// Asks before programs are ended by closing the window.
import { dialog, type BrowserWindow } from 'electron';

/** True when the user agrees, or there is nothing to lose. */
export async function mayLeave(window: BrowserWindow, programs: string[]): Promise<boolean> {
  if (programs.length === 0) return true;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Bowline',
    message: question(programs),
    detail: 'Closing the window ends what runs in its shells.',
    buttons: ['Close', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}

export function question(programs: string[]): string {
  const names = [...new Set(programs.filter((name) => name !== ''))];
  const subject = programs.length === 1 ? 'A program is' : `${programs.length} programs are`;
  return `${subject} still running${names.length > 0 ? ` (${names.join(', ')})` : ''}. Close anyway?`;
}
