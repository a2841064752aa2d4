// Numbers and names of SFTP, version 3 (draft-ietf-secsh-filexfer-02), and OpenSSH's extensions (its
// file PROTOCOL). A packet is a length, a type, and, but for the first of each side, a request's id.

export const SFTP_VERSION = 3;

export const PACKET = {
  init: 1,
  version: 2,
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  lstat: 7,
  fstat: 8,
  setstat: 9,
  fsetstat: 10,
  opendir: 11,
  readdir: 12,
  remove: 13,
  mkdir: 14,
  rmdir: 15,
  realpath: 16,
  stat: 17,
  rename: 18,
  readlink: 19,
  /** As OpenSSH has it, and so all others: first where it leads, then its path. */
  symlink: 20,
  status: 101,
  handle: 102,
  data: 103,
  name: 104,
  attrs: 105,
  extended: 200,
  extendedReply: 201,
} as const;

export const STATUS = {
  ok: 0,
  eof: 1,
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  badMessage: 5,
  noConnection: 6,
  connectionLost: 7,
  unsupported: 8,
  /** Of later versions: they say more, and clients of this one take them for failures. */
  noSuchPath: 10,
  exists: 11,
  writeProtected: 12,
  noSpace: 14,
  quota: 15,
  notEmpty: 18,
  notAFolder: 19,
  badName: 20,
  isAFolder: 24,
} as const;

export const OPEN_FLAG = {
  read: 0x01,
  write: 0x02,
  append: 0x04,
  create: 0x08,
  truncate: 0x10,
  exclusive: 0x20,
} as const;

/** Name and version, as a server says them in its first packet. */
export const EXTENSION = {
  posixRename: { name: 'posix-rename@openssh.com', version: '1' },
  statvfs: { name: 'statvfs@openssh.com', version: '2' },
  fstatvfs: { name: 'fstatvfs@openssh.com', version: '2' },
  hardlink: { name: 'hardlink@openssh.com', version: '1' },
  fsync: { name: 'fsync@openssh.com', version: '1' },
  lsetstat: { name: 'lsetstat@openssh.com', version: '1' },
  limits: { name: 'limits@openssh.com', version: '1' },
  expandPath: { name: 'expand-path@openssh.com', version: '1' },
  copyData: { name: 'copy-data', version: '1' },
  /** Ours: SHA-256 of the first bytes of a path's file. */
  sum: { name: 'sum@bowline', version: '1' },
  /** Ours: many small files in one request, read or written. */
  readMany: { name: 'read-many@bowline', version: '1' },
  writeMany: { name: 'write-many@bowline', version: '1' },
  usersGroups: { name: 'users-groups-by-id@openssh.com', version: '1' },
} as const;

export type ExtensionName = keyof typeof EXTENSION;

/** A packet may have so many bytes behind its length; OpenSSH's have at most 256 KiB. */
export const MAX_PACKET = 1024 * 1024;
/** Of one read or write, with a server that doesn't say: the draft has all take 32 KiB packets. */
export const PLAIN_PIECE = 32 * 1024;
/** Of one read or write, whatever a server says. */
export const MAX_PIECE = 256 * 1024;
/** Of a handle, by the draft. */
export const MAX_HANDLE = 256;
