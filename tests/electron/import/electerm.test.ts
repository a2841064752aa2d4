// electerm: groups, logins that are shared, keys as text or as paths, ways there of old and new files.
import { describe, expect, it } from 'vitest';
import { onlyHost, readText, toldIn } from './pickedFile.ts';

type Json = Record<string, unknown>;

function whole(bookmarks: Json[], bookmarkGroups: Json[] = [], more: Json = {}): string {
  return JSON.stringify({ bookmarkGroups, bookmarks, ...more });
}

function told(text: string): (string | undefined)[] {
  return readText(text).unmapped.map(({ what }) => what);
}

/** What the tool writes beside, though nobody set any of it. */
const REST = {
  ...{ authType: 'password', port: 22, useSshAgent: true, sshAgent: '', envLang: 'en_US.UTF-8' },
  ...{ runScripts: [{ delay: 500, script: '' }], encode: 'utf-8', type: 'ssh', enableSsh: true },
  ...{ enableSftp: true, term: 'xterm-256color', displayRaw: false, cipher: [], compress: [] },
  ...{ serverHostKey: [], sshTunnels: [], connectionHoppings: [], color: '#ffab4a' },
  ...{ quickCommands: [], x11: false, hasHopping: false, proxy: '', password: '' },
};

describe('a bookmark', () => {
  it('tells nothing of what the tool writes for everyone', () => {
    const found = readText(whole([{ id: 'a', title: 'a', host: 'h', username: 'root', ...REST }]));
    expect(onlyHost(found)).toMatchObject({ jump: null, proxy: null, forwards: [] });
    expect(found.unmapped).toEqual([]);
  });

  it('has a key by its path, and never the key itself', () => {
    const found = readText(
      whole([
        { title: 'a', host: 'h', privateKey: '~/.ssh/a', certificate: '/c-cert.pub' },
        { title: 'b', host: 'h', privateKey: '-----BEGIN\nc2VjcmV0', passphrase: 'c2VjcmV0' },
      ]),
    );
    expect(found.hosts[0]).toMatchObject({
      identities: ['~/.ssh/a'],
      more: { certificates: ['/c-cert.pub'] },
    });
    expect(found.hosts[1]!.identities).toEqual([]);
    expect(JSON.stringify(found)).not.toContain('c2VjcmV0');
  });

  it('takes its user from a login that it shares, where the file has that', () => {
    const bookmark = { title: 'a', host: 'h', authType: 'profiles', profile: 'p' };
    const found = readText(
      whole([bookmark], [], { profiles: [{ id: 'p', username: 'ada', password: 'x' }] }),
    );
    expect(onlyHost(found).user).toBe('ada');
    expect(found.unmapped.map(({ what }) => what)).toEqual(['password']);
  });

  it.each([
    ['socks4://h:1', { type: 'socks4', host: 'h', port: 1, user: null }],
    ['http://u:c2VjcmV0@h', { type: 'http', host: 'h', port: 8_080, user: 'u' }],
    ['socks5://[2001:db8::1]:9', { type: 'socks5', host: '2001:db8::1', port: 9, user: null }],
    ['https://h:1', null],
    ['nonsense', null],
    ['socks5://u:c2Vj@cmV0@h', { type: 'socks5', host: 'h', port: 1_080, user: 'u' }],
    ['socks5://u:c2Vj@cmV0@', null],
  ])('goes through the proxy %s', (proxy, expected) => {
    const found = readText(whole([{ title: 'a', host: 'h', proxy }]));
    expect(onlyHost(found).proxy).toEqual(expected);
    if (expected === null || proxy.includes('@')) expect(found.unmapped).toHaveLength(1);
    expect(JSON.stringify(found)).not.toMatch(/c2Vj|cmV0/);
  });

  it('tells of hops that are switched off, and of forwards that lead nowhere', () => {
    const text = whole([
      {
        ...{ title: 'a', host: 'h', hasHopping: false, connectionHoppings: [{ host: 'x' }] },
        sshTunnels: [{ sshTunnel: 'forwardLocalToRemote', sshTunnelLocalPort: 1 }, 'x'],
      },
    ]);
    expect(onlyHost(readText(text))).toMatchObject({ jump: null, forwards: [] });
    expect(told(text)).toEqual([
      ...['connectionHoppings, switched off', 'sshTunnels=forwardLocalToRemote'],
    ]);
  });

  it('carries what a host has', () => {
    const set = { setEnv: 'A=1 B=2', envLang: 'de_DE.UTF-8', startDirectoryRemote: '/srv' };
    const text = whole([
      {
        title: 'a',
        host: 'h',
        ...set,
        description: 'd',
        sshAgent: '/run/a',
        keepaliveInterval: 9_000,
      },
    ]);
    expect(onlyHost(readText(text)).more).toEqual({
      ...{ description: 'd', identityAgent: '/run/a', keepAliveSeconds: 9 },
      ...{ remoteDirectory: '/srv', setEnv: ['LANG=de_DE.UTF-8', 'A=1', 'B=2'] },
    });
  });

  it('tells of what it has no place for', () => {
    const set = { quickCommands: [{ name: 'x', command: 'y' }], cipher: ['aes'], term: 'vt100' };
    expect(told(whole([{ title: 'a', host: 'h', ...set, apiToken: 'z', newThing: 1 }]))).toEqual([
      ...['quickCommands', 'cipher', 'term=vt100', 'apiToken', 'newThing=1'],
    ]);
  });

  it('is of ssh, telnet, a serial port, or files only; others are told', () => {
    const types = ['ssh', 'telnet', 'serial', 'vnc', 'ftp', 'web', 'local', 'spice', '__proto__'];
    const found = readText(
      whole([
        ...types.map((type) => ({ title: type, type, host: 'h', path: 'COM1' })),
        { title: 'files', host: 'h', enableSsh: false },
      ]),
    );
    expect(found.hosts.map(({ protocol, port }) => [protocol, port])).toEqual([
      ...[
        ['ssh', 22],
        ['telnet', 23],
        ['serial', 0],
        ['sftp', 22],
      ],
    ]);
    expect(found.hosts[2]!.serial).toEqual({ line: 'COM1', speed: 9_600 });
    expect(found.unmapped).toHaveLength(types.length - 3);
  });
});

