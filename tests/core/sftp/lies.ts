// Lies of a server, as a table: each with what is done while it is told, and what must come of it.
import { EXTENSION, MAX_PACKET, PACKET, STATUS } from '../../../core/sftp/packets.ts';
import { PacketWriter } from '../../../core/sftp/packetWriter.ts';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import type { FileErrorCode } from '../../../core/sftp/fileError.ts';
import * as server from '../../support/lyingServer.ts';
import { listed } from './fileContract.ts';

export interface Lie {
  name: string;
  /** The request that is answered by it; or the extended one of this name. */
  at: number | string;
  tell: (id: number, honest: Buffer) => (Buffer | null)[];
  doing: (files: FileAccess) => Promise<unknown>;
  /** What the doing must come to. */
  comesTo: readonly (FileErrorCode | 'none')[];
  /** And what the connection: undefined where it goes on. */
  lost?: FileErrorCode;
}

const read = { how: 'read' } as const;

/** Everything that can be asked for, with the request by which it is. */
const DOINGS: [name: string, at: number | string, doing: Lie['doing']][] = [
  ['home', PACKET.realpath, (files) => files.home()],
  ['list opened', PACKET.opendir, (files) => listed(files, '/a')],
  ['list read', PACKET.readdir, (files) => listed(files, '/a')],
  ['facts', PACKET.lstat, (files) => files.facts('/a')],
  ['facts followed', PACKET.stat, (files) => files.facts('/a', true)],
  ['change', PACKET.setstat, (files) => files.change('/a', { mode: 0o600 })],
  ['link target', PACKET.readlink, (files) => files.linkTarget('/a')],
  ['link', PACKET.symlink, (files) => files.makeLink('/a', 'b')],
  ['folder', PACKET.mkdir, (files) => files.makeFolder('/a')],
  ['folder removed', PACKET.rmdir, (files) => files.removeFolder('/a')],
  ['removed', PACKET.remove, (files) => files.remove('/a')],
  ['renamed', PACKET.rename, (files) => files.rename('/a', '/b')],
  ['renamed over', EXTENSION.posixRename.name, (files) => files.rename('/a', '/b', true)],
  ['opened', PACKET.open, (files) => files.open('/a', read)],
  ['read', PACKET.read, async (files) => (await files.open('/a', read)).read(0, 5)],
  [
    'written',
    PACKET.write,
    async (files) => (await files.open('/a', { how: 'make' })).write(0, Buffer.from('a')),
  ],
  ['facts of an open file', PACKET.fstat, async (files) => (await files.open('/a', read)).facts()],
  [
    'change of an open file',
    PACKET.fsetstat,
    async (files) => (await files.open('/a', read)).change({ size: 0 }),
  ],
  ['sync', EXTENSION.fsync.name, async (files) => (await files.open('/a', read)).sync()],
  ['closed', PACKET.close, async (files) => (await files.open('/a', read)).close()],
  ['copied', EXTENSION.copyData.name, (files) => files.copy('/a', '/b')],
  ['space', EXTENSION.statvfs.name, (files) => files.space('/a')],
];

type General = Pick<Lie, 'name' | 'tell' | 'comesTo' | 'lost'>;

const framing = (name: string, bytes: Buffer): General => ({
  name,
  tell: () => [bytes],
  comesTo: ['bad-answer'],
  lost: 'bad-answer',
});

/** Told in answer to everything. */
const GENERAL: General[] = [
  {
    name: 'an id that nobody asked with',
    tell: (_id, honest) => [withId(honest, 0x7fffffff)],
    comesTo: ['bad-answer'],
    lost: 'bad-answer',
  },
  {
    name: 'the answer twice',
    tell: (_id, honest) => [honest, honest],
    comesTo: ['none', 'bad-answer'],
    lost: 'bad-answer',
  },
  framing('a length of nothing', Buffer.alloc(4)),
  framing('a length of 4 GB', Buffer.alloc(64, 0xff)),
  framing('a length beyond all bounds by one', lengthOnly(MAX_PACKET + 1)),
  framing('words', Buffer.from('Segmentation fault\n')),
  framing('a packet without an id', Buffer.from([0, 0, 0, 2, PACKET.status, 0])),
  {
    name: 'a type that there isn’t',
    tell: (id) => [new PacketWriter(250, id).u32(0).finish()],
    comesTo: ['bad-answer'],
  },
  {
    name: 'a request',
    tell: (id) => [new PacketWriter(PACKET.read, id).text('h').u64(0).u32(9).finish()],
    comesTo: ['bad-answer'],
  },
  { name: 'nothing in it', tell: (_id, honest) => [nothingIn(honest)], comesTo: ['bad-answer'] },
  {
    name: 'a status that there isn’t',
    tell: (id) => [server.status(id, 4_000_000_000)],
    // What is the matter is looked for: the server says that there is a file.
    comesTo: ['failed', 'exists', 'not-a-folder'],
  },
  {
    name: 'half an answer, and death',
    tell: (_id, honest) => [honest.subarray(0, honest.length / 2), null],
    comesTo: ['lost'],
    lost: 'lost',
  },
  { name: 'death', tell: () => [null], comesTo: ['lost'], lost: 'lost' },
];

const inNames = (
  name: string,
  tell: Lie['tell'],
  comesTo: Lie['comesTo'] = ['bad-answer'],
): Lie => {
  return { name, at: PACKET.readdir, tell, doing: (files) => listed(files, '/a'), comesTo };
};

