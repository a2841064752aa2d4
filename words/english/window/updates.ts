// Of updates: how it stands with a newer version, and what can be done about it.
import { megabytes } from '../quantities.ts';

export const updates = {
  line: {
    unknown: (current: string) => `This is Bowline ${current}.`,
    newest: (current: string) => `This is Bowline ${current}, the newest version.`,
    checking: 'Looking for a newer version…',
    found: (version: string, current: string) => `Bowline ${version} is out. This is ${current}.`,
    notDownloaded: (version: string, why: string) => `Bowline ${version} wasn’t downloaded. ${why}`,
    downloading: (version: string) => `Bowline ${version} is being downloaded.`,
    ready: (version: string) => `Bowline ${version} is ready: it is installed when you quit.`,
  },

  check: 'Check for updates',
  checkAgain: 'Try again',
  whatsNew: 'What is new',
  /** How large it is, where that is known; otherwise 0. */
  download: (size: number) => (size > 0 ? `Download ${megabytes(size)} MB` : 'Download'),
  downloadAgain: (size: number) => (size > 0 ? `Try again: ${megabytes(size)} MB` : 'Try again'),
  downloaded: 'Downloaded',
  progress: (done: number, size: number) => `${megabytes(done)} of ${megabytes(size)} MB`,
  cancel: 'Cancel',
  restart: 'Restart now',

  // What didn't succeed; a reason follows.
  notLookedFor: 'Updates could not be looked for',
  notDownloaded: 'The update could not be downloaded',
  notCancelled: 'The download goes on',
  notDismissed: 'The notice stays',
  notRestarted: 'Bowline could not be restarted',

  notes: {
    title: (version: string) => `What is new in Bowline ${version}`,
    done: 'Done',
  },
};
