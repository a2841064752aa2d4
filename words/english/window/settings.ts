// Of the settings: their pages, what each is called, and what its choices are.
import { count } from '../count.ts';

const PROGRAMS_FIRST =
  'Programs that use the mouse get the click themselves; with Shift it is Bowline’s.';

export const settings = {
  title: 'Settings',
  parts: 'Pages of the settings',
  find: 'Find a setting',
  matches: (settings: number) => `${count(settings, 'setting')} found`,
  nothingFound: (query: string) => `No setting has “${query}” in it.`,
  pages: {
    appearance: 'Appearance',
    terminal: 'Terminal',
    keys: 'Keys',
    mouse: 'Mouse and clipboard',
    connections: 'Connections',
    files: 'Files',
    lag: 'Lag and reconnecting',
    logins: 'Logins',
    sharing: 'Sharing',
    notifications: 'Notifications',
    backups: 'Backups',
    updates: 'Updates',
  },
  back: 'Back to the default',
  backToAll: 'As everywhere',
  backOf: (setting: string) => `${setting}: back to the default`,
  atOnce: 'Changes apply at once.',
  keptIn: 'Kept in',
  file: 'settings.json',
  notOpened: 'The file of your settings could not be opened',
  scope: {
    label: 'For whom these settings are',
    everywhere: 'Everywhere',
    host: 'One host',
    whichHost: 'Host',
    nothing: 'Nothing here can be different for one host.',
  },
  range: (min: number, max: number, unit: string) =>
    `${min.toLocaleString()} to ${max.toLocaleString()} ${unit}`.trim() + '.',

  appearance: {
    pixels: 'pixels',
    font: 'Font',
    fontHint:
      'Fonts in order of preference, separated by commas. Missing signs come from the next.',
    fontMissing: (font: string, used: string) =>
      `“${font}” isn’t installed here; ${used ? `“${used}”` : 'another font'} is shown.`,
    pickFont: 'Fonts of this computer',
    noFonts: 'Your system didn’t say which fonts it has. Type the name of one.',
    fontSize: 'Font size',
    lineHeight: 'Line height',
    lineHeightHint: 'Of the font’s own height.',
    letterSpacing: 'Letter spacing',
    weight: 'Weight',
    boldWeight: 'Weight of bold text',
    ligatures: 'Ligatures',
    ligaturesHint: 'Signs such as => and != drawn as one, where the font has that.',
    opacity: 'Opacity of the window',
    opacityHint: 'In parts of one.',
    opacityNowhere: 'The windows of this system can’t be made transparent by an app.',
  },

  terminal: {
    cursorShape: 'Cursor',
    cursorShapes: { block: 'Block', bar: 'Bar', underline: 'Underline' },
    cursorHint: 'Programs may choose another one while they run.',
    blink: 'Blinking cursor',
    scrollback: 'Scrollback',
    lines: 'lines',
    contrast: 'Least contrast of terminal colours',
    contrastHint: 'For programs that bring their own colours. At 1 they are shown as they are.',
    altIsMeta: 'Alt sends Escape first',
    altIsMetaHint: 'What shells and editors take for Meta. Off, Alt types the character alone.',
    optionKey: 'Option keys',
    optionKeys: {
      characters: 'Type characters, as in other apps',
      'right-alt': 'Left types characters, right is Alt',
      alt: 'Both are Alt',
    },
  },

  mouse: {
    copyOnSelect: 'Copy as soon as text is selected',
    confirmPaste: 'Ask before pasting several lines',
    rightClick: 'Right click',
    rightClicks: { menu: 'Opens the menu', paste: 'Copies what is selected, else pastes' },
    /** Of a click that opens the menu, and of one that pastes. */
    menuNote: PROGRAMS_FIRST,
    pasteNote: `With Ctrl it opens the menu. ${PROGRAMS_FIRST}`,
    middleClick: 'Middle click',
    middleClicks: {
      system: 'As usual here',
      clipboard: 'Pastes what was copied',
      nothing: 'Does nothing',
    },
    middleClickHint: 'As usual: on Linux what is selected somewhere is pasted, elsewhere nothing.',
    middleClickTab: 'Middle click on a tab closes it',
    wordSeparators: 'What ends a word',
    wordSeparatorsHint: 'A double click selects as far as one of these characters.',
    wheel: 'Speed of the wheel',
    wheelHint: 'Of the system’s.',
    trusted: 'Trusted sites',
    trustedHint: 'Their links open at once; others ask first. A link’s menu puts its site here.',
    noneTrusted: 'None yet: every link asks first. A link’s menu can put its site here.',
    distrust: 'Remove',
    distrustSite: (site: string) => `Ask again before opening ${site}`,
    notDistrusted: 'The site could not be removed',
  },

  connections: {
    restoreTabs: 'Open the windows and tabs of last time again',
    tabSwitching: 'Ctrl+Tab goes by',
    tabSwitchings: { order: 'The order of tabs', 'last-used': 'Last use' },
    tabSwitchingHint: 'By last use, tabs are gone through while Ctrl is held.',
    closeOnExit: 'When the program ends',
    closeOnExits: {
      never: 'Its tab stays',
      clean: 'Its tab closes, unless it failed',
      always: 'Its tab closes',
    },
    closeOnExitHint: 'Failed: with an exit code other than 0, or ended by a signal.',
  },

  lag: {
    note: 'A shell beyond one of these is marked as lagging, in its tab and below. The mark goes when the figure is clearly lower again, below three quarters of it.',
    limits: {
      slowRoundTripMs: {
        label: 'Slow round trip',
        unit: 'milliseconds',
        hint: 'From a question to a host with the agent to its answer.',
      },
      slowEchoMs: {
        label: 'Slow echo',
        unit: 'milliseconds',
        hint: 'From a key to the screen where only that can be measured.',
      },
      silenceSeconds: {
        label: 'Silence',
        unit: 'seconds',
        hint: 'An agent answers every 2 s, and counts as lost after 8.',
      },
      pendingInputMs: {
        label: 'Input not taken',
        unit: 'milliseconds',
        hint: 'How long a program may leave what you type.',
      },
      backlogKilobytes: {
        label: 'Output not shown',
        unit: 'KB',
        hint: 'Beyond what is always under way.',
      },
    },
  },

  sharing: {
    memberName: 'Your name at shared shells',
    memberNameHint: 'Others see it from the next connection on. Empty: your login name.',
    panelPinned: 'People and chat stand beside the panes',
    panelPinnedHint:
      'In a window wide enough; its panes are narrower then. Else they lie over the panes.',
  },

  notifications: {
    bell: 'Bell',
    bells: { mark: 'A mark on its tab', sound: 'A mark and a sound', off: 'Nothing' },
    bellHint: 'What a program does that rings.',
    bellUrgent: 'Ask for attention when the bell rings in another window',
    bellUrgentHint: 'The system marks the window where it lists those that are open.',
  },

  updates: {
    look: 'Look for updates',
    note: 'A minute after the start and once a day. Nothing is downloaded before you say so, and Bowline never restarts by itself.',
    looked: (when: string) => `Last looked: ${when}`,
    off: (version: string, why: string) => `This is Bowline ${version}. ${why}`,
  },
};
