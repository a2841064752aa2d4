// Of the app itself: its window, its calls, its start and its end.

export const app = {
  'call-refused': 'Bowline refused this request, because it was not well-formed.',
  'call-failed': 'Something went wrong inside Bowline. Its log file says more.',
  'window-closing': 'The window is closing.',
  'something-failed': ({ log }: { log: string }) =>
    `Something went wrong inside Bowline. Its log says more: ${log}`,
  'window-crashed': 'Bowline’s window stopped working and was started again. Your shells went on.',
  'window-crashes-again': 'Bowline’s window stops working again and again.',
  'window-crashed-for-good':
    'Another window of Bowline stopped working again and again, and was closed. Its tabs are in ' +
    'this one now; your shells went on.',

  'data-folder-open': ({ folder, why }: { folder: string; why: string }) =>
    `Other users of this computer may be able to read what Bowline keeps in ${folder}. ` +
    'Access to it could not be limited, as on a drive that isn’t NTFS. Put it somewhere else ' +
    `(BOWLINE_USER_DATA), best into your own folder. (${why})`,
  'data-folder-whole-drive': 'It is a whole drive.',
  'data-folder-account-unknown': 'Windows doesn’t say which account this is.',
  'login-environment-silent': ({ shell }: { shell: string }) =>
    `Your login shell (${shell}) was asked for its environment and did not tell it. ${MISSING}`,
  'login-environment-slow': ({ shell, seconds }: { shell: string; seconds: number }) =>
    `Your login shell (${shell}) was asked for its environment and took more than ${seconds} ` +
    `seconds. ${MISSING}`,

  /** `switches` with their dashes and commas, `variable` of the environment. */
  'launch-refused': ({ switches, variable }: { switches: string; variable: string }) =>
    `Bowline was started with ${switches}, which could open it to other programs or users, and ` +
    `does not start that way. If the launcher that you used says so, and you did not change it, ` +
    `somebody else did: install Bowline again. To look into Bowline on purpose, set ` +
    `${variable}=1 in the environment.`,
  /** `port` is '' where the system chose one; `far`: it may answer other computers, too. */
  'debugging-by-port': ({ port, far }: { port: string; far: boolean }) =>
    `Debugging is open: every user and program of this computer` +
    `${far ? ' (and perhaps of your network)' : ''} that connects to ` +
    `${port === '' ? 'a port that the system chose' : `port ${port}`} ${TAKES_OVER} ${QUIT}`,
  'debugging-by-pipe': `Debugging is open: the program that started Bowline can read and type into every shell of this window. Quit Bowline to close it.`,
  'debugging-by-switches': ({ switches }: { switches: string }) =>
    `Debugging is open: it was started with ${switches}, which may let other programs in. ${QUIT}`,
  'clipboard-unanswered':
    'The program that the text was copied in doesn’t answer. Look whether it hangs, or copy the ' +
    'text again, and then paste once more.',
};

const MISSING =
  'Until Bowline is started again, programs may be missing from PATH and SSH keys from the agent. ' +
  'Look at what its login files wait for, or start Bowline from a terminal.';

const TAKES_OVER = 'can read and type into every shell of this window.';
const QUIT = 'Quit Bowline to close it.';
