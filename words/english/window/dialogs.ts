// Of the dialogs. A part for each component.
import { count } from '../count.ts';

export const dialogs = {
  close: {
    titleOne: (title: string) => `Close “${title}”?`,
    titleMany: (shells: number) => `Close ${count(shells, 'busy shell')}?`,
    running: (names: string, programs: number) =>
      names === ''
        ? 'A program is still running.'
        : `${names} ${programs === 1 ? 'is' : 'are'} still running.`,
    ends: (programs: number) => `Closing ends ${programs > 1 ? 'them' : 'it'}.`,
    keep: 'Keep open',
    close: 'Close anyway',
  },
};
