// MobaXterm's lines as its versions have written them, of all kinds, and with all that people put in.
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../electron/import/found.ts';
import { mobaxterm } from '../../../electron/import/readers/mobaxterm.ts';
import { fileOf, only, told, toldOf } from './terminalSources.ts';

const TERMINAL =
  'MobaFont%10%0%0%-1%15%236,236,236%30,30,30%180,180,192%0%-1%0%%xterm%-1%0%_Std_Colors_0_%80%24%0%1%-1%<none>%%0%0%-1%0';

function read(...lines: string[]): Found {
  const source = fileOf('x.mxtsessions', ['[Bookmarks]', 'SubRep=', ...lines].join('\r\n'));
  expect(mobaxterm.recognises(source)).toBe(true);
  return mobaxterm.read(source);
}

/** A line of ssh in which these places differ from what a new session has. */
function ssh(fields: Record<number, string>, behind = `#${TERMINAL}#0# #-1`): string {
  const usual =
    '0%h.example.com%22%%%-1%-1%%%%%0%-1%0%%%-1%0%0%0%%1080%%0%0%1%%0%%%%0%-1%-1%0'.split('%');
  for (const [at, value] of Object.entries(fields)) usual[Number(at)] = value;
  return `name=#109#${usual.join('%')}${behind}`;
}

describe('a line of ssh', () => {
  it('that nobody changed says nothing that can’t come along', () => {
    const found = read(ssh({}));
    expect(only(found)).toMatchObject({ name: 'name', address: 'h.example.com', port: 22 });
    expect(only(found).more).toEqual({ x11: true, compression: true, agentForward: false });
    expect(toldOf(found)).toEqual([]);
  });

  it('may be as short as its address', () => {
    expect(only(read('a=#109#0%a.example.com'))).toMatchObject({
      address: 'a.example.com',
      port: 22,
      more: {},
    });
  });

  it('may say nothing of its end, and have its name with signs in it', () => {
    const host = only(read('a=b #1 (x)= ;  logout#109#0%a.example.com%22%u%'));
    expect(host).toMatchObject({ name: 'a=b #1 (x)', user: 'u' });
  });

  it('has signs that can’t stand in a line written out', () => {
    const found = read(
      ssh({ 7: 'a__PTVIRG__b__PIPE__c __DBLQUO__x__DBLQUO__ __PERCENT__d__DIEZE__' }),
    );
    expect(only(found).more.remoteCommand).toBe('a;b|c "x" %d#');
  });

  it('goes through gateways with whatever is said of them', () => {
    const found = read(
      ssh({ 8: 'a__PIPE__2001:db8::1__PIPE__', 9: '22', 10: '__PIPE__u__PIPE__' }),
    );
    expect(only(found).jump).toEqual(['a:22', 'u@[2001:db8::1]']);
    expect(only(read(ssh({ 9: '22' }))).jump).toBeNull();
  });

  it('keeps a saved login of a gateway out of its hop', () => {
    const found = read(ssh({ 8: 'gw', 9: '22', 10: '[ada]' }));
    expect(only(found).jump).toEqual(['gw:22']);
    expect(told(found, '[ada]')).toContain('a login saved in MobaXterm');
  });

  it.each([
    ['1', 'socks4'],
    ['2', 'socks5'],
    ['3', 'http'],
  ])('goes through proxy %s, %s', (number, type) => {
    const found = read(ssh({ 19: number, 20: 'p.example.com', 21: '', 22: '' }));
    expect(only(found).proxy).toEqual({ type, host: 'p.example.com', port: 1080, user: null });
  });

  it('tells of a proxy that nobody can go through', () => {
    const found = read(ssh({ 19: '4', 20: 'p.example.com' }));
    expect(only(found).proxy).toBeNull();
    expect(told(found, 'p.example.com')).toContain('proxy of this kind');
  });

  it('keeps the command of a local proxy as written, and tells what it means', () => {
    const found = read(ssh({ 19: '5', 26: 'nc -x p __PERCENT__host __PERCENT__port' }));
    expect(only(found).proxyCommand).toBe('nc -x p %host %port');
    expect(told(found, 'Local proxy command')).toContain('%h');
    const withPassword = read(ssh({ 19: '5', 26: 'x __PERCENT__pass' }));
    expect(told(withPassword, '%pass')).toContain('secret');
  });

  it('is read at places that versions before 22.3 hadn’t', () => {
    const found = read('a=#109#0%a%22%u%%-1%-1%%%%%0%0%0%C:\\k%%-1%0%0%0%%1080%%0%0%1#F%10#0# #-1');
    expect(only(found)).toMatchObject({ identities: ['C:\\k'], more: { x11: true } });
    expect(only(found).more.agentForward).toBeUndefined();
  });

  it.each([
    [{ 11: '-1' }, 'Do not exit'],
    [{ 13: '1' }, 'Remote environment'],
    [{ 27: '2' }, 'Version 1 of ssh'],
    [{ 28: 'ecdh' }, 'Key exchange algorithms=ecdh'],
    [{ 29: 'rsa' }, 'Host key types=rsa'],
    [{ 30: 'aes' }, 'Ciphers=aes'],
    [{ 31: '-1' }, 'Disconnect if'],
    [{ 33: '0' }, 'SSH agent=0'],
    [{ 35: 'new' }, 'field 35=new'],
    [{ 2: '70000' }, 'Port=70000'],
    [{ 1: '' }, 'No address'],
    [{ 14: '_MyDocuments_\\k.pem' }, '“_MyDocuments_”'],
    [{ 15: 'C:\\gw.key' }, 'C:\\gw.key'],
  ])('tells of %j', (fields, part) => {
    const found = read(ssh(fields));
    expect(found.hosts).toHaveLength(1);
    expect(told(found, part)).toContain('name |');
  });

  it('tells of charset, macro and colour of its terminal', () => {
    const terminal = TERMINAL.replace('%15%', '%0%').replace('<none>%', '<custom macro>%12:2:0:x');
    const found = read(ssh({}, `#${terminal}#0#a note#255`));
    expect(only(found).more.description).toBe('a note');
    expect(told(found, 'Terminal charset=0')).toContain('UTF-8');
    expect(told(found, 'custom macro')).toBeDefined();
    expect(told(found, 'tab colour=255')).toBeDefined();
  });
});

