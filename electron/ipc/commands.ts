// All commands of the app, in one table: what each is called, where the menu has it, which keys stand
// for it on each system, and what it needs. Menus, keys, hints and tests are made from it; what a
// command does stands in renderer/state/commands.ts. A shell owns most keys, so what is taken from
// it is listed here and nowhere else.

import { normalChord, refusalOf, writtenChord, type Chord } from './chords.ts';
import { PANE_COMMANDS } from './paneCommands.ts';

export * from './chords.ts';

/** What there has to be for a command to do anything. */
export type Need =
  /** A shown tab. */
  | 'tab'
  /** Tabs beside it. Where there are none, the key is the program's. */
  | 'tabs'
  /** A shown tab of several panes. Where it has one, the key is the program's. */
  | 'panes'
  /** Something that was closed and can be had back. */
  | 'closed'
  /** Selected text. Where there is none, the key is the program's. */
  | 'selection';

/** The menus of macOS, and the group of an item in its menu. */
export type MenuPlace = `${'app' | 'shell' | 'edit' | 'view' | 'window' | 'help'} ${1 | 2 | 3}`;

/** The first of each is the one that is shown. */
export interface CommandKeys {
  /** Linux, and Windows where it has none of its own. */
  readonly pc?: readonly Chord[];
  readonly windows?: readonly Chord[];
  readonly mac?: readonly Chord[];
}

export interface CommandRules {
  /** As a menu says it; three dots where it asks for more. */
  readonly words: string;
  readonly menu?: MenuPlace;
  readonly keys?: CommandKeys;
  readonly needs?: Need;
}

