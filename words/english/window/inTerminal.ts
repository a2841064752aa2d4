// What a program on a host wants of files through its terminal (`rz`, `sz`, `trz`, `tsz`), in the card over it.

/** Behind the name of a host. */
const asks = {
  'take-files': 'asks to send you files',
  'give-files': 'asks for files of this computer',
};

const title = {
  'take-files': (about: string) => `${about || 'A host'} wants to send you files`,
  'give-files': (about: string) => `${about || 'A host'} asks for files of this computer`,
};

export const inTerminal = {
  asks,
  title,
  about: {
    'take-files':
      'A program in this shell sends them through the terminal. You choose a folder for them, and nothing that is there already is replaced.',
    'give-files':
      'A program in this shell waits for them in its terminal. It gets the files that you choose, and no others.',
  },
  yes: { 'take-files': 'Choose a folder…', 'give-files': 'Choose files…' },
  no: 'No',
  sent: 'The system asks you for the place.',
  declined: 'The program is told that nothing comes of it.',
  folder: 'Choose a folder for the files',
  put: 'Put them here',
  /** Ctrl+C in the terminal. */
  stopHint: 'Ctrl+C in the terminal stops it.',
};