describe('a line of another kind', () => {
  it('of telnet may go through a gateway', () => {
    const found = read('t=#98#1%t.example.com%%ops%%2%gw%22%g%%0%0%1080%');
    expect(only(found)).toMatchObject({
      protocol: 'telnet',
      port: 23,
      user: 'ops',
      jump: ['g@gw:22'],
    });
  });

  it('of sftp has its settings at other places', () => {
    const found = read(
      'f=#140#7%f.example.com%2222%u%-1%-1%/srv%0%-1%_CurrentDrive_:\\k%4%p.example.com%1081%pu%pw%D:\\in%-1',
    );
    expect(only(found)).toMatchObject({
      protocol: 'sftp',
      port: 2222,
      identities: ['_CurrentDrive_:\\k'],
      proxy: { type: 'socks5', host: 'p.example.com', port: 1081, user: 'pu' },
      more: { compression: true, remoteDirectory: '/srv' },
    });
    expect(told(found, 'proxy password')).toContain('secret');
    expect(toldOf(found).join('\n')).not.toContain('pw |');
    expect(told(found, '2-steps')).toBeDefined();
    expect(told(found, 'Local startup folder=D:\\in')).toBeDefined();
  });

  it.each(['rsh', 'mosh'])('of %s is a host, with or without a port', (protocol) => {
    const type = protocol === 'rsh' ? 2 : 12;
    expect(only(read(`m=#1#${type}%m.example.com%2200%u%`))).toMatchObject({ protocol, user: 'u' });
    expect(only(read(`m=#1#${type}%m.example.com%u%`))).toMatchObject({ protocol, user: 'u' });
  });

  it('without a shell is told, many together', () => {
    const lines = ['3%x', '4%d%3389%u', '5%v%5900', '6%f%21%u', '8%2%1009600%3', '9%C:\\', '10%0']
      .concat(['11%https://a.example.com', '13%s3', '14%Ubuntu', '77%new'])
      .map((fields, at) => `s${at}= #100#${fields}#${TERMINAL}#0# #-1`);
    const found = read(...lines);
    expect(found.hosts).toEqual([]);
    expect(found.unmapped).toHaveLength(1);
    expect(toldOf(found)[0]).toContain(
      'RDP d:3389, VNC v:5900, FTP f:21, Serial 2:1009600, File C:\\',
    );
    expect(toldOf(found)[0]).toContain('type 77 new');
    expect(read(...lines, ...lines).unmapped).toHaveLength(2);
  });
});

describe('a file', () => {
  it('has no secret where it says whether secrets are kept', () => {
    const text =
      '[Misc]\nPasswordsInRegistry=1\nStorePasswords=Ask\nStoreSSHKeysPassphrases=0\n' +
      `HttpPassword=hunter2\n[Bookmarks]\nSubRep=\n${ssh({})}\n`;
    const found = mobaxterm.read(fileOf('MobaXterm.ini', text));
    const secrets = found.unmapped.filter(({ why }) => why.code === 'import-secret');
    expect(secrets.map(({ what }) => what)).toEqual(['HttpPassword']);
  });

  it('may be one session alone', () => {
    const source = fileOf('x.moba', `x= ${ssh({}).slice(5)}\r\n`);
    expect(mobaxterm.recognises(source)).toBe(true);
    expect(only(mobaxterm.read(source)).address).toBe('h.example.com');
  });

  it('of one folder has that at its top', () => {
    const source = fileOf('x', '[Bookmarks]\nSubRep=Prod\nImgNum=41\na=#109#0%a%22\n');
    expect(only(mobaxterm.read(source)).group).toEqual(['Prod']);
  });

  it('has folders that hold folders alone', () => {
    const found = read(
      '[Bookmarks_1]',
      'SubRep=A',
      '[Bookmarks_2]',
      'SubRep=A\\B',
      'a=#109#0%a%22',
    );
    expect(toldOf(found)).toEqual([]);
    expect(only(found).group).toEqual(['A', 'B']);
  });

  it('tells of lines that are no session, without what may be secret in them', () => {
    const found = read('a=#109#0%a%22', 'broken=hunter2');
    expect(toldOf(found)).toEqual([
      'broken | line 4 | This can’t be understood. Look at it in the other tool.',
    ]);
  });

  it('never shows what is saved in it', () => {
    const found = read('a=#109#0%a', '[Passwords]', 'u@a=hunter2', '[Sesspass]', 'x=hunter2');
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(told(found, '[Passwords], [Sesspass]')).toContain('saved logins: 2');
  });

  it('keeps names that are harmful elsewhere as they are', () => {
    const found = read('__proto__=#109#0%-oProxyCommand=x%22%constructor', 'b=#109#__proto__%b');
    expect(only(found)).toMatchObject({
      name: '__proto__',
      address: '-oProxyCommand=x',
      user: 'constructor',
    });
  });

  it('of a hundred thousand lines is read in time that grows with it', () => {
    const found = read(...Array.from({ length: 100_000 }, (_, at) => `h${at}${ssh({}).slice(4)}`));
    expect(found.hosts).toHaveLength(100_000);
    expect(() => read('a=#109#0%a', `x${'=;=#'.repeat(500_000)}`)).not.toThrow();
  });
});
