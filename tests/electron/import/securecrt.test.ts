// SecureCRT's sessions as files and as an export, with what it writes into each of them.
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../electron/import/found.ts';
import { securecrt } from '../../../electron/import/readers/securecrt.ts';
import { fileOf, folderOf, only, standsIt, told, toldOf } from './terminalSources.ts';

/** A session as a new one is written, cut to one or two of each sort of settings. */
const USUAL = [
  'S:"Hostname"=h.example.com',
  'D:"[SSH2] Port"=00000016',
  'S:"Password V2"=',
  'S:"Login Script V3"=02:69ed0d0044bfb68ab8e3b851eeb862e9',
  'D:"Session Password Saved"=00000000',
  'S:"Local Shell Command Pre-connect V2"=02:69ed0d0044bf',
  'S:"Monitor Username"=',
  'S:"Monitor Password V2"=02:69ed0d0044bfb68ab8',
  'B:"Normal Font v2"=00000060',
  ' f3 ff ff ff 00 00 00 00 00 00 00 00 00 00 00 00 90 01 00 00 00 00 00 01 00 00 00 01 76 00 74 00',
  ' 31 00 30 00 30 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
  'S:"SCP Shell Password V2"=',
  'S:"PGP Upload Command V2"=02:69ed0d0044bfb68ab8',
  'D:"Is Session"=00000001',
  'D:"Request pty"=00000001',
  'S:"Shell Command"=',
  'D:"Use Shell Command"=00000000',
  'D:"Force Close On Exit"=00000000',
  'S:"XServer Host"=127.0.0.1',
  'D:"XServer Port"=00001770',
  'D:"Enforce X11 Authentication"=00000001',
  'D:"Max Packet Size"=00001000',
  'S:"Firewall Name"=None',
  'S:"Keyboard Interactive Prompt"=assword',
  'S:"Key Exchange Algorithms"=curve25519-sha256,diffie-hellman-group14-sha1',
  'S:"SSH2 Authentications V2"=publickey,keyboard-interactive,password,gssapi',
  'D:"Compression Level"=00000005',
  'D:"Use Global Public Key"=00000001',
  'S:"GSSAPI SPN"=host@$(HOST)',
  'D:"Enable Agent Forwarding"=00000002',
  'S:"Port Forward Filter"=allow,127.0.0.0/255.0.0.0,0 deny,0.0.0.0/0.0.0.0,0',
  'S:"Transfer Protocol Name"=SFTP',
  'S:"Emulation"=Xterm',
  'S:"Default SCS"=B',
  'D:"Scrollback"=000001f4',
  'S:"Color Scheme"=Monochrome',
  'S:"Output Transformer Name"=Default',
  'S:"Keymap Name"=Xterm',
  'D:"CUA Copy Paste"=00000000',
  'S:"ZModem Receive Command"=rz\\r',
  'D:"Idle Timeout"=0000012c',
  'D:"Idle NO-OP Check"=00000000',
  'D:"Idle NO-OP Timeout"=0000003c',
  'S:"Keyword Set"=<None>',
  'S:"Monitor Listen Address"=0.0.0.0:22',
  'D:"Auto Reconnect"=00000002',
  'D:"Printer Baud Rate"=00009600',
  'S:"Remote ExplorerFrame State"=1,1000,200',
  'S:"SecureFX Remote Tab State"=1,-1,-1',
  'Z:"SCP Shell Prompts"=00000001',
  ' "? ",0,"\\n"',
];

/** Those lines instead of the usual ones of their keys. */
function session(...lines: string[]): string {
  const own = lines.map((line) => line.split('=')[0]!);
  const rest = USUAL.filter((line) => !own.includes(line.split('=')[0]!));
  return [...lines, ...rest].join('\r\n');
}

function read(...lines: string[]): Found {
  const source = folderOf({ 'Sessions/name.ini': session(...lines) });
  expect(securecrt.recognises(source)).toBe(true);
  return securecrt.read(source);
}

