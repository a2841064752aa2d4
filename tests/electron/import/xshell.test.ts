// Xshell's sessions of versions 3 to 8: alone, in folders, and in an archive.
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../electron/import/found.ts';
import { xshell } from '../../../electron/import/readers/xshell.ts';
import { PersonError } from '../../../electron/personError.ts';
import { eachSeed } from '../../support/random.ts';
import {
  damaged,
  fileOf,
  folderOf,
  only,
  standsIt,
  told,
  toldOf,
  utf16,
} from './terminalSources.ts';

/** A session as version 7 writes one that nobody changed, cut to one or two settings of each sort. */
const USUAL: Record<string, Record<string, string>> = {
  'CONNECTION:PROXY': { Proxy: '', StartUp: '0' },
  'CONNECTION:SERIAL': { BaudRate: '6', ComPort: '0', DataBits: '3' },
  SessionInfo: { Version: '7.1', Description: 'Xshell session file' },
  TRACE: { SockConn: '1', SshLogin: '0' },
  'CONNECTION:SSH': {
    SSHCiphers: 'chacha20-poly1305@openssh.com:1,aes128-ctr:1',
    AgentForwarding: '0',
    ForwardToXmanager: '1',
    Compression: '0',
    NoTerminal: '0',
    UseAuthAgent: '0',
    MAC: '',
    InitRemoteDirectory: '',
    ForwardX11: '1',
    VexMode: '2',
    Display: 'localhost:0.0',
    FwdReqCount: '0',
    NoConnFileManager: '1',
    SSHKeyExchanges: 'curve25519-sha256:1',
    RemoteCommand: '',
    SaveHostKey: '0',
  },
  BELL: { RepeatTime: '3' },
  CONNECTION: {
    Port: '22',
    Protocol: 'SSH',
    Host: 'h.example.com',
    AutoReconnect: '0',
    AutoReconnectInterval: '30',
    Description: '',
    UseNaglesAlgorithm: '0',
    FtpPort: '21',
    IPV: '0',
  },
  TERMINAL: { Type: 'xterm', CodePage: '65001', Rows: '24' },
  'CONNECTION:TELNET': { XdispLoc: '1', Display: '$PCADDR:0.0' },
  'CONNECTION:AUTHENTICATION': {
    Pkcs11Pin: '',
    Library: '0',
    Passphrase: '',
    UseInitScript: '0',
    TelnetLoginPrompt: 'ogin:',
    Password: '',
    UseExpectSend: '0',
    ExpectSend_Count: '0',
    AuthMethodList: '00,10,20,30,40,50',
    ScriptPath: '',
    UserKey: '',
    UserName: '',
  },
  LOGGING: { FilePath: '%n_%Y-%m-%d_%t.log' },
  'CONNECTION:KEEPALIVE': {
    SendKeepAliveInterval: '60',
    KeepAliveInterval: '60',
    TCPKeepAlive: '0',
    KeepAliveString: '',
    SendKeepAlive: '0',
    KeepAlive: '1',
  },
};

/** With those settings, `Section/Key`, other than usual. */
function session(changed: Record<string, string> = {}): string {
  const sections = structuredClone(USUAL);
  for (const [place, value] of Object.entries(changed)) {
    const [section, key] = place.split('/') as [string, string];
    sections[section] = { ...sections[section], [key]: value };
  }
  return Object.entries(sections)
    .map(([name, values]) => [`[${name}]`, ...Object.entries(values).map((pair) => pair.join('='))])
    .flat()
    .join('\r\n');
}

function read(changed: Record<string, string>): Found {
  const source = fileOf('name.xsh', utf16(session(changed)));
  expect(xshell.recognises(source)).toBe(true);
  return xshell.read(source);
}

const SSH = 'CONNECTION:SSH';
const LOGIN = 'CONNECTION:AUTHENTICATION';

