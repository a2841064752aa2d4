// Of the settings: their parts, what each is called, and what its choices are.

const PROGRAMS_FIRST =
  'Programs that use the mouse get the click themselves; with Shift it is Bowline’s.';

export const settings = {
  title: 'Settings',
  parts: 'Parts of the settings',
  done: 'Done',
  range: (min: number, max: number, unit: string) =>
    `${min.toLocaleString()} to ${max.toLocaleString()} ${unit}`,

  appearance: {
    part: 'Appearance',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    font: 'Font',
    fontHint: 'Fonts in order of preference, separated by commas.',
    fontSize: 'Font size',
    pixels: 'pixels',
    blink: 'Blinking cursor',
  },

  terminal: {
    part: 'Terminal',
    scrollback: 'Scrollback',
    lines: 'lines',
    restoreTabs: 'Open the tabs of last time again',
    copyOnSelect: 'Copy as soon as text is selected',
    confirmPaste: 'Ask before pasting several lines',
    rightClick: 'Right click',
    rightClicks: { menu: 'Opens the menu', paste: 'Copies what is selected, else pastes' },
    /** Of a click that opens the menu, and of one that pastes. */
    menuNote: PROGRAMS_FIRST,
    pasteNote: `With Ctrl it opens the menu. ${PROGRAMS_FIRST}`,
    optionKey: 'Option keys',
    optionKeys: {
      characters: 'Type characters, as in other apps',
      'right-alt': 'Left types characters, right is Alt',
      alt: 'Both are Alt',
    },
    memberName: 'Your name at shared shells',
    memberNameHint: 'Others see it from the next connection on. Empty: your login name.',
  },

  lag: {
    part: 'Lag',
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

  updates: {
    part: 'Updates',
    look: 'Look for updates',
    note: 'A minute after the start and once a day. Nothing is downloaded before you say so, and Bowline never restarts by itself.',
    looked: (when: string) => `Last looked: ${when}`,
    off: (version: string, why: string) => `This is Bowline ${version}. ${why}`,
  },
};