describe('a session', () => {
  it('that nobody changed says nothing that can’t come along', () => {
    const found = read('S:"Protocol Name"=SSH2');
    expect(toldOf(found)).toEqual([]);
    expect(only(found)).toMatchObject({ name: 'name', address: 'h.example.com', port: 22 });
  });

  it('of a translated edition has its port', () => {
    const lines = ['S:"Protocol Name"=SSH2', 'S:"Hostname"=192.0.2.1', 'D:"[SSH2] 端口"=000008AE'];
    const source = folderOf({ 'a.ini': lines.join('\r\n') });
    expect(only(securecrt.read(source))).toMatchObject({ address: '192.0.2.1', port: 2222 });
    expect(toldOf(securecrt.read(source))).toEqual([]);
  });

  it('has all that a host may have', () => {
    const found = read(
      'S:"Username"=u',
      'S:"Protocol Name"=SSH2',
      'D:"[SSH2] Port"=000008AE',
      'D:"Forward X11"=00000001',
      'D:"Enable Agent Forwarding"=00000001',
      'S:"Compression List"=zlib@openssh.com,zlib,none',
      'D:"Idle NO-OP Check"=00000001',
      'D:"Use Shell Command"=00000001',
      'S:"Shell Command"=tmux attach',
      'S:"Initial Directory"=/srv',
      'D:"Request pty"=00000000',
      'Z:"Description"=00000002',
      ' one',
      ' two',
    );
    expect(only(found)).toMatchObject({ user: 'u', port: 2222 });
    expect(only(found).more).toEqual({
      description: 'one\ntwo',
      remoteCommand: 'tmux attach',
      remoteDirectory: '/srv',
      compression: true,
      x11: true,
      agentForward: true,
      keepAliveSeconds: 60,
      requestTty: 'no',
    });
    expect(toldOf(found)).toEqual([]);
  });

  it('has tunnels of all kinds, as VanDyke writes them', () => {
    const found = read(
      'Z:"Port Forward Table V2"=00000005',
      ' web|127.0.0.1,8080|1|10.0.0.9|80||',
      ' |22|0||2222||',
      ' socks|7.7.7.7,1080|0|socks,|22||',
      ' run|3390|1|d.example.com|3389|C:\\mstsc.exe|/v:127.0.0.2:3390',
      ' broken|x|y',
      'Z:"Reverse Forward Table V2"=00000002',
      ' |225|1|remote5|2222||',
      ' |::1,226|0||226||',
    );
    expect(only(found).forwards).toEqual([
      {
        type: 'local',
        listen: { host: '127.0.0.1', port: 8080 },
        target: { host: '10.0.0.9', port: 80 },
      },
      { type: 'local', listen: { host: null, port: 22 }, target: { host: null, port: 2222 } },
      { type: 'dynamic', listen: { host: '7.7.7.7', port: 1080 } },
      {
        type: 'local',
        listen: { host: null, port: 3390 },
        target: { host: 'd.example.com', port: 3389 },
      },
      {
        type: 'remote',
        listen: { host: null, port: 225 },
        target: { host: 'remote5', port: 2222 },
      },
      { type: 'remote', listen: { host: '::1', port: 226 }, target: { host: null, port: 226 } },
    ]);
    expect(told(found, 'broken|x|y')).toContain('can’t be understood');
    expect(told(found, 'mstsc.exe')).toContain('no program');
  });

  it.each([
    ['Telnet', 'telnet', 23],
    ['RLogin', 'rlogin', 513],
    ['Raw', 'raw', 0],
    ['ssh2', 'ssh', 22],
  ])('of %s is a host', (name, protocol, port) => {
    expect(only(read(`S:"Protocol Name"=${name}`))).toMatchObject({ protocol, port });
  });

  it('has the port of its protocol, not that of ssh', () => {
    expect(only(read('S:"Protocol Name"=Telnet', 'D:"Port"=000007d3')).port).toBe(2003);
    expect(only(read('S:"Protocol Name"=SSH1', 'D:"[SSH1] Port"=000007d3')).port).toBe(2003);
  });

  it('may be a serial line', () => {
    const found = read(
      'S:"Protocol Name"=Serial',
      'S:"Com Port"=COM3',
      'D:"Baud Rate"=0001c200',
      'D:"Data Bits"=00000007',
      'D:"Parity"=00000002',
      'D:"Stop Bits"=00000002',
      'D:"CTS Flow"=00000001',
    );
    expect(only(found).serial).toEqual({
      line: 'COM3',
      speed: 115_200,
      dataBits: 7,
      stopBits: 2,
      parity: 'even',
      flow: 'rtscts',
    });
  });

  it.each(['Telnet/SSL', 'TAPI', 'RDP', 'Local Shell', 'FTP'])('of %s is told', (name) => {
    const found = read(`S:"Protocol Name"=${name}`);
    expect(found.hosts).toEqual([]);
    expect(told(found, `name | ${name}`)).toBeDefined();
  });

  it.each([
    ['S:"Password V2"=03:beef', 'Password V2 | A secret'],
    ['S:"Password"=beef', 'Password | A secret'],
    ['D:"Use Login Script"=00000001', 'Login Script'],
    ['D:"Use Script File"=00000001', 'Script Filename'],
    ['S:"Output Transformer Name"=GBK', 'GBK'],
    ['S:"Firewall Name"=corp socks', 'corp socks'],
    ['S:"Firewall Name"=Session:gone/away', 'isn’t in what you picked'],
    ['S:"Shell Command"=reboot', 'not switched on'],
    ['S:"Credential Title"=ada', 'ada'],
    ['D:"Public Key Type"=00000001', 'card'],
    ['S:"A New Setting"=chosen', 'A New Setting=chosen'],
    ['D:"[SSH2] Port"=xyz', '[SSH2] Port=xyz'],
    ['D:"[SSH2] Port"=00100000', '[SSH2] Port=1048576'],
    ['S:"Hostname"=', 'No address'],
    ['D:"Use Tab Color"=00000001', 'Tab Color'],
  ])('tells of %s', (line, part) => {
    const found = read(line);
    expect(told(found, part)).toContain('name |');
    expect(JSON.stringify(found)).not.toContain('beef');
  });

  it('takes its key file unless another one is used', () => {
    const found = read(
      'D:"Use Global Public Key"=00000000',
      'S:"Identity Filename V2"=C:\\k.pub::rawkey',
    );
    expect(only(found).identities).toEqual(['C:\\k.pub']);
    expect(told(found, '::rawkey')).toBeDefined();
    const global = read('S:"Identity Filename V2"=C:\\k');
    expect(only(global).identities).toEqual([]);
    expect(told(global, 'C:\\k')).toContain('everywhere');
  });
});

