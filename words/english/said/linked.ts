// Of folders that follow an OpenSSH configuration file, and of the hosts in them.

export const linked = {
  'folder-follows-file':
    'This folder has the hosts of an ssh config and no others. Choose another folder, or add the host to the file.',
  'linked-host-stays': ({ host }: { host: string }) =>
    `${host} stands in the ssh config that its folder follows. Move it or take it out there, or stop following the file first.`,
  'linked-host-name': 'Its name is the alias in the ssh config. Change it there.',
  'linked-host-alone':
    'This host stands in an ssh config. Put back the folder that follows the file: it comes with it.',
  'ssh-config-path': ({ path }: { path: string }) =>
    `ssh hands the path of its config to a shell when it goes through a jump host, and a shell reads more than a path in ${path}.`,
  'ssh-config-path-move':
    'Move the file to a path of letters, digits, dots, dashes and underscores, or make a link to it there.',
  'link-file-gone': ({ file }: { file: string }) =>
    `${file} is not there. The hosts are shown as they were; the file is read again when it is back.`,
  'link-file-unreadable': ({ file, why }: { file: string; why: string }) =>
    `${file} can’t be read (${why}). The hosts are shown as they were.`,
  /** `words`: ssh’s own. */
  'link-refused-by-ssh': ({ words }: { words: string }) =>
    `ssh refuses this file, so none of its hosts can be connected to: ${words}`,
  'ssh-config-refused': ({ file }: { file: string }) => `ssh doesn’t take all lines of ${file}.`,
  'ssh-edit-config': 'Edit the ssh config. ssh names the line in the terminal.',
  'link-not-plain': ({ file }: { file: string }) =>
    `${file} is no plain text (it has a byte order mark, signs that can’t be seen, or isn’t UTF-8), so ssh may read it otherwise than it looks. Save it as plain UTF-8.`,
  'link-include-unreadable': ({ file }: { file: string }) =>
    `${file}, which the file includes, can’t be read or is too large.`,
  'link-no-config': ({ file }: { file: string }) => `${file} is a folder. Choose the file in it.`,
  'link-known': ({ folder }: { folder: string }) =>
    `The folder “${folder}” follows this file already.`,
  'link-gone': 'This folder doesn’t follow a file any more.',
  'link-path-relative': 'Write the whole path, from / on, or from ~/.',
  'link-file-missing': ({ file }: { file: string }) => `There is no file ${file}.`,
  'ask-ssh-no-answer': ({ seconds }: { seconds: number }) =>
    `ssh gave no answer within ${seconds} s. A command in the file may wait for something.`,
};