describe('a session', () => {
  it('that nobody changed says nothing that can’t come along', () => {
    const found = read({});
    expect(toldOf(found)).toEqual([]);
    expect(only(found)).toMatchObject({ name: 'name', address: 'h.example.com', user: null });
    expect(only(found).more).toEqual({
      x11: true,
      agentForward: false,
      compression: false,
      keepAliveSeconds: 60,
    });
  });

  it('has all that a host may have', () => {
    const found = read({
      'CONNECTION/Description': 'a note',
      [`${SSH}/AgentForwarding`]: '1',
      [`${SSH}/Compression`]: '1',
      [`${SSH}/RemoteCommand`]: 'tmux',
      [`${SSH}/InitRemoteDirectory`]: '/srv',
      [`${SSH}/NoTerminal`]: '1',
      'CONNECTION:KEEPALIVE/KeepAlive': '0',
      [`${LOGIN}/UserKey`]: 'C:\\keys\\k',
    });
    expect(only(found)).toMatchObject({ identities: ['C:\\keys\\k'] });
    expect(only(found).more).toEqual({
      description: 'a note',
      x11: true,
      agentForward: true,
      compression: true,
      remoteCommand: 'tmux',
      remoteDirectory: '/srv',
      requestTty: 'no',
    });
    expect(toldOf(found)).toEqual([]);
  });

  it('has as many tunnels as it counts', () => {
    const found = read({
      [`${SSH}/FwdReqCount`]: '4',
      [`${SSH}/FwdReq_0_Incoming`]: '1',
      [`${SSH}/FwdReq_0_Port`]: '8080',
      [`${SSH}/FwdReq_0_Host`]: 'localhost',
      [`${SSH}/FwdReq_0_HostPort`]: '80',
      [`${SSH}/FwdReq_1_Port`]: '5432',
      [`${SSH}/FwdReq_1_Source`]: 'localhost',
      [`${SSH}/FwdReq_1_LocalOnly`]: '0',
      [`${SSH}/FwdReq_1_Host`]: 'db',
      [`${SSH}/FwdReq_1_HostPort`]: '5432',
      [`${SSH}/FwdReq_2_Incoming`]: '2',
      [`${SSH}/FwdReq_2_Port`]: '1080',
      [`${SSH}/FwdReq_3_Port`]: 'x',
      [`${SSH}/FwdReq_9_Port`]: '1',
    });
    expect(only(found).forwards).toEqual([
      {
        type: 'remote',
        listen: { host: null, port: 8080 },
        target: { host: 'localhost', port: 80 },
      },
      { type: 'local', listen: { host: '*', port: 5432 }, target: { host: 'db', port: 5432 } },
      { type: 'dynamic', listen: { host: null, port: 1080 } },
    ]);
    expect(told(found, 'FwdReq_3')).toContain('can’t be understood');
    expect(read({ [`${SSH}/FwdReqCount`]: '99999999' }).unmapped).toHaveLength(1_000);
  });

  it.each([
    ['SFTP', 'sftp', 22],
    ['TELNET', 'telnet', 23],
    ['RLOGIN', 'rlogin', 513],
    ['', 'ssh', 22],
  ])('of %s is a host', (name, protocol, port) => {
    const found = read({ 'CONNECTION/Protocol': name, 'CONNECTION/Port': '' });
    expect(only(found)).toMatchObject({ protocol, port });
  });

  it.each(['SERIAL', 'LOCAL', 'FTP', 'RDP'])('of %s is told', (name) => {
    const found = read({ 'CONNECTION/Protocol': name });
    expect(found.hosts).toEqual([]);
    expect(told(found, `name | ${name}`)).toBeDefined();
  });

  it.each([
    [{ [`${LOGIN}/Password`]: 'beef' }, 'Password | A secret'],
    [{ [`${LOGIN}/Passphrase`]: 'beef' }, 'Passphrase | A secret'],
    [{ [`${LOGIN}/Pkcs11Pin`]: 'beef' }, 'Pkcs11Pin | A secret'],
    [{ [`${LOGIN}/UserKey`]: 'id_rsa' }, 'kept in Xshell'],
    [
      {
        [`${LOGIN}/UseExpectSend`]: '1',
        [`${LOGIN}/ExpectSend_Count`]: '2',
        [`${LOGIN}/ExpectSend_Send_0`]: 'beef',
      },
      'ExpectSend_Count=2',
    ],
    [{ [`${LOGIN}/UseInitScript`]: '1', [`${LOGIN}/ScriptPath`]: 'C:\\x.vbs' }, 'C:\\x.vbs'],
    [{ [`${LOGIN}/UseAuthProfile`]: '1', [`${LOGIN}/AuthProfile`]: 'ops' }, 'AuthProfile=ops'],
    [{ [`${LOGIN}/NewSecretToken`]: 'beef' }, 'newsecrettoken'],
    [{ 'CONNECTION:PROXY/Proxy': 'corp' }, 'Proxy=corp'],
    [{ 'CONNECTION/IPV': '2' }, '[CONNECTION] ipv=2'],
    [{ 'CONNECTION/Port': '0x16' }, 'Port=0x16'],
    [{ 'CONNECTION/Host': '' }, 'No address'],
    [{ 'TERMINAL/CodePage': '936' }, 'CodePage=936'],
    [
      { 'CONNECTION:KEEPALIVE/SendKeepAlive': '1', 'CONNECTION:KEEPALIVE/KeepAliveString': '\\r' },
      'KeepAliveString',
    ],
  ])('tells of %j', (changed, part) => {
    const found = read(changed);
    expect(found.hosts).toHaveLength(1);
    expect(told(found, part)).toContain('name |');
    expect(JSON.stringify(found)).not.toContain('beef');
  });

  it('of version 3 has its keep alive beside the address, and is in the code page of then', () => {
    const text =
      '[CONNECTION]\nHost=h\nProtocol=SSH\nKeepAlive=1\nKeepAliveInterval=45\nDescription=';
    const bytes = Buffer.concat([Buffer.from(text), Buffer.from('b7fecef1c6f70a', 'hex')]);
    expect(only(xshell.read(fileOf('x.xsh', bytes))).more).toMatchObject({
      description: '服务器',
      keepAliveSeconds: 45,
    });
  });

  it('keeps names that are harmful elsewhere as they are', () => {
    const found = xshell.read(
      folderOf({ '__proto__/constructor.xsh': session({ 'CONNECTION/Host': '-oProxyCommand=x' }) }),
    );
    expect(only(found)).toMatchObject({
      name: 'constructor',
      address: '-oProxyCommand=x',
      group: ['__proto__'],
    });
  });
});

