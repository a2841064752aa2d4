// The app and its windows as such: what a page knows from the start, notices, what is asked before it ends, and
// the clipboard.
import type { Said } from '../../../words/said.ts';
import type { Command } from '../commands.ts';

export interface AppInfo {
  version: string;
  /** The window says on its console when something holds it up: in development builds. */
  watchdog: boolean;
  platform: 'linux' | 'darwin' | 'win32';
  /** Windows' console behind PTYs of this computer, as xterm.js wants to know it; else null. */
  windowsPty: { backend: 'conpty' | 'winpty'; buildNumber: number } | null;
  /** The window fills its screen. */
  fullScreen: boolean;
  /** It can be seen: it isn't minimised or put away. */
  shown: boolean;
  /** The system says that a screen reader reads along; never on Linux. */
  screenReader: boolean;
  /** Login name of the user. */
  userName: string;
  /** Path of the user's home folder. */
  home: string;
  /** Things the user must know at start, e.g. that a damaged hosts file was set aside. */
  notices: Notice[];
}

export interface Notice {
  id: string;
  level: 'info' | 'warning' | 'error';
  text: Said;
  /** It can't be dismissed, and no other pushes it out. */
  lasting?: boolean;
}

/** What a window is to ask before it, or the app with all its windows, goes. */
export interface LeaveWish {
  /** To be named with the answer. */
  id: number;
  /** That would end with it; '' for one whose name can't be told. */
  programs: string[];
  /** Names of files with text in the window's editor that isn't saved. */
  texts: string[];
  what: 'close' | 'quit';
}

/** A part of `Calls`. */
export interface AppCalls {
  'app:info': () => AppInfo;
  /**
   * False: secrets are kept in a file only the user can read; say so. To be asked when one is about
   * to be entered, as it may open the keychain.
   */
  'app:hasKeychain': () => boolean;
  /**
   * Of what `app:leaving` asks: it is shown now, or was answered. One that isn't shown soon is asked
   * in the system's own box instead.
   */
  'app:leave': (id: number, what: 'shown' | 'keep' | 'go') => void;
  /** The page has its picture, and the pane with the keyboard can be used: the next window may open. */
  'app:pictured': () => void;
  /**
   * Opens an http(s) link, or a mailto link of address and subject, in the system's program for
   * it; the window has asked the user.
   */
  'app:openLink': (url: string) => void;
  /** A bell rang: sounds, or asks for attention while the window is in the background. */
  'app:ring': (how: { sound: boolean; urgent: boolean }) => void;
  'clipboard:read': () => string;
  'clipboard:write': (text: string) => void;
  /** Writes to the X11 primary selection; does nothing elsewhere. */
  'clipboard:writeSelection': (text: string) => void;
  'clipboard:readSelection': () => string;
}

/** A part of `Events`. */
export interface AppEvents {
  /** The window can be seen: it isn't minimised or put away. */
  'app:shown': boolean;
  'app:notice': Notice;
  'menu:command': Command;
  'app:fullScreen': boolean;
  /** To be asked now; null: that question is over. */
  'app:leaving': LeaveWish | null;
  'app:screenReader': boolean;
}
