// Of what the system shows for the app: its boxes and, on macOS, its menus.

import { listed } from '../count.ts';

/** A program that would be ended; '' for one whose name can't be told. */
const programName = (name: string): string => name || 'A program';

export const native = {
  name: 'Bowline',
  startRefused: 'Bowline doesn’t start',
  notStarted: 'Bowline can’t start',
  noDataFolder: 'Bowline can’t use its data folder',
  menus: { shell: 'Shell', edit: 'Edit', view: 'View', window: 'Window' },
  closeWindow: 'Close Window',
  chooseFiles: 'Choose files',
  importSchemes: 'Import colour schemes',
  importHosts: 'Import hosts',
  exportHosts: 'Export hosts',
  /** Of a host that came from a file, before it is connected to. */
  localCommand: {
    allow: 'Allow and connect',
    keep: 'Don’t connect',
    question: (host: string, programs: number) =>
      `${host} runs ${programs === 1 ? 'a program' : `${programs} programs`} on this computer when it connects. Allow that?`,
    /** `texts`: each whole. */
    detail: (texts: readonly string[]) =>
      `${texts.join('\n\n')}\n\nIt came with the host, and can do here whatever you can. You are asked once for each text.`,
    /** Of a host that stands in an ssh config. */
    ofFile: {
      allow: 'Allow and ask ssh',
      keep: 'Don’t ask',
      more: (texts: number) =>
        `There are ${texts} more, too many for this window. Look through the file before you allow them.`,
      question: (programs: number) =>
        `Asking ssh may run ${programs === 1 ? 'a program' : `${programs} programs`} on this computer. Allow that?`,
      detail: (texts: readonly string[]) =>
        `${texts.join('\n\n')}\n\nThis stands in its ssh config, and can do here whatever you can. You are asked once for each text, and again when the file says another.`,
    },
  },
  leave: {
    /** A window is closed, and with the last of them the app; the app is quit, with all of them. */
    close: 'Close',
    quit: 'Quit',
    cancel: 'Cancel',
    question: (programs: readonly string[], verb: string) => {
      return `${programsCounted(programs)} ${programs.length > 1 ? 'are' : 'is'} still running. ${verb} anyway?`;
    },
    /** Where no program runs. */
    plain: (verb: string) => `${verb} anyway?`,
    texts: textsLost,
    closing: (programs: number) => `Closing the window ${ends(programs)}`,
    quitting: (programs: number) => `Quitting ${ends(programs)}`,
  },
};

/** @param names of files, in an editor of ours */
export function textsLost(names: readonly string[]): string {
  return `What you typed in ${listed(names)} isn’t saved, and would be lost.`;
}

/** `vim, sleep (2)`; '' is a program whose name can't be told. */
export function programsCounted(programs: readonly string[]): string {
  const names = programs.map(programName);
  const each = [...new Set(names)].map((name) => {
    const times = names.filter((one) => one === name).length;
    return times > 1 ? `${name} (${times})` : name;
  });
  return each.join(', ');
}

function ends(programs: number): string {
  const them = programs > 1 ? 'them' : 'it';
  return `ends ${them}. What runs in shells that are kept alive goes on.`;
}
