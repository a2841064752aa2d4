// Of programs and files of this computer: why one can't be started or used.

const PARTS = {
  option: 'An option',
  port: 'The port',
  user: 'The user',
  address: 'The address',
  identityFile: 'The identity file',
  certificateFile: 'The certificate',
  jumpHost: 'The jump host',
};

export const programs = {
  'shell-not-started': ({ line, why }: { line: string; why: string }) =>
    `The shell “${line}” can’t be started. ${why}`,
  'choose-another-shell': 'It may have been removed since. Choose another one.',
  'name-another-shell':
    'Edit the host and name another shell, or leave the field empty for your own.',
  'program-not-started': ({ why }: { why: string }) => `The program could not be started: ${why}`,
  'pty-module-unpatched':
    'The PTY module is not the one that Bowline needs (its kept patch is missing). ' +
    'Run npm start or npm test once, or install Bowline again.',
  'close-and-try-again': 'Close programs or shells you no longer need, and try again.',
  'no-ssh-here': 'There is no “ssh” program on this computer.',
  'install-ssh-on-linux':
    'Install it: “sudo apt install openssh-client” on Debian and Ubuntu, else “openssh”.',
  'install-ssh-on-windows': 'Add “OpenSSH Client” in Settings → System → Optional features.',
  'ssh-is-of-the-system': 'It is part of the system; check that /usr/bin is in your PATH.',
  'host-has-nul': ({ part }: { part: keyof typeof PARTS }) =>
    `${PARTS[part]} of this host contains a NUL character.`,
  'ssh-expands': ({ part }: { part: keyof typeof PARTS }) =>
    `${PARTS[part]} contains characters that ssh would expand.`,
  'ssh-expands-folder': ({ folder }: { folder: string }) =>
    `The folder ${JSON.stringify(folder)} contains characters that ssh would expand.`,
  'edit-and-enter-anew': 'Edit the host and enter it anew.',

  'path-has-unseen': 'The path contains characters that can’t be seen.',
  'ssh-reads-path':
    'ssh gives characters of this path a meaning of its own. Rename the file, or link to it.',
  'no-such-file': 'There is no such file.',
  'folder-not-key': 'That is a folder. Choose the private key in it.',
  'file-not-readable': 'You are not allowed to read that file.',
  'name-has-unseen': 'Its name contains characters that can’t be seen.',
  'quotation-mark-missing': 'A quotation mark is missing.',
  'no-such-program': 'There is no such program.',
  'folder-not-program': 'That is a folder, not a program.',
  'file-not-program': 'That file can’t be run as a program.',

  'program-name-has-nul':
    'The program’s name contains a NUL character, at which the system would cut it off.',
  'argument-has-nul': ({ number }: { number: number }) =>
    `Argument ${number} of the program contains a NUL character, at which the system would cut it off.`,
  'folder-name-has-nul':
    'The folder’s name contains a NUL character, at which the system would cut it off.',
  'variable-has-nul': ({ name }: { name: string }) =>
    `The variable ${JSON.stringify(name)} contains a NUL character, at which the system would cut it off.`,
  /** One of several shells of a name. */
  'shell-in-folder': ({ name, folder }: { name: string; folder: string }) => `${name} in ${folder}`,
};