const table = {
  'check-updates': { words: 'Check for Updates…', menu: 'app 2' },
  settings: { words: 'Settings…', menu: 'app 1', keys: { pc: ['Ctrl+,'], mac: ['Meta+,'] } },
  'new-shell': {
    words: 'New Shell on This Computer',
    menu: 'shell 1',
    keys: { pc: ['Ctrl+Shift+T'], mac: ['Meta+T'] },
  },
  'new-window': {
    words: 'New Window',
    menu: 'shell 1',
    keys: { pc: ['Ctrl+Alt+Shift+N'], mac: ['Meta+N'] },
  },
  'add-host': {
    words: 'Add Host…',
    menu: 'shell 1',
    keys: { pc: ['Ctrl+Shift+N'], mac: ['Meta+Shift+N'] },
  },
  'import-hosts': { words: 'Import Hosts…', menu: 'shell 1' },
  'link-ssh-config': { words: 'Link an SSH Config…', menu: 'shell 1' },
  'find-host': {
    words: 'Find Host',
    menu: 'shell 1',
    // Ctrl+K erases to the end of the line in a shell, so only outside a terminal is it ours.
    keys: { pc: ['Ctrl+Shift+K', 'elsewhere:Ctrl+K'], mac: ['Meta+K'] },
  },
  palette: {
    words: 'Find Anything…',
    menu: 'shell 1',
    keys: { pc: ['Ctrl+Shift+P'], mac: ['Meta+Shift+P'] },
  },
  'join-shell': {
    words: 'Join a Shared Shell…',
    menu: 'shell 2',
    keys: { pc: ['Ctrl+Shift+J'], mac: ['Meta+Shift+J'] },
  },
  'share-shell': {
    words: 'Share This Shell…',
    menu: 'shell 2',
    keys: { pc: ['Ctrl+Shift+S'], mac: ['Meta+Shift+S'] },
    needs: 'tab',
  },
  company: {
    words: 'People at This Shell',
    menu: 'shell 2',
    keys: { pc: ['Ctrl+Shift+G'], mac: ['Meta+Shift+G'] },
    needs: 'tab',
  },
  chat: {
    words: 'Chat',
    menu: 'shell 2',
    keys: { pc: ['Ctrl+Shift+M'], mac: ['Meta+Shift+M'] },
    needs: 'tab',
  },
  'running-shells': {
    words: 'Running Shells…',
    menu: 'shell 2',
    keys: { pc: ['Ctrl+Shift+L'], mac: ['Meta+Shift+L'] },
  },
  tunnels: {
    words: 'Tunnels…',
    menu: 'shell 2',
    keys: { pc: ['Ctrl+Shift+O'], mac: ['Meta+Shift+O'] },
  },
  files: {
    words: 'Files',
    menu: 'shell 2',
    keys: { pc: ['Ctrl+Shift+X'], mac: ['Meta+Shift+X'] },
  },
  'edit-shown-hosts': { words: 'Edit the Hosts Shown…', menu: 'shell 2' },
  'export-hosts': { words: 'Export Hosts…', menu: 'shell 2' },
  'deleted-hosts': { words: 'Deleted Hosts…', menu: 'shell 2' },
  'ssh-keys': { words: 'SSH Keys…', menu: 'shell 2' },
  'known-hosts': { words: 'Known Hosts…', menu: 'shell 2' },
  'host-backups': { words: 'Backups of the Hosts…', menu: 'shell 2' },
  'saved-logins': { words: 'Saved Logins…', menu: 'shell 2' },
  reconnect: {
    words: 'Reconnect',
    menu: 'shell 3',
    keys: { pc: ['Ctrl+Shift+R'], mac: ['Meta+R'] },
    needs: 'tab',
  },
  'connection-details': {
    words: 'Connection Details',
    menu: 'shell 3',
    keys: { pc: ['Ctrl+Shift+I'], mac: ['Meta+I'] },
    needs: 'tab',
  },
  'rename-tab': { words: 'Rename Tab…', menu: 'shell 3', needs: 'tab' },
  'duplicate-tab': { words: 'Duplicate Tab', menu: 'shell 3', needs: 'tab' },
  'reopen-closed': {
    words: 'Reopen Closed',
    menu: 'shell 3',
    keys: { pc: ['Ctrl+Shift+Z'], mac: ['Meta+Shift+T'] },
    needs: 'closed',
  },
  // The last pane of a tab takes the tab along.
  'close-pane': {
    words: 'Close Pane',
    menu: 'shell 3',
    keys: { pc: ['Ctrl+Shift+W'], mac: ['Meta+W'] },
    needs: 'tab',
  },
  'close-tab': { words: 'Close Tab', menu: 'shell 3', needs: 'tab' },
  'close-other-tabs': { words: 'Close Other Tabs', menu: 'shell 3', needs: 'tabs' },
  'close-tabs-right': { words: 'Close Tabs to the Right', menu: 'shell 3', needs: 'tabs' },
  'close-all-tabs': { words: 'Close All Tabs', menu: 'shell 3', needs: 'tab' },
  // Text fields have these from the browser; only a focused terminal needs them from us.
  copy: {
    words: 'Copy',
    menu: 'edit 1',
    keys: { pc: ['terminal:Ctrl+Shift+C', 'terminal:Ctrl+Insert'], mac: ['terminal:Meta+C'] },
    needs: 'tab',
  },
  // As Windows' own terminals do it: Ctrl+C copies what is selected, and interrupts where nothing is.
  'copy-selected': {
    words: 'Copy the Selection',
    keys: { windows: ['terminal:Ctrl+C'] },
    needs: 'selection',
  },
  paste: {
    words: 'Paste',
    menu: 'edit 1',
    keys: {
      pc: ['terminal:Ctrl+Shift+V', 'terminal:Shift+Insert'],
      windows: ['terminal:Ctrl+Shift+V', 'terminal:Shift+Insert', 'terminal:Ctrl+V'],
      mac: ['terminal:Meta+V'],
    },
    needs: 'tab',
  },
  'select-all': {
    words: 'Select All',
    menu: 'edit 1',
    keys: { pc: ['terminal:Ctrl+Shift+A'], mac: ['terminal:Meta+A'] },
    needs: 'tab',
  },
  find: {
    words: 'Find…',
    menu: 'edit 2',
    keys: { pc: ['Ctrl+Shift+F'], mac: ['Meta+F'] },
    needs: 'tab',
  },
  clear: { words: 'Clear Scrollback', menu: 'edit 2', needs: 'tab' },
  'zoom-in': {
    words: 'Larger Text',
    menu: 'view 1',
    keys: { pc: ['Ctrl+=', 'Ctrl+Shift+='], mac: ['Meta+=', 'Meta+Shift+='] },
  },
  'zoom-out': {
    words: 'Smaller Text',
    menu: 'view 1',
    keys: { pc: ['Ctrl+-'], mac: ['Meta+-'] },
  },
  'zoom-reset': {
    words: 'Usual Text Size',
    menu: 'view 1',
    keys: { pc: ['Ctrl+0'], mac: ['Meta+0'] },
  },
  'toggle-sidebar': {
    words: 'Sidebar',
    menu: 'view 2',
    keys: { pc: ['Ctrl+Shift+B'], mac: ['Meta+B'] },
  },
  ...PANE_COMMANDS,
  'next-tab': {
    words: 'Next Tab',
    menu: 'window 1',
    keys: {
      pc: ['Ctrl+Tab', 'Ctrl+PageDown'],
      mac: ['Meta+Shift+]', 'Ctrl+Tab', 'Ctrl+PageDown'],
    },
    needs: 'tabs',
  },
  'previous-tab': {
    words: 'Previous Tab',
    menu: 'window 1',
    keys: {
      pc: ['Ctrl+Shift+Tab', 'Ctrl+PageUp'],
      mac: ['Meta+Shift+[', 'Ctrl+Shift+Tab', 'Ctrl+PageUp'],
    },
    needs: 'tabs',
  },
  'move-tab-left': {
    words: 'Move Tab Left',
    menu: 'window 1',
    keys: { pc: ['Ctrl+Shift+PageUp'], mac: ['Ctrl+Shift+PageUp'] },
    needs: 'tabs',
  },
  'move-tab-right': {
    words: 'Move Tab Right',
    menu: 'window 1',
    keys: { pc: ['Ctrl+Shift+PageDown'], mac: ['Ctrl+Shift+PageDown'] },
    needs: 'tabs',
  },
  'move-tab-to-new-window': { words: 'Move Tab to New Window', menu: 'window 1', needs: 'tabs' },
} as const satisfies Record<string, CommandRules>;

