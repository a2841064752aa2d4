// Of the dialogs that ask, and of those with lists. A part for each component.
import { count, listed } from '../count.ts';
import { programsCounted, textsLost } from './native.ts';

/** Of one shell, or of several. */
const each = (one: boolean, single: string, several: string) => (one ? single : several);

export const dialogs = {
  close: {
    titleOne: (title: string) => `Close “${title}”?`,
    titleMany: (shells: number) => `Close ${count(shells, 'busy shell')}?`,
    running: (names: string, programs: number) =>
      names === ''
        ? 'A program is still running.'
        : `${names} ${programs === 1 ? 'is' : 'are'} still running.`,
    /** `vim, sleep (2)`. */
    names: programsCounted,
    ends: (programs: number) => `Closing ends ${programs > 1 ? 'them' : 'it'}.`,
    keep: 'Keep open',
    close: 'Close anyway',
    /** Of a window, and of the app with all its windows. */
    window: 'Close the window?',
    app: 'Quit Bowline?',
    endsAll: {
      close: (programs: number) => `Closing the window ends ${programs > 1 ? 'them' : 'it'}.`,
      quit: (programs: number) => `Quitting ends ${programs > 1 ? 'them' : 'it'}.`,
    },
    texts: textsLost,
    kept: 'What runs in shells that are kept alive goes on.',
    quit: 'Quit anyway',
  },

  leave: {
    titleOne: (title: string) => `Close “${title}”?`,
    titleMany: (shells: number) => `Close ${count(shells, 'shell')}?`,
    over: (one: boolean) => `${each(one, 'The shell has', 'All of them have')} ended meanwhile.`,
    canKeep: (one: boolean, shells: number, hosts: readonly string[]) =>
      `${each(one, 'The shell', `${shells} of the shells`)} can keep running on ${listed(hosts)}.`,
    back: (shells: number) =>
      `“Running shells…” in the menu of the host brings ${each(shells === 1, 'it', 'them')} back.`,
    running: (programs: readonly string[]) => `Still running: ${listed(programs)}.`,
    someCutOff: (shells: number) =>
      `${count(shells, 'shell')} can’t be ended now, because there is no connection. Those keep running in any case.`,
    allCutOff: (one: boolean, shells: number, hosts: readonly string[]) =>
      `There is no connection to ${listed(hosts)} now, so ${each(one, 'the shell', 'they')} can’t be ended from here: ${each(one, 'it keeps', 'they keep')} running there. You can end ${each(shells === 1, 'it', 'them')} later.`,
    cancel: 'Cancel',
    close: 'Close',
    end: (one: boolean) => each(one, 'End shell', 'End shells'),
    keep: 'Keep running',
  },

  link: {
    title: 'Open this link?',
    /** Who showed it, where nobody else is named. */
    program: 'A program in the terminal',
    shown: (by: string) => `${by} showed it.`,
    opens: 'It opens in your browser.',
    /** What stands before the name of the site, and after it. */
    opensAt: { before: 'It opens in your browser, at', after: '.' },
    cancel: 'Cancel',
    open: 'Open link',
  },

  paste: {
    title: (lines: number) => `Paste ${count(lines, 'line')}?`,
    several: 'Each line break acts like Enter: a shell may run the lines at once.',
    removed: (characters: number) =>
      `${count(characters, 'control character')} that could act as a key ${characters === 1 ? 'is' : 'are'} left out.`,
    text: 'Text to paste',
    rest: (characters: number) => `… and ${count(characters, 'more character')}`,
    cancel: 'Cancel',
    oneLine: 'Paste as one line',
    paste: 'Paste',
  },

  remove: {
    title: (host: string) => `Delete “${host}”?`,
    removed: 'The saved host is removed from this computer. Nothing changes on the host itself.',
    open: (shells: number) =>
      shells === 1
        ? 'A shell on it is open. Deleting the host doesn’t end it.'
        : `${shells} shells on it are open. Deleting the host doesn’t end them.`,
    cuts: (connections: number) =>
      `${count(connections, 'connection')} through its tunnels ${connections === 1 ? 'ends' : 'end'} with it.`,
    cancel: 'Cancel',
    remove: 'Delete',
  },

  running: {
    title: (host: string) => `Running shells on ${host}`,
    asking: (host: string) => `Asking ${host}…`,
    askingAgain: 'Asking again…',
    found: (shells: number) => count(shells, 'shell'),
    list: 'Running shells',
    none: (host: string) => `No shell is running on ${host}.`,
    noneHint: 'A shell stays here when you close it with “Keep running”, or are cut off.',
    refresh: 'Refresh',
    refreshKey: 'F5 does the same',
    openNew: 'Open a new shell',
    done: 'Done',
    attach: 'Attach',
    end: 'End',
    /** Read out after `end`, where that is the answer. */
    endNow: (name: string) => `${name} now`,
    ask: (name: string) => `End “${name}”?`,
    question: 'End it and what runs in it?',
    keep: 'Keep',
  },

  discard: {
    title: 'Discard changes?',
    question: 'What you typed has not been saved.',
    keep: 'Keep editing',
    discard: 'Discard',
  },
};
