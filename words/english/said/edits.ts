// Of files of hosts that are edited here.

export const edits = {
  'edit-gone': 'That file isn’t open here any more.',
  'edit-folder': ({ path }: { path: string }) => `${path} is a folder, not a file to edit.`,
  'edit-large': ({ path, most }: { path: string; most: number }) =>
    `${path} is larger than ${most / 1024 / 1024} MiB. Fetch it instead.`,
  'edit-large-here': ({ most }: { most: number }) =>
    `The built-in editor takes files up to ${most / 1024 / 1024} MiB. Choose an editor in Settings.`,
  'edit-no-text': 'It isn’t text in UTF-8, so the built-in editor would spoil it.',
  'edits-full': ({ most }: { most: number }) =>
    `${most} files are open for editing. Close one first.`,

  'edit-changed-there':
    'The file on the host has changed since it was fetched. Nothing was overwritten.',
  'edit-changed-advice': 'Compare both, then keep yours or theirs.',
  'edit-gone-there': 'The file on the host is gone. Nothing was made in its place.',
  'edit-gone-advice': 'Keep yours to make it again.',
  'edit-cut': ({ why }: { why: string }) => `Not saved on the host yet: ${why}`,
  'edit-cut-advice': 'Your copy here is kept, and saved there when the connection is back.',
  'edit-not-saved': ({ why }: { why: string }) => `Not saved on the host: ${why}`,
  'edit-copy-kept': 'Your copy here is kept. Save again to try once more.',
  'edit-copy-gone': 'The copy on this computer is gone.',
  'edit-fetch-again': 'Close it, and edit the file on the host again.',
  'edit-saves-still': 'What was changed here isn’t saved on the host yet; it hasn’t answered.',
  'edit-typed-still':
    'What is typed in its editor in a window isn’t saved yet. Save or leave it there first.',
  'edit-other-unsaved':
    'It was changed elsewhere on this computer since it was opened here, and that isn’t on the host yet. Settle that in Transfers first, then save again.',
  'edit-unsaved-before': 'What was changed before the restart isn’t saved on the host yet.',

  'editor-not-started': ({ program, why }: { program: string; why: string }) =>
    `The editor “${program}” can’t be started: ${why}`,
  'editor-ended': ({ program, code }: { program: string; code: number }) =>
    `The editor “${program}” ended with code ${code}.`,
  'editor-choose': 'Choose another one in Settings.',

  'root-ssh-only': 'Only on SSH hosts can files be changed as root.',
  'root-password': ({ user }: { user: string }) => `sudo: password of ${user}`,
  'root-tidies':
    'A transfer as root was stopped while the connection was gone. With the password the part of a file that it left on the host is removed.',
  'root-refused': 'sudo didn’t take that password.',
  'root-no-answer': 'Without the password nothing was done as root.',
  'root-nobody-asked': 'sudo needs the password again.',
  'root-open-files': 'Open the host’s files, so that it can be asked for there, and save again.',
  'root-failed': ({ why }: { why: string }) =>
    why === '' ? 'sudo ended without saying why.' : `sudo: ${why}`,
  'root-open-side': ({ host }: { host: string }) =>
    `Open the files of ${host}, so that sudo’s password can be asked for there.`,
  'root-no-server': 'There is no sftp-server on that host that root could run.',
  'root-no-sudo': 'There is no sudo on that host.',
  'root-others-write': ({ path }: { path: string }) =>
    `The folder of ${path} isn’t root’s alone: others could lead root elsewhere. Do it without sudo.`,
  'root-not-file': ({ path }: { path: string }) => `${path} is no file that root can edit.`,
};