describe('a folder of sessions', () => {
  it('may be the whole of the tool’s own', () => {
    const found = securecrt.read(
      folderOf({
        'Config/Global.ini': 'S:"Hostname"=not-a-session',
        'Config/Sessions/Default.ini': session('S:"Hostname"='),
        'Config/Sessions/a/b/c.ini': session(),
        'Config/Sessions/a/Default.ini': session(),
      }),
    );
    expect(found.hosts.map(({ name, group }) => [...group, name])).toEqual([
      ['a', 'b', 'c'],
      ['a', 'Default'],
    ]);
  });

  it('says of a setting that it is usual where the template has it', () => {
    const line = 'S:"A New Setting"=usual';
    const found = securecrt.read(
      folderOf({ 'Default.ini': session(line), 'a.ini': session(line), 'b.ini': session() }),
    );
    expect(toldOf(found).filter((one) => one.includes('A New Setting'))).toEqual([]);
  });

  it('tells when the session on the way isn’t the only one of its name', () => {
    const found = securecrt.read(
      folderOf({
        'a/gw.ini': session(),
        'b/gw.ini': session(),
        'x.ini': session('S:"Firewall Name"=Session:B\\gw'),
      }),
    );
    expect(found.hosts.find(({ name }) => name === 'x')!.jump).toEqual(['gw']);
    expect(told(found, 'Session:B\\gw')).toContain('Several');
  });

  it('may be of an old version, in Chinese or in French', () => {
    const chinese = Buffer.from('b7fecef1c6f7', 'hex'); // 服务器 in GBK
    const french = Buffer.from('Z:"Description"=00000001\n serveur \xe9t\xe9\n', 'latin1');
    const start = Buffer.from('S:"Hostname"=h\nZ:"Description"=00000001\n ', 'latin1');
    const found = securecrt.read(
      folderOf({
        'a.ini': Buffer.concat([start, chinese]),
        'b.ini': Buffer.concat([Buffer.from('S:"Hostname"=h\n'), french]),
      }),
    );
    expect(found.hosts.map(({ more }) => more.description)).toEqual(['服务器', 'serveur été']);
  });
});

describe('an export', () => {
  const xml = (inner: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<VanDyke version="3.0">${inner}</VanDyke>`;

  it('may hold no sessions', () => {
    const source = fileOf('x.xml', xml('<key name="Global"/>'));
    expect(securecrt.recognises(source)).toBe(true);
    expect(securecrt.read(source)).toEqual({ hosts: [], unmapped: [] });
  });

  it('has numbers as they are, and lists of texts', () => {
    const found = securecrt.read(
      fileOf(
        'x.xml',
        xml(
          '<key name="Sessions"><key name="a"><string name="Hostname">h</string>' +
            '<dword name="[SSH2] Port">2222</dword><dword name="Rows">x</dword>' +
            '<array name="Port Forward Table V2"><string>w|80|1|t|81||</string></array>' +
            '<key name="constructor"><string name="Hostname">i</string></key></key>' +
            '<key name="__proto__"><string name="Hostname">-oProxyCommand=x</string></key></key>' +
            '<key name="Credentials"><key name="ada"><string name="Password">beef</string></key></key>',
        ),
      ),
    );
    expect(found.hosts.map(({ name }) => name)).toEqual(['a', 'constructor', '__proto__']);
    expect(found.hosts[1]!.group).toEqual(['a']);
    expect(found.hosts[0]).toMatchObject({ port: 2222, forwards: [{ type: 'local' }] });
    expect(told(found, 'Credentials')).toContain('saved logins: 1');
    expect(JSON.stringify(found)).not.toContain('beef');
  });

  it('that is broken says where', () => {
    const broken = fileOf('x.xml', '<VanDyke version="3.0">\n<key name="Sessions"><key');
    expect(() => securecrt.read(broken)).toThrow(/line 2/);
    expect(() => securecrt.read(fileOf('x', '<other><VanDyke /></other>'))).toThrow(/SecureCRT/);
  });

  it('with entities that grow, or a thousand folders in one another, is refused or read', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "&a;&a;&a;">]><VanDyke><key name="Sessions"><key name="a"><string name="Hostname">&b;</string></key></key></VanDyke>`;
    standsIt(securecrt, fileOf('x.xml', bomb));
    const deep = xml(`<key name="Sessions">${'<key name="a">'.repeat(20_000)}`);
    expect(() => securecrt.read(fileOf('x.xml', deep))).toThrow(/line|nested/);
  });
});
