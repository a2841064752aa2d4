// Asks before programs are ended by closing a window, or by quitting: in the window that it is about,
// and in the system's own box where that can't be.
import { words } from '../../words/window.ts';
import { dialog, type BrowserWindow } from 'electron';
import type { WindowRef } from '../window.ts';
import type { LeaveAsking, WhenLost } from './leaveAsking.ts';
import { leaveQuestion, type Leaving, type Lost } from './leaveQuestion.ts';

interface Place {
  native: BrowserWindow;
  ref: WindowRef;
}

/** True when the user agrees, or there is nothing to lose. */
export function mayLeave(
  asking: LeaveAsking,
  { native, ref }: Place,
  lost: Lost,
  what: Leaving,
): Promise<boolean> {
  return asking.ask({
    ...{ window: ref, ...lost, what },
    whenLost: whenLost(native),
    inBox: () => inBox(native, lost, what),
  });
}

/** Its page crashed, hangs, or is loaded again: whatever it showed is gone. */
function whenLost(native: BrowserWindow): WhenLost {
  return (lost) => {
    const page = native.webContents;
    native.once('unresponsive', lost);
    native.once('closed', lost);
    page.once('render-process-gone', lost);
    page.once('did-start-navigation', lost);
    return () => {
      if (native.isDestroyed()) return;
      native.off('unresponsive', lost).off('closed', lost);
      page.off('render-process-gone', lost);
      page.off('did-start-navigation', lost);
    };
  };
}

async function inBox(window: BrowserWindow, lost: Lost, what: Leaving): Promise<boolean> {
  if (window.isDestroyed()) return true;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: words.native.name,
    ...leaveQuestion(lost, what),
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
