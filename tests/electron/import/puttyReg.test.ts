// Exports of PuTTY's and KiTTY's registry: what the samples don't show.
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../words/said.ts';
import type { Found, FoundHost } from '../../../electron/import/found.ts';
import { puttyReg } from '../../../electron/import/readers/puttyReg.ts';
import { PersonError } from '../../../electron/personError.ts';
import { allTold, fileOf, lost, onlyHost } from './made.ts';

const HEADER = 'Windows Registry Editor Version 5.00\r\n\r\n';
const SESSIONS = String.raw`HKEY_CURRENT_USER\Software\SimonTatham\PuTTY\Sessions`;
const KITTY = String.raw`HKEY_CURRENT_USER\Software\9bis.com\KiTTY\Sessions`;

function session(name: string, lines: readonly string[], root = SESSIONS): string {
  return [`[${root}\\${name}]`, ...lines, ''].join('\r\n');
}

function read(...parts: string[]): Found {
  return puttyReg.read(fileOf('putty.reg', HEADER + parts.join('\r\n')));
}

/** A session `s` with a host, and these lines besides. */
function found(...lines: string[]): Found {
  return read(session('s', ['"HostName"="h.example.com"', '"Protocol"="ssh"', ...lines]));
}

const host = (...lines: string[]): FoundHost => onlyHost(found(...lines));

describe('a file of the registry', () => {
  it('is read in UTF-16 of both orders, with a mark and without', () => {
    const text = HEADER + session('gr%C3%BC%C3%9Fe', ['"HostName"="grüße.example.com"']);
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    const files = [little, Buffer.concat([Buffer.of(0xff, 0xfe), little]), big];
    for (const bytes of [...files, Buffer.concat([Buffer.of(0xfe, 0xff), big])]) {
      const { name, address } = onlyHost(puttyReg.read(fileOf('a.reg', bytes)));
      expect([name, address]).toEqual(['grüße', 'grüße.example.com']);
    }
  });

  it('needs no header, and takes line feeds of any kind', () => {
    const text = session('a', ['"HostName"="a.example.com"']);
    for (const end of ['\r\n', '\n', '\r']) {
      const { address } = onlyHost(puttyReg.read(fileOf('a', text.replaceAll('\r\n', end))));
      expect(address).toBe('a.example.com');
    }
  });

  it('says what it asks to be deleted, with all below, and what is made after that counts', () => {
    const gone = session('a', ['"HostName"="a.example.com"', '"UserName"="old"']);
    const { hosts, unmapped } = read(
      gone,
      `[-${SESSIONS}]`,
      '',
      session('a', ['"HostName"="new"']),
    );
    expect(hosts.map(({ address, user }) => [address, user])).toEqual([['new', null]]);
    expect(unmapped.map(({ where }) => where)).toEqual(['[-…\\Sessions]']);
    expect(read(gone, `[-${SESSIONS.toUpperCase()}\\A]`).hosts).toEqual([]);
  });

  it('puts together a key that comes twice; the last value counts, and may be taken back', () => {
    const twice = read(
      session('a', ['"HostName"="a"', '"UserName"="u"', '"Compression"=dword:1']),
      session('A', ['"HostName"="b"', '"UserName"=-']),
    );
    expect(onlyHost(twice)).toMatchObject({
      address: 'b',
      user: null,
      more: { compression: true },
    });
  });

  it('reads values of all types', () => {
    const { hosts } = read(
      session('a', [
        '"HostName"=hex(2):61,00,2e,00,62,00,00,00',
        '"PortNumber"=hex(4):ae,08,00,00',
        '"UserName" = "u" ; the user',
        '"PingIntervalSecs"=hex(b):1e,00,00,00,00,00,00,00',
        '"RemoteCommand"="one',
        'two \\"2\\""',
      ]),
    );
    expect(hosts[0]).toMatchObject({ address: 'a.b', port: 2222, user: 'u' });
    expect(hosts[0]?.more).toMatchObject({ keepAliveSeconds: 30, remoteCommand: 'one\ntwo "2"' });
  });

  it('reads bytes of the older version in its code page', () => {
    const text = `REGEDIT4\r\n\r\n${session('a', ['"HostName"=hex(2):61,2e,62,00'])}`;
    expect(onlyHost(puttyReg.read(fileOf('a.reg', text))).address).toBe('a.b');
  });

  it('names lines that are damaged, and reads the others', () => {
    const some = found('"UserName"="never closed', '"Port', '"Compression"=dword:00000001', 'junk');
    expect(onlyHost(some)).toMatchObject({ user: null, more: { compression: true } });
    expect(lost(some)).toEqual(['putty.reg:6 | ', 'putty.reg:7 | ', 'putty.reg:9 | ']);
  });

  it('counts keys of other programs, and reports host keys', () => {
    const { unmapped } = read(
      session('a', ['"HostName"="a"']),
      '[HKEY_CURRENT_USER\\Software\\Other]\r\n"x"="y"\r\n',
      '[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\SshHostCAs\\mine]\r\n"PublicKey"="x"\r\n',
      '[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Jumplist]\r\n"Recent sessions"="a"\r\n',
    );
    expect(unmapped.map(({ why }) => inEnglish(why))).toEqual([
      expect.stringMatching(/host keys/),
      expect.stringMatching(/One more key/),
    ]);
  });

  it('without sessions is refused', () => {
    for (const text of [HEADER, `${HEADER}[${SESSIONS}]\r\n`, '', 'HostName=x']) {
      expect(() => puttyReg.read(fileOf('a.reg', text))).toThrow(PersonError);
    }
  });
});