const inRead = (name: string, tell: Lie['tell'], comesTo: Lie['comesTo'] = ['bad-answer']): Lie => {
  const doing: Lie['doing'] = async (files) => (await files.open('/a', read)).read(0, 5);
  return { name, at: PACKET.read, tell, doing, comesTo };
};

const OF_NAMES = ['', '/', '/etc/passwd', '../a', 'a/b', 'a/..', './a', 'a\0', '\0', 'a/'];

const SPECIAL: Lie[] = [
  ...OF_NAMES.map((name) =>
    inNames(`the name ${JSON.stringify(name)}`, (id) => [server.names(id, 'a', name)]),
  ),
  inNames('a name longer than any', (id) => [server.names(id, 'a', 'x'.repeat(5_000))]),
  inNames('endless entries', (id) => [server.names(id, ...Array<string>(500).fill('a'))], [
    'too-large',
  ]),
  inNames('four billion names', (id) => [
    new PacketWriter(PACKET.name, id).u32(0xffffffff).finish(),
  ]),
  inNames('more names than come', (id) => [
    new PacketWriter(PACKET.name, id).u32(3).text('a').text('').u32(0).finish(),
  ]),
  inNames('a name of 4 GB', (id) => [
    new PacketWriter(PACKET.name, id).u32(1).u32(0xffffffff).finish(),
  ]),
  inNames('four billion things about a file', (id) => [
    new PacketWriter(PACKET.name, id)
      .u32(1)
      .text('a')
      .text('')
      .u32(0x80000000)
      .u32(0xffffffff)
      .finish(),
  ]),
  inNames('no names', (id) => [server.names(id)], ['none']),
  inNames('something behind the names', (id) => [longer(server.names(id, 'a'))]),
  inRead('more than was asked for', (id) => [server.data(id, Buffer.alloc(6))]),
  inRead('no bytes, for ever', (id) => [server.data(id, Buffer.alloc(0))]),
  inRead('a byte at a time', (id) => [server.data(id, Buffer.alloc(1))], ['none']),
  inRead('a length of 4 GB within', (id) => [
    new PacketWriter(PACKET.data, id).u32(0xffffffff).finish(),
  ]),
  inRead('something behind the bytes', (id) => [longer(server.data(id, Buffer.alloc(5)))]),
  inRead('that all is well, without bytes', (id) => [server.status(id, STATUS.ok)]),
  {
    name: 'a handle of 257 bytes',
    at: PACKET.open,
    tell: (id) => [server.handle(id, Buffer.alloc(257))],
    doing: (files) => files.open('/a', read),
    comesTo: ['bad-answer'],
  },
  {
    name: 'two homes',
    at: PACKET.realpath,
    tell: (id) => [server.names(id, '/a', '/b')],
    doing: (files) => files.home(),
    comesTo: ['bad-answer'],
  },
  {
    name: 'no home',
    at: PACKET.realpath,
    tell: (id) => [server.names(id)],
    doing: (files) => files.home(),
    comesTo: ['bad-answer'],
  },
  {
    name: 'a home with a NUL',
    at: PACKET.realpath,
    tell: (id) => [server.names(id, '/a\0b')],
    doing: (files) => files.home(),
    comesTo: ['bad-answer'],
  },
];

export const LIES: Lie[] = [
  ...DOINGS.flatMap(([what, at, doing]) =>
    GENERAL.map((lie) => ({ ...lie, name: `${lie.name}, where it is ${what}`, at, doing })),
  ),
  ...SPECIAL,
];

/** Told before anything was asked for. */
export const GREETINGS: [name: string, bytes: (Buffer | null)[], comesTo: FileErrorCode][] = [
  ['words of a login file', [Buffer.from('Welcome to Anna’s machine!\n')], 'bad-answer'],
  ['control characters', [Buffer.from('\x1b]0;title\x07\x1b[2J')], 'bad-answer'],
  ['nothing but death', [null], 'lost'],
  ['an answer', [server.status(0, 0)], 'bad-answer'],
  ['version 2', [server.greeting(2)], 'unsupported'],
  ['a length of 4 GB', [Buffer.alloc(16, 0xff)], 'bad-answer'],
  ['a length of nothing', [Buffer.alloc(8)], 'bad-answer'],
  ['no version', [Buffer.from([0, 0, 0, 1, PACKET.version])], 'bad-answer'],
  ['a name without an end', [longer(server.greeting())], 'bad-answer'],
  [
    'a thousand extensions',
    [
      server.greeting(
        3,
        Array.from({ length: 1_000 }, (_, at) => ({ name: `x${at}`, version: '1' })) as never,
      ),
    ],
    'bad-answer',
  ],
];

function withId(packet: Buffer, id: number): Buffer {
  const other = Buffer.from(packet);
  other.writeUInt32BE(id, 5);
  return other;
}

function lengthOnly(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

function nothingIn(packet: Buffer): Buffer {
  const head = Buffer.from(packet.subarray(0, 9));
  head.writeUInt32BE(5, 0);
  return head;
}

function longer(packet: Buffer): Buffer {
  const more = Buffer.concat([packet, Buffer.of(7)]);
  more.writeUInt32BE(packet.length - 3, 0);
  return more;
}