describe('a folder of sessions', () => {
  it('may be the whole of the tool’s own', () => {
    const found = xshell.read(
      folderOf({
        'Xshell/Sessions/prod/a.xsh': session(),
        'Xshell/Sessions/b.XSH': session(),
        'Xshell/Templates/c.xsh': session(),
        'Xshell/Sessions/notes.txt': session(),
      }),
    );
    expect(found.hosts.map(({ name, group }) => [...group, name])).toEqual([['prod', 'a'], ['b']]);
  });
});

describe('an archive', () => {
  const archive = zip({
    'prod/a.xsh': utf16(session()),
    'b.xsh': utf16(session({ 'CONNECTION/Host': 'b' })),
    'Thumbs.db': new Uint8Array(3),
  });

  it('is read as the folder that it is made of', () => {
    const source = fileOf('x.xts', archive);
    expect(xshell.recognises(source)).toBe(true);
    expect(xshell.recognises(fileOf('x.zip', archive))).toBe(true);
    const { hosts } = xshell.read(source);
    expect(hosts.map(({ name, group }) => [...group, name])).toEqual([['prod', 'a'], ['b']]);
  });

  it('of something else is none', () => {
    expect(xshell.recognises(fileOf('x.zip', zip({ 'a.txt': new Uint8Array(2) })))).toBe(false);
    expect(() => xshell.read(fileOf('x.zip', new Uint8Array(99)))).toThrow(PersonError);
  });

  it('that is locked or cut says what to do', () => {
    const locked = archive.slice();
    const entry = Buffer.from(locked).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    locked[entry + 8]! |= 1;
    for (const bytes of [locked, archive.subarray(0, 90)]) {
      const source = fileOf('x.xts', bytes);
      expect(xshell.recognises(source)).toBe(true);
      expect(() => xshell.read(source)).toThrow(/Unpack it/);
    }
  });

  it('that promises less than it holds isn’t unpacked', () => {
    const bomb = zip({ 'a.xsh': new Uint8Array(1_000_000) });
    const entry = Buffer.from(bomb).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(entry + 24, 10, true);
    expect(() => xshell.read(fileOf('x.xts', bomb))).toThrow(/Unpack it/);
  });

  it('stands whatever is done to it', async () => {
    await eachSeed(300, (random) => {
      standsIt(xshell, fileOf('x.xts', damaged(archive, random)));
    });
  });
});

/** A zip file of these, each packed. */
function zip(files: Record<string, Uint8Array>): Uint8Array {
  const [bodies, entries]: Buffer[][] = [[], []];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(22);
    common.writeUInt16LE(8, 4); // packed
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    const lengths = Buffer.from([name.length, 0, 0, 0]);
    const start = at;
    const local = [Buffer.from('PK\x03\x04'), common, lengths, Buffer.from(name), packed];
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(start, 10);
    entries!.push(
      Buffer.from('PK\x01\x02\x14\0', 'latin1'),
      common,
      lengths,
      rest,
      Buffer.from(name),
    );
    bodies!.push(...local);
    at += Buffer.concat(local).length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies!, ...entries!, end]);
}