describe('a session', () => {
  it.each([
    ['h:2222', { address: 'h', port: 22 }, true],
    ['[2001:db8::1]:2222', { address: '2001:db8::1', port: 22 }, true],
    ['2001:db8::1', { address: '2001:db8::1' }, false],
    ['corp\\\\ada@home@h', { address: 'h', user: 'corp\\ada@home' }, false],
    ['@h', { address: 'h', user: null }, false],
    ['  h  ', { address: 'h' }, false],
    ['-oProxyCommand=calc', { address: '-oProxyCommand=calc' }, false],
  ])('for %j has the address that PuTTY would open', (written, expected, drops) => {
    const one = read(session('s', [`"HostName"="${written}"`]));
    expect(onlyHost(one)).toMatchObject(expected);
    expect(lost(one).some((line) => line.includes('HostName'))).toBe(drops);
  });

  it('has the port of its protocol where it says none', () => {
    const ports = ['ssh', 'telnet', 'rlogin', 'raw', 'supdup'].map((protocol) => {
      const one = read(session('s', ['"HostName"="h"', `"Protocol"="${protocol}"`]));
      return [onlyHost(one).protocol, onlyHost(one).port];
    });
    expect(ports).toEqual([
      ['ssh', 22],
      ['telnet', 23],
      ['rlogin', 513],
      ['raw', 0],
      ['supdup', 137],
    ]);
    expect(host('"PortNumber"=dword:00000000').port).toBe(22);
  });

  it('brings what an ssh host has', () => {
    const settings = ['TryAgent=0', 'NoPTY=1', 'SshNoShell=1', 'AddressFamily=2', 'GssapiFwd=1'];
    const lines = settings.map((one) => `"${one.replace('=', '"=dword:')}`);
    expect(host(...lines, '"PingInterval"=dword:2', '"PingIntervalSecs"=dword:5').more).toEqual({
      identityAgent: 'none',
      requestTty: 'no',
      keepAliveSeconds: 125,
      options: {
        SessionType: 'none',
        AddressFamily: 'inet6',
        GSSAPIAuthentication: 'yes',
        GSSAPIDelegateCredentials: 'yes',
      },
    });
  });

  it('of another kind says what it has left over', () => {
    const one = read(
      session('t', ['"HostName"="h"', '"Protocol"="telnet"', '"PublicKeyFile"="k"', '"X11Forward"=dword:1']),
    ); // prettier-ignore
    expect(onlyHost(one)).toMatchObject({ identities: [], forwards: [], more: {} });
    expect(lost(one)).toEqual(['t | Protocol=telnet', 't | PublicKeyFile, X11Forward']);
  });

  it('on a serial line needs no host', () => {
    const lines = ['"Protocol"="serial"', '"SerialLine"="COM3"', '"SerialStopHalfbits"=dword:3'];
    const one = onlyHost(read(session('c', [...lines, '"SerialParity"=dword:4'])));
    const serial = {
      line: 'COM3',
      speed: 9600,
      dataBits: 8,
      stopBits: 1.5,
      parity: 'space',
      flow: 'xonxoff',
    };
    expect(one).toMatchObject({ protocol: 'serial', address: 'COM3', port: 0, serial });
  });

  it('of a shell on this computer is none', () => {
    expect(read(session('c', ['"Protocol"="cygterm"', '"HostName"="-"'])).hosts).toEqual([]);
  });

  it('says of its settings only what is out of the ordinary', () => {
    const usual = [
      '"Cipher"="aes,chacha20,3des,WARN,des"',
      '"KEX"="ecdh,WARN"',
      '"SshProt"=dword:3',
    ];
    const quiet = [
      ...usual,
      '"TerminalType"="xterm-256color"',
      '"ProxySelection"="- Session defined proxy -"',
      '"LineCodePage"="UTF-8"',
      '"Font"="x"',
    ];
    expect(lost(found(...quiet, '"BugDropStart"=dword:1', '"Unheard"=""'))).toEqual([]);
    const loud = [
      '"Cipher"="3des,aes"',
      '"SshProt"=dword:0',
      '"LineCodePage"="KOI8-R"',
      '"BugRekey2"=dword:2',
    ];
    expect(lost(found(...loud, '"TerminalType"="vt100"', '"Unheard"="of"'))).toEqual([
      's | Cipher=3des,aes',
      's | SshProt=0',
      's | LineCodePage=KOI8-R',
      's | BugRekey2=2',
      's | TerminalType=vt100',
      's | Unheard=of',
    ]);
  });

  it('never shows a password, nor what is typed', () => {
    const secrets = [
      'Password',
      'ProxyPassword',
      'Autocommand',
      'AntiIdle',
      'ScriptfileContent',
      'MyToken',
    ];
    const one = found(...secrets.map((name) => `"${name}"="s3cr3t"`), '"ProxyMethod"=dword:3');
    expect(allTold(one)).not.toContain('s3cr3t');
    expect(lost(one).toSorted()).toEqual(secrets.map((name) => `s | ${name}`).toSorted());
  });

  it('says that a password is kept for a proxy that is not in use', () => {
    expect(lost(found('"ProxyMethod"=dword:0', '"ProxyPassword"="x"'))).toEqual([
      's | ProxyPassword',
    ]);
  });

  it('with a key in a store of Windows has no key file', () => {
    const one = found('"PublicKeyFile"="CAPI:1234"');
    expect(onlyHost(one).identities).toEqual([]);
    expect(lost(one)).toEqual(['s | identities: PublicKeyFile=CAPI:1234']);
  });

  it('of KiTTY has a folder, and a note', () => {
    const lines = ['"HostName"="h"', '"Folder"="Net/Core"', '"Comment"="mine"'];
    expect(onlyHost(read(session('k', lines, KITTY)))).toMatchObject({
      group: ['Net/Core'],
      more: { description: 'mine' },
    });
  });

  it('that is the template says what it would have set, and never a password', () => {
    const lines = ['"UserName"="u"', '"HostName"="h"', '"Password"="s3cr3t"'];
    const one = read(session('Default%20Settings', lines), session('a', ['"HostName"="a"']));
    expect(lost(one)).toEqual([
      'Default Settings | HostName=h, UserName=u',
      'Default Settings | Password',
    ]);
  });

  it('of a name that means something to JavaScript is a host like any other', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const { hosts } = read(
      ...names.map((name) => session(name, ['"HostName"="h"', '"__proto__"="x"'])),
    );
    expect(hosts.map(({ name }) => name)).toEqual(names);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('a way to the host', () => {
  const proxy = (...lines: string[]): Found =>
    found('"ProxyHost"="p"', '"ProxyPort"=dword:16', ...lines);

  it('may be a jump host, called as a session, with a name of its own', () => {
    const hop = ['"HostName"="a"', '"ProxyMethod"=dword:6', '"ProxyHost"="my gate"'];
    const { hosts } = read(
      session('my%20gate', ['"HostName"="g"']),
      session('a', hop),
      session('b', [...hop, '"ProxyUsername"="u"']),
    );
    expect(hosts.map(({ jump }) => jump)).toEqual([null, ['my gate'], ['u@my gate']]);
  });

  it('has a port, and brackets around an IPv6 address', () => {
    const one = found('"ProxyMethod"=dword:6', '"ProxyHost"="2001:db8::1"', '"ProxyPort"=dword:16');
    expect(onlyHost(one).jump).toEqual(['[2001:db8::1]:22']);
  });

  it('says what PuTTY would run on a jump host, and of a proxy that is spoken to', () => {
    const exec = proxy('"ProxyMethod"=dword:7', '"ProxyTelnetCommand"="nc %host %port"');
    expect(onlyHost(exec).jump).toEqual(['p:22']);
    expect(lost(exec)).toEqual(['s | ProxyTelnetCommand=nc %host %port']);
    const telnet = proxy('"ProxyMethod"=dword:4');
    expect(onlyHost(telnet)).toMatchObject({ jump: null, proxy: null, proxyCommand: null });
    expect(lost(telnet)).toEqual(['s | ProxyHost=p:22']);
  });

  it.each([
    [1, 'http'],
    [2, 'socks5'],
  ])('of an old file with ProxyType %d is %s', (type, expected) => {
    expect(onlyHost(proxy(`"ProxyType"=dword:${type}`)).proxy).toMatchObject({ type: expected });
  });

  it('says what else is set of the proxy, and nothing where it is not in use', () => {
    const details = [
      '"ProxyExcludeList"="*.lan"',
      '"ProxyDNS"=dword:0',
      '"ProxyLocalhost"=dword:1',
    ];
    expect(lost(proxy('"ProxyMethod"=dword:1', ...details))).toEqual([
      's | ProxyExcludeList=*.lan',
      's | ProxyDNS=0',
      's | ProxyLocalhost=1',
    ]);
    expect(lost(proxy('"ProxyMethod"=dword:0', ...details))).toEqual([]);
  });
});

describe('tunnels', () => {
  it('that make no sense are named, the others come along', () => {
    const one = found('"PortForwardings"="L80=,X1=a:1,L=a:1,L99999=a:1,Lhttp=a:1,R1=a:2,L9=D"');
    expect(onlyHost(one).forwards).toEqual([
      { type: 'remote', listen: { host: null, port: 1 }, target: { host: 'a', port: 2 } },
      { type: 'dynamic', listen: { host: null, port: 9 } },
    ]);
    expect(lost(one)).toEqual(
      ['L80', 'X1=a:1', 'L=a:1', 'L99999=a:1', 'Lhttp=a:1'].map((what) => `s | ${what}`),
    );
  });

  it('say that they are open to all on the other side', () => {
    expect(lost(found('"PortForwardings"="R1=a:2"', '"RemotePortAcceptAll"=dword:1'))).toHaveLength(
      1,
    );
    expect(lost(found('"PortForwardings"="L1=a:2"', '"RemotePortAcceptAll"=dword:1'))).toHaveLength(
      0,
    );
  });
});
