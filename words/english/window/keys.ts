// Of the page on which keys are changed.
import { count } from '../count.ts';

export const keys = {
  part: 'Keys',
  find: 'Find a command or a key',
  byPressing: 'Press keys to find',
  pressing: 'Press keys… Esc ends it',
  command: 'Command',
  keys: 'Keys',
  where: 'Where',
  source: 'Whose',
  wheres: { '': 'Everywhere', terminal: 'In terminals', elsewhere: 'Not in terminals' },
  own: 'Bowline’s',
  yours: 'Yours',
  none: 'No key',
  found: (of: number) => count(of, 'command'),
  nothing: 'No command matches.',
  tab: (place: number) => (place === 9 ? 'Last Tab' : `Tab ${place}`),

  add: (command: string) => `Add a key for ${command}`,
  replace: (chord: string, command: string) => `Change ${chord} of ${command}`,
  remove: (chord: string, command: string) => `Remove ${chord} from ${command}`,
  reset: (command: string) => `Give ${command} back its own keys`,
  resetAll: 'Reset all',
  undo: 'Undo',
  recording: (command: string) => `Press the new keys for ${command}. Esc leaves it as it is.`,
  press: 'Press keys…',

  changed: (command: string, chords: string) => `${command} is on ${chords} now.`,
  cleared: (command: string) => `${command} has no key now.`,
  wasReset: (command: string) => `${command} has its own keys again.`,
  allReset: (changed: number) => `${count(changed, 'command')} got their own keys back.`,
  undone: 'It is as it was before.',
  notStored: 'The key could not be stored',

  taken: (chord: string, others: readonly string[]) =>
    `${chord} is for ${others.join(', ')} already.`,
  takeIt: (others: readonly string[]) => `Take it from ${others.join(', ')}`,
  cancel: 'Leave it',
  /** Beside a key that another command has, too. */
  alsoOf: (chord: string, others: readonly string[]) =>
    `${chord} is also for ${others.join(', ')}. One of them hears it.`,

  refusals: {
    'no-key': 'This key can’t be used.',
    types: 'This key types. It needs Ctrl, Alt or the like with it.',
    moves: 'This key moves within lists and fields. It needs Ctrl, Alt or the like with it.',
    'of-programs':
      'Programs in a terminal need Ctrl with a letter: Ctrl+C interrupts them. Add Shift or Alt.',
  },
  warnings: {
    'input-method': (chord: string) =>
      `Input methods (IBus, fcitx) may take ${chord} before Bowline hears it.`,
    system: (chord: string) => `The system may take ${chord} before Bowline hears it.`,
    altgr: (chord: string) => `${chord} types a character on many keyboards, as AltGr does.`,
    meta: (chord: string) => `Shells use ${chord}: they go by words with Alt and a letter.`,
    function: (chord: string) => `Programs in a terminal use ${chord}, and won’t get it.`,
  },
};
