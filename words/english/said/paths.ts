// Of what lies at a path.

function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes / 1024} KiB` : `${bytes / 1024 / 1024} MiB`;
}

export const paths = {
  'path-is': ({ path, what }: { path: string; what: string }) => `${path} is ${what}`,
  'not-a-file': ({ kind }: { kind: string }) => `${kind}, not a file`,
  /** `limit`: bytes. */
  'larger-than': ({ limit }: { limit: number }) => `larger than ${size(limit)}`,
  'a-folder': 'a folder',
  'a-symbolic-link': 'a symbolic link',
  'a-fifo': 'a FIFO',
  'a-socket': 'a socket',
  'a-device': 'a device',
};
