// What is found in files of other tools as drafts of hosts: all of it is in a field, in a tunnel, under
// Options, or told.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NAME_LENGTH, nameKey } from '../../../electron/hosts/hostDraft.ts';
import { MOST_TAGS } from '../../../electron/hosts/hostPlace.ts';
import { foundHost, type FoundHost } from '../../../electron/import/found.ts';
import type { OwnHost } from '../../../electron/import/ownJson.ts';
import {
  FOLDER_DEPTH,
  toDrafts,
  withJumpIds,
  type ImportDraft,
} from '../../../electron/import/toDrafts.ts';
import { inEnglish } from '../../../words/said.ts';
import { says } from '../../support/says.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { samples } from './samples.ts';

function one(said: Partial<FoundHost> = {}): ImportDraft {
  return toDrafts([foundHost({ name: 'web', address: 'web.example', ...said })])[0]!;
}

/** What of it doesn't come along, in a line each. */
const told = ({ left }: ImportDraft): string[] =>
  left.map(({ what, why }) => `${what}: ${inEnglish(why)}`);

it('a bare host is its address, and leaves to ssh what the file doesn’t say', () => {
  const { draft, state, why, left, folder, tags, notes, tunnels } = one();
  const { kind, name, address, user, port, keepAlive, options } = draft;
  expect({ kind, name, address, user, port, keepAlive, options }).toEqual({
    ...{ kind: 'ssh', name: 'web', address: 'web.example', user: '', port: '' },
    ...{ keepAlive: '', options: '' },
  });
  expect({ state, why, left, folder, tags, notes, tunnels }).toEqual({
    ...{ state: 'ready', why: null, left: [], folder: [], tags: [], notes: '', tunnels: [] },
  });
});

it('what has a field is in it', () => {
  const identity = path.join(temporaryDirectory(), 'id');
  writeFileSync(identity, '');
  const { draft, left } = one({
    ...{ port: 2222, user: 'ada', identities: [identity], proxyCommand: 'nc %h %p' },
    more: {
      ...{ agentForward: true, certificates: [identity], compression: true },
      ...{ connectTimeoutSeconds: 9, identitiesOnly: false, keepAliveSeconds: 30 },
      ...{ remoteCommand: 'tmux a', remoteDirectory: '/srv', requestTty: 'true' },
      ...{ setEnv: ['A=b', 'C=d e'], strictHostKeyChecking: 'off', x11: true },
      options: {
        ...{ ForwardX11Trusted: 'yes', AddressFamily: 'inet6', Ciphers: 'aes256-ctr' },
        ...{ KexAlgorithms: '+a', MACs: 'b', HostKeyAlgorithms: 'c' },
      },
    },
  });
  expect(left).toEqual([]);
  expect(draft).toMatchObject({
    ...{ port: '2222', user: 'ada', identityFile: identity, proxyCommand: 'nc %h %p' },
    ...{ agentForward: 'yes', certificateFile: identity, compression: 'yes', connectTimeout: '9' },
    ...{ identitiesOnly: 'no', keepAliveSeconds: '30', remoteCommand: 'tmux a' },
    ...{ remoteDirectory: '/srv', requestTty: 'yes', setEnv: 'A=b\nC=d e', strictHostKey: 'no' },
    ...{ x11: 'trusted', addressFamily: 'inet6', ciphers: 'aes256-ctr', kexAlgorithms: '+a' },
    ...{ macs: 'b', hostKeyAlgorithms: 'c', options: '' },
  });
});

it('what has none is a line under Options, as ssh calls it', () => {
  const { draft, left } = one({
    identities: ['~/.ssh/one', '~/my keys/two'],
    more: {
      ...{ agentForward: '~/agent.sock', certificates: ['~/a-cert.pub', '~/b-cert.pub'] },
      ...{ addKeysToAgent: 'confirm 7200', identityAgent: '~/Group Containers/x.sock' },
      ...{ localCommand: 'notify "%r"', remoteCommand: 'login %r', strictHostKeyChecking: 'maybe' },
      options: { PermitLocalCommand: 'yes', LogLevel: 'DEBUG', UserKnownHostsFile: '/dev/null' },
    },
  });
  expect(left).toEqual([]);
  expect(draft.identityFile + draft.certificateFile + draft.remoteCommand).toBe('');
  expect(draft.options.split('\n')).toEqual([
    'IdentityFile=~/.ssh/one',
    'IdentityFile="~/my keys/two"',
    'CertificateFile=~/a-cert.pub',
    'CertificateFile=~/b-cert.pub',
    'ForwardAgent=~/agent.sock',
    'StrictHostKeyChecking=maybe',
    'AddKeysToAgent=confirm 7200',
    'IdentityAgent="~/Group Containers/x.sock"',
    'LocalCommand=notify "%r"',
    'RemoteCommand=login %r',
    'PermitLocalCommand=yes',
    'LogLevel=DEBUG',
    'UserKnownHostsFile=/dev/null',
  ]);
});

