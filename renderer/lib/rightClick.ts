// What a right click in a terminal does: the menu, or what terminals on Windows do instead.
import type { Settings } from '../../electron/ipc/contract.ts';
import type { Platform } from './keys.ts';

export type RightClick = 'menu' | 'paste';

/** `system`: the habit there, which is to copy and paste on Windows, and the menu elsewhere. */
export function rightClickOn(setting: Settings['rightClick'], platform: Platform): RightClick {
  if (setting !== 'system') return setting;
  return platform === 'win32' ? 'paste' : 'menu';
}

/** What decides whose a context menu is, and so what becomes of it. */
export interface MenuRequest {
  /** 2 for the right mouse button; the keyboard and a long touch have 0. */
  button: number;
  shiftKey: boolean;
  ctrlKey: boolean;
  /** The program asked for mouse reports, and gets this click as one. */
  programHasMouse: boolean;
  habit: RightClick;
}

/**
 * `program`: it is the program's own, like any other click; Shift takes it back. With Ctrl it opens
 * the menu whatever was chosen: not every keyboard has a key for that.
 */
export function answerTo(request: MenuRequest): RightClick | 'program' {
  // Its key always opens it. With Ctrl, macOS makes a right click of the other button.
  if (request.button !== RIGHT && !request.ctrlKey) return 'menu';
  if (request.programHasMouse && !request.shiftKey) return 'program';
  return request.ctrlKey ? 'menu' : request.habit;
}

const RIGHT = 2;