export type Command = keyof typeof table;

export const COMMANDS: Readonly<Record<Command, CommandRules>> = table;

export const COMMAND_NAMES = Object.keys(table) as Command[];

/** Keys that aren't the app's own, by the command's name; null: it has none. */
export type ChangedKeys = Readonly<Record<string, readonly Chord[] | null>>;

/**
 * The keys that stand for a command on a system; the first is the one that is shown.
 * @param changed by the user; what can't be a key, or nobody may have, counts for nothing
 */
export function keysOf(
  command: Command,
  platform: NodeJS.Platform,
  changed: ChangedKeys = {},
): readonly Chord[] {
  const { pc = [], windows = pc, mac = [] } = COMMANDS[command].keys ?? {};
  const own = platform === 'darwin' ? mac : platform === 'win32' ? windows : pc;
  return chosenKeys(command, own, changed);
}

/** Those that the user chose for something, or its own. */
export function chosenKeys(
  name: string,
  own: readonly Chord[],
  changed: ChangedKeys,
): readonly Chord[] {
  if (!Object.hasOwn(changed, name)) return own;
  return (changed[name] ?? []).flatMap((chord) => {
    const normal = normalChord(chord);
    const fits = normal !== null && (own.includes(normal) || refusalOf(normal) === null);
    return fits ? [normal] : [];
  });
}

/**
 * A command's key as people see it written on that system; '' where it has none.
 * @param place where it will be pressed: a key that holds there only is shown rather
 */
export function shownKeys(
  command: Command,
  platform: NodeJS.Platform,
  place: 'terminal' | 'elsewhere' = 'terminal',
  changed: ChangedKeys = {},
): string {
  return shownOf(keysOf(command, platform, changed), platform, place);
}

/** The one of several chords that is shown there. */
export function shownOf(
  keys: readonly Chord[],
  platform: NodeJS.Platform,
  place: 'terminal' | 'elsewhere',
): string {
  const shown = keys.find((chord) => chord.startsWith(`${place}:`)) ?? keys[0] ?? '';
  return writtenChord(shown, platform);
}