it('a proxy is in its fields, and one that they refuse isn’t gone around', () => {
  const proxy = { type: 'socks5', host: 'p.example', port: 1080, user: 'CORP\\bob' } as const;
  const draft = { proxyKind: 'socks5', proxyAddress: 'p.example', proxyPort: '1080' };
  expect(one({ proxy })).toMatchObject({
    ...{ state: 'ready', left: [], draft: { ...draft, proxyUser: 'CORP\\bob' } },
  });
  expect(one({ proxy: { ...proxy, type: 'http', user: null } }).draft).toMatchObject({
    ...{ proxyKind: 'http', proxyUser: '' },
  });
  for (const wrong of [{ host: '-oProxyCommand=id' }, { port: 0 }, { user: 'a:b' }]) {
    expect(one({ proxy: { ...proxy, ...wrong } })).toMatchObject({ state: 'unusable' });
  }
});

describe('what neither can hold', () => {
  it.each([
    [
      { proxy: { type: 'socks4', host: 'p.example', port: 1080, user: null } },
      /^socks4 p\.example:1080: A proxy of this kind/,
    ],
    [{ more: { sshOptions: '-A -L 8080:localhost:80' } }, /^-A -L 8080:localhost:80: Arguments/],
    [{ more: { setEnv: ['A=say "hi"'] } }, /^setEnv: A=say "hi": Line 1 has a quotation mark/],
    [{ more: { remoteDirectory: "/it's" } }, /^remoteDirectory: \/it's: Shells read quotes/],
    [{ more: { connectTimeoutSeconds: 0 } }, /^connectTimeout: 0: Enter seconds/],
    [{ more: { options: { Ciphers: 'a b' } } }, /^ciphers: a b: Write names/],
    [{ more: { options: { Match: 'exec "rm"' } } }, /^Match exec "rm": ssh can’t be given this/],
    [{ more: { options: { 'X Y': 'z' } } }, /^X Y z: ssh can’t/],
    [{ identities: ['a"b', 'c'] }, /^IdentityFile a"b: A path with a quotation mark/],
  ] as const)('of %j is told, and the host can be used', (said, words) => {
    const draft = one(said);
    expect(told(draft)).toEqual([expect.stringMatching(words)]);
    expect(draft.state).toBe('ready');
    expect(draft.left[0]!.where).toBe('web');
  });

  it('is told beside what is wrong with the host itself', () => {
    const draft = one({ user: 'grace hopper', more: { setEnv: ['"'] } });
    expect([draft.state, draft.left.length]).toEqual(['unusable', 1]);
  });
});

it('a key that isn’t on this computer (yet) is kept as written', () => {
  const folder = path.join(temporaryDirectory(), 'folder');
  mkdirSync(folder);
  for (const identity of ['~/.ssh/no-such-key', folder, 'C:\\keys\\id.ppk']) {
    const { draft, state, left } = one({ identities: [identity] });
    expect([draft.identityFile, state, left]).toEqual([identity, 'ready', []]);
  }
});

describe('what our fields refuse', () => {
  it.each([
    [{ user: 'grace hopper' }, 'user', /can’t contain spaces/],
    [{ address: 'ports.example.com:2222' }, 'address', /into the field Port/],
    [{ address: '-oProxyCommand=x' }, 'address', /start with a dash/],
    [{ address: '' }, 'address', /Enter the address/],
    [{ port: 70_000 }, 'port', /from 1 to 65535/],
    [{ jump: ['a b'] }, 'jumpHost', /is not a jump host/],
    [{ proxyCommand: 'a\nb' }, 'proxyCommand', /can’t be seen/],
  ] as const)('%j is as written, and can’t be used', (said, field, words) => {
    const { draft, state, why } = one(said);
    expect({ state, why }).toEqual({ state: 'unusable', why: { field, said: says(words) } });
    const [key, value] = Object.entries(said)[0]!;
    if (key === field) expect(draft[field]).toBe(String(value));
  });

  it('is another thing than a kind that can’t be opened yet', () => {
    const serial = one({ protocol: 'serial', address: '', port: 0 });
    expect(serial).toMatchObject({ state: 'waiting', why: { field: null, said: says(/kind/) } });
  });
});

describe('jump hosts', () => {
  const hosts = [
    foundHost({ name: 'in', address: 'in.example', jump: ['me@x:1', 'gate', 'other'] }),
    foundHost({ name: 'gate', address: 'far.example', group: ['elsewhere'] }),
    foundHost({ name: 'gate', address: '2001:db8::1', port: 2200, user: 'me' }),
    foundHost({
      name: 'self',
      address: 's.example',
      jump: ['self', 'console'],
      aliases: ['other'],
    }),
    foundHost({ name: 'console', address: 'c.example', protocol: 'telnet' }),
  ];
  const drafts = toDrafts(hosts);

  it('of the same file are written out, the nearest of a name', () => {
    expect(drafts[0]!.draft.jumpHost).toBe('me@x:1,me@[2001:db8::1]:2200,s.example');
    expect(drafts[3]!.draft.jumpHost).toBe('self,console');
  });

  it('are followed once they are saved', () => {
    const ids = new Map([[2, 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa']]);
    expect(withJumpIds(drafts[0]!, ids).jumpHost).toBe(
      'me@x:1,host:aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa,s.example',
    );
    expect(withJumpIds(drafts[3]!, ids)).toEqual(drafts[3]!.draft);
  });
});

describe('forwards', () => {
  const usual = { type: 'local', listen: { host: null, port: 80 }, target: { host: 'x', port: 1 } };

  it('are saved tunnels that start with the first shell', () => {
    const { tunnels, left } = one({
      forwards: [
        { type: 'local', listen: { host: null, port: 8080 }, target: { host: null, port: 80 } },
        { type: 'remote', listen: { host: '*', port: 90 }, target: { host: 'db', port: 5432 } },
        { type: 'dynamic', listen: { host: '::1', port: 1080 } },
        { type: 'local', listen: { socket: '/run/a.sock' }, target: { socket: '/run/b.sock' } },
      ],
    });
    expect(left).toEqual([]);
    expect(tunnels).toMatchObject([
      { kind: 'local', listenAddress: '127.0.0.1', listenPort: '8080', shared: false },
      { kind: 'remote', listenAddress: '0.0.0.0', listenPort: '90', shared: true },
      { kind: 'dynamic', listenAddress: '::1', listenPort: '1080', targetPort: '' },
      { listenAddress: '/run/a.sock', targetAddress: '/run/b.sock', listenPort: '' },
    ]);
    expect(tunnels[0]).toMatchObject({ targetAddress: 'localhost', targetPort: '80' });
    expect(tunnels.map(({ autostart }) => autostart)).toEqual([true, true, true, true]);
  });

  it('listen to others where the file says so, and wait where it clears them', () => {
    const forwards = [usual] as FoundHost['forwards'];
    expect(one({ forwards, more: { gatewayPorts: true } }).tunnels).toMatchObject([
      { listenAddress: '0.0.0.0', shared: true },
    ]);
    expect(one({ forwards, more: { clearAllForwardings: true } }).tunnels).toMatchObject([
      { autostart: false },
    ]);
  });

  it('that ours can’t carry are told', () => {
    const draft = one({
      forwards: [
        { type: 'remote-dynamic', listen: { host: null, port: 1080 } },
        { type: 'dynamic', listen: { socket: '/run/a.sock' } },
        { type: 'local', listen: { socket: '%d/a.sock' }, target: { host: 'x', port: 1 } },
      ],
    });
    expect(draft.tunnels).toEqual([]);
    expect(told(draft)).toEqual([
      expect.stringMatching(/^remote-dynamic 1080: Bowline has no proxies/),
      expect.stringMatching(/^dynamic \/run\/a\.sock: /),
      expect.stringMatching(/^local %d\/a\.sock x:1: /),
    ]);
  });
});

describe('names, folders, tags and notes', () => {
  it('are cleaned', () => {
    const { draft, folder, tags, notes } = one({
      name: '\u202Eevil\u0007 \n name ',
      group: ['a\u0000b', '  ', 'c'],
      more: { tags: ['x\u200B', 'X', ''], description: 'one\r\ntwo\u0007' },
      aliases: ['w', 'w2\u202E'],
    });
    expect([draft.name, folder, tags]).toEqual(['evil  name', ['ab', 'c'], ['X']]);
    expect(notes).toBe('one\ntwo\nAlso called: w, w2');
  });

  it('of Ansible: the first group is the folder, the others are tags', () => {
    const { folder, tags } = one({ groups: ['web', 'dev', 'eu'], more: { tags: ['eu'] } });
    expect([folder, tags]).toEqual([['web'], ['eu', 'dev']]);
  });

  it('that are too many or too long are told', () => {
    const draft = one({
      group: Array.from({ length: 100 }, (_, index) => `level ${index}`),
      more: {
        tags: Array.from({ length: MOST_TAGS + 1 }, (_, index) => `tag ${index}`),
        description: 'x'.repeat(20_000),
      },
    });
    expect([draft.folder.length, draft.tags.length]).toEqual([FOLDER_DEPTH, MOST_TAGS]);
    expect(told(draft)).toEqual([
      expect.stringMatching(/^level 0 .* level 99: Folders can be nested 20 deep/),
      expect.stringMatching(/^tag 50: A host can have 50 tags/),
      expect.stringMatching(/^x+: That is too long/),
    ]);
  });

  it('are unique in their folder, however many want one', () => {
    const long = 'n'.repeat(NAME_LENGTH + 50);
    const names = ['Web', 'web', 'WEB', 'web 2', long, long, '', '\u0007'];
    const hosts = names.map((name) => foundHost({ name, address: 'same' }));
    const other = foundHost({ name: 'web', address: 'x', group: ['F'] });
    const drafts = toDrafts([...hosts, other, { ...other, group: ['f'] }]);
    const all = drafts.map(({ draft }) => draft.name);
    expect(all.slice(0, 4)).toEqual(['Web', 'web 2', 'WEB 3', 'web 2 2']);
    expect(all.slice(6)).toEqual(['same', '?', 'web', 'web 2']);
    expect(Math.max(...all.map((name) => name.length))).toBe(NAME_LENGTH);
    const many = Array.from({ length: 20_000 }, () => foundHost({ name: 'web', address: 'x' }));
    const keys = toDrafts(many).map(({ draft }) => nameKey(draft.name));
    expect(new Set(keys).size).toBe(20_000);
  });
});

it('each sample’s hosts come along: ready, unusable with a reason, or waiting', () => {
  for (const { name, expected } of samples()) {
    const hosts = expected.hosts.map((host) => foundHost(asFound(host)));
    for (const { found, draft, state, why, left, tunnels } of toDrafts(hosts)) {
      const where = `${name}: ${found.name}`;
      expect([where, why === null]).toEqual([where, state === 'ready']);
      expect([where, draft.address]).toEqual([where, found.address.replace(/^\[(.*)\]$/, '$1')]);
      const lost = found.forwards.length - tunnels.length;
      expect(left.length, where).toBeGreaterThanOrEqual(lost);
    }
  }
});

/** What an expectation leaves out is as in a host of which nothing is said. */
function asFound(host: Record<string, unknown>): FoundHost {
  const given = Object.entries(host).filter(([, value]) => value !== undefined && value !== null);
  return { address: '', name: '', ...Object.fromEntries(given) } as unknown as FoundHost;
}

describe('a proxy of which nothing says where it is', () => {
  const WHY = { field: 'proxyAddress', said: says(/Nothing says where the proxy is/) };
  const proxy = { type: 'http', host: '', port: 8080, user: null } as const;

  it('makes a host unusable, with the reason', () => {
    expect(one({ proxy })).toMatchObject({ state: 'unusable', why: WHY });
    expect(one({ proxy: { ...proxy, host: 'proxy.example' } })).toMatchObject({ state: 'ready' });
    expect(one({ proxy, proxyCommand: 'nc %h %p' })).toMatchObject({ state: 'ready' });
  });

  it('is told by folders of a file of our own, too', () => {
    const own: OwnHost = {
      ...{ id: 'a', kind: 'ssh', name: 'web', color: 'none', folder: ['Eu', 'Web'], tags: [] },
      ...{ notes: '', favorite: false, tunnels: [], leftOut: [] },
      fields: { address: 'web.example', proxyKind: 'socks5' },
    };
    const found = foundHost({ name: 'web', address: 'web.example', group: own.folder, own });
    const folder = (path: string[], fields: Record<string, string>) => {
      return { path, color: 'none', notes: '', fields } as const;
    };
    const drafts = (...folders: ReturnType<typeof folder>[]) =>
      toDrafts([found], undefined, folders)[0];
    expect(drafts()).toMatchObject({ state: 'unusable', why: WHY });
    const says = { proxyAddress: 'proxy.example' };
    expect(drafts(folder(['Us'], says))).toMatchObject({ state: 'unusable' });
    expect(drafts(folder(['eu'], says))).toMatchObject({ state: 'ready' });
    expect(drafts(folder(['Eu', 'Web'], says))).toMatchObject({ state: 'ready' });
    expect(drafts(folder(['Eu'], { proxyAddress: '-x' }))).toMatchObject({ state: 'unusable' });
  });
});
