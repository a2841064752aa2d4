// Of what goes wrong with a file, here or on a host. `path` is somebody's, and may be anything.

interface At {
  path: string;
}

export const fileAccess = {
  'file-not-found': ({ path }: At) => `${path} isn’t there.`,
  'file-no-permission': ({ path }: At) => `You have no permission for ${path}.`,
  'file-exists': ({ path }: At) => `${path} is there already.`,
  'file-not-a-folder': ({ path }: At) => `${path} isn’t a folder.`,
  'file-is-a-folder': ({ path }: At) => `${path} is a folder.`,
  'file-folder-not-empty': ({ path }: At) => `${path} isn’t empty.`,
  'file-disk-full': ({ path }: At) => `The disk is full: ${path} can’t be written.`,
  'file-quota': ({ path }: At) => `Your share of the disk is used up: ${path} can’t be written.`,
  'file-read-only': ({ path }: At) => `${path} is in a place that can only be read.`,
  'file-too-large': ({ path }: At) => `${path} is too large.`,
  'file-bad-name': ({ path }: At) => `No file can have that name there: ${path}`,
  'file-unsupported': ({ path }: At) => `That can’t be done there: ${path}`,
  'file-not-regular': ({ path }: At) => `${path} is a device or the like. Only files are opened.`,
  'files-lost': 'The connection to the files is gone.',
  'files-silent': ({ seconds }: { seconds: number }) =>
    `Nothing has come from the files’ server for ${seconds} seconds.`,
  'files-closed': 'The files aren’t in use any more.',
  /** `what`: of the protocol, for who knows it. */
  'files-bad-answer': ({ what }: { what: string }) =>
    `The server’s answer makes no sense (${what}). Nothing of it was used.`,
  /** `text`: what came in the place of the protocol's first words. */
  'files-no-sftp': ({ text }: { text: string }) =>
    text === ''
      ? 'The host answers with something else than SFTP.'
      : `The host answers with something else than SFTP: ${text}`,
  'files-login-file-prints':
    'A login file there prints it. It must print nothing where there is no terminal.',
  'files-old-sftp': ({ version }: { version: number }) =>
    `The host’s SFTP is of version ${version}. Version 3 or a newer one is needed.`,
  'ssh-no-sftp': ({ host }: { host: string }) => `${host} lets nobody use SFTP.`,
  'ssh-allow-sftp':
    'Its sshd_config needs a line like this: Subsystem sftp internal-sftp. Some small servers have no SFTP at all.',
  /** `words`: ssh’s last, or a program’s there. */
  'ssh-sftp-ended': ({ host, words }: { host: string; words: string }) =>
    words === '' ? `SFTP ended at once on ${host}.` : `SFTP ended at once on ${host}: ${words}`,
  'file-cancelled': 'It was stopped.',
  /** `why`: the system's or the server's own words. */
  'file-failed': ({ path, why }: { path: string; why: string }) =>
    why === '' ? `${path}: it failed, and nothing says why.` : `${path}: ${why}`,
  'folder-too-many': ({ path, most }: { path: string; most: number }) =>
    `${path} has more than ${most} entries, or the server says so. The rest isn’t shown.`,
};
