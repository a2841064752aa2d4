// Of what the system shows for the app: its boxes and, on macOS, its menus.

/** A program that would be ended; '' for one whose name can't be told. */
const programName = (name: string): string => name || 'A program';

export const native = {
  name: 'Bowline',
  startRefused: 'Bowline doesn’t start',
  notStarted: 'Bowline can’t start',
  noDataFolder: 'Bowline can’t use its data folder',
  menus: { shell: 'Shell', edit: 'Edit', view: 'View', window: 'Window' },
  closeWindow: 'Close Window',
  leave: {
    /** On macOS it is the app that is quit, elsewhere its window that is closed. */
    close: 'Close',
    quit: 'Quit',
    cancel: 'Cancel',
    question: (programs: readonly string[], verb: string) => {
      const names = [...new Set(programs.map(programName))].join(', ');
      return `${names} ${programs.length > 1 ? 'are' : 'is'} still running. ${verb} anyway?`;
    },
    closing: (programs: number) => `Closing the window ${ends(programs)}`,
    quitting: (programs: number) => `Quitting ${ends(programs)}`,
  },
};

function ends(programs: number): string {
  const them = programs > 1 ? 'them' : 'it';
  return `ends ${them}. What runs in shells that are kept alive goes on.`;
}