describe('groups', () => {
  const group = (id: string, bookmarkIds: string[], bookmarkGroupIds: string[] = []): Json => ({
    ...{ id, title: id.toUpperCase(), bookmarkIds, bookmarkGroupIds },
  });

  it('lie in each other in any order; of two that list a bookmark the first is taken', () => {
    const found = readText(
      whole(
        [{ id: 'a', title: 'a', host: 'h' }],
        [group('in', ['a']), group('out', ['a'], ['in', 'none'])],
      ),
    );
    expect(onlyHost(found).group).toEqual(['OUT', 'IN']);
    expect(toldIn(found)[0]).toContain('OUT: bookmarkGroupIds "none"');
  });

  it('that lie in themselves are told', () => {
    const found = readText(
      whole(
        [{ id: 'a', title: 'a', host: 'h' }],
        [group('x', ['a'], ['y']), group('y', [], ['x'])],
      ),
    );
    expect(onlyHost(found).group).toEqual([]);
    expect(toldIn(found)[0]).toContain('lies inside itself');
  });

  it('that are too deep are refused', () => {
    const chain = Array.from({ length: 80 }, (_, at) => group(`g${at}`, [], [`g${at + 1}`]));
    expect(() => readText(whole([], chain))).toThrow('nested too deeply');
  });

  it('may be called like what each object has', () => {
    const text = `{"bookmarks":[{"id":"__proto__","title":"a","host":"h"}],"bookmarkGroups":[
      {"id":"constructor","title":"__proto__","bookmarkIds":["__proto__"],"__proto__":{"x":1}}]}`;
    expect(onlyHost(readText(text)).group).toEqual(['__proto__']);
  });
});

it('an empty list of bookmarks is said to be one', () => {
  expect(toldIn(readText(whole([])))[0]).toContain('no host is saved in it');
});
