// Tables and lists: what the samples don't show.
import { describe, expect, it } from 'vitest';
import { csv } from '../../../electron/import/readers/csv.ts';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { fileOf } from './export/plain.ts';
import { survives } from './fuzz.ts';

describe('a table', () => {
  it.each([
    ['Excel’s first line', 'sep=;\nName;IP\nweb;192.0.2.1\n'],
    ['a title above', 'Servers of 2024;;\n\nName;Adresse IP;Utilisateur\nweb;192.0.2.1;\n'],
    ['Chinese headings', '名称,主机,端口,用户名,密码\nweb,192.0.2.1,22,,x\n'],
    ['a commented heading', '#name,ip,port\nweb,192.0.2.1,22\n'],
    ['lines between values', 'name|address\nweb|192.0.2.1\n'],
    ['a port in the address', 'name,host\nweb,192.0.2.1:22\n'],
    ['text made by formulas', 'name,ip\n="web",="192.0.2.1"\n'],
  ])('with %s', (_, text) => {
    const { format, hosts } = readHosts(fileOf(text));
    expect(format).toBe('csv');
    expect(hosts).toMatchObject([{ name: 'web', address: '192.0.2.1', port: 22, user: null }]);
  });

  it('has protocols, folders, tags; and names what has no field', () => {
    const { hosts, unmapped } = readHosts(
      fileOf(
        'Label,Protocol,Host,Port,Username,Password,Folder,Tags,OS\n' +
          'sw,Telnet,192.0.2.1,,admin,hunter2,a\\b,"x, y",IOS\nw,RDP,192.0.2.2,99999,,,,,\nsite,https,example.com,,,,,,\n',
      ),
    );
    expect(hosts).toMatchObject([
      {
        name: 'sw',
        protocol: 'telnet',
        port: 23,
        user: 'admin',
        group: ['a', 'b'],
        more: { tags: ['x', 'y'] },
      },
      { name: 'w', protocol: 'rdp', port: 3389 },
    ]);
    expect(unmapped.map(({ where, why }) => `${where} ${why.code}`).toSorted()).toEqual([
      'OS import-column-unknown',
      'Password import-secret',
      'line 3 import-port-wrong',
      'line 4 import-protocol-none',
    ]);
    expect(JSON.stringify([hosts, unmapped])).not.toContain('hunter2');
  });

  it('has headings that nobody knows, which are no host, and whose columns are told by name', () => {
    const { hosts, unmapped } = readHosts(
      fileOf(
        'local_ip;local_port;remote_ip;remote_port;comment;pwd\n' +
          '192.0.2.1;8022;198.51.100.1;22;a b;hunter2\n192.0.2.2;22;198.51.100.2;22;c d;hunter3\n',
      ),
    );
    expect(hosts).toMatchObject([
      { address: '192.0.2.1', port: 8022, user: null, more: { description: 'a b' } },
      { address: '192.0.2.2', port: 22, user: null },
    ]);
    expect(unmapped.map(({ where }) => where).toSorted()).toEqual([
      'pwd',
      'remote_ip',
      'remote_port',
    ]);
    expect(JSON.stringify([hosts, unmapped])).not.toContain('hunter');
  });

  it('with names alone has its addresses where they are, whatever the column is called', () => {
    const { hosts } = readHosts(fileOf('name,value,description\na,192.0.2.1,x\nb,192.0.2.2,y\n'));
    expect(hosts).toMatchObject([{ name: 'a', address: '192.0.2.1' }, { name: 'b' }]);
  });

  it.each([
    ...[
      'パスワード',
      '密碼',
      'PW',
      'root pw',
      'Hasło',
      'Heslo',
      'şifre',
      'Lösenord',
      'Passord',
      'Jelszó',
    ],
    ...[
      '비밀번호',
      'mật khẩu',
      'Zugangsdaten',
      'MDP',
      'pass 2',
      'Credentials',
      'PSK',
      'Парольная фраза',
    ],
  ])('shows nothing of a column called %s', (heading) => {
    const { hosts, unmapped } = readHosts(fileOf(`name,ip,${heading}\nweb,192.0.2.1,hunter2\n`));
    expect(unmapped).toMatchObject([{ where: heading, why: { code: 'import-secret' } }]);
    expect(JSON.stringify([hosts, unmapped])).not.toContain('hunter');
  });

  it.each([
    ['Japanese', '名前,IPアドレス,ポート,ユーザー名,グループ'],
    ['Chinese as in Taiwan', '名稱,IP位址,連接埠,使用者,群組'],
    ['Korean', '이름,IP 주소,포트,사용자,그룹'],
    ['Polish', 'Nazwa,Adres IP,Port,Użytkownik,Grupa'],
  ])('has headings in %s', (_, headings) => {
    const { hosts } = readHosts(fileOf(`${headings}\nweb,192.0.2.1,2222,me,a\n`));
    const [host] = hosts;
    expect(host).toMatchObject({ name: 'web', address: '192.0.2.1', port: 2222, user: 'me' });
    expect(host!.group).toEqual(['a']);
  });

  it('without headings shows nothing of a column that it doesn’t know', () => {
    const { hosts, unmapped } = readHosts(
      fileOf('web,192.0.2.1,22,root,hunter2\ndb,192.0.2.2,22,root,hunter3\n'),
    );
    expect(hosts).toMatchObject([{ name: 'web', user: 'root' }, { name: 'db' }]);
    expect(unmapped).toMatchObject([{ where: 'column 5', why: { code: 'import-column-unnamed' } }]);
    expect(JSON.stringify([hosts, unmapped])).not.toContain('hunter');
  });

  it.each([
    ['192.0.2.1 root P@ssw0rd\n192.0.2.2  root hunter2\n', 'root', undefined],
    ['192.0.2.1\troot\thunter3\n192.0.2.2\tadmin\thunter2\n', 'root', undefined],
    ['root@192.0.2.1 P@ssw0rd\nroot@192.0.2.2 hunter2\n', 'root', undefined],
    ['web 192.0.2.1 22 root P@ssw0rd\ndb 192.0.2.2 22 root hunter2\n', 'root', 'web'],
  ])('of logins with blanks between them shows no password: %j', (text, user, name) => {
    const { format, hosts, unmapped } = readHosts(fileOf(text));
    expect(format).toBe('csv');
    expect(hosts).toMatchObject([
      { name: name ?? '192.0.2.1', address: '192.0.2.1', user },
      { address: '192.0.2.2' },
    ]);
    expect(JSON.stringify([hosts, unmapped])).not.toMatch(/hunter|ssw0rd/);
  });

  it('with blanks between may have a heading that is commented out, and no log is one', () => {
    const list =
      '# name   ip         user  os\nweb  192.0.2.1  root  x1\ndb   192.0.2.2  root  x2\n';
    const { hosts, unmapped } = readHosts(fileOf(list));
    expect(hosts).toMatchObject([{ name: 'web', address: '192.0.2.1', user: 'root' }, {}]);
    expect(unmapped).toMatchObject([{ where: 'os', why: { code: 'import-column-unknown' } }]);
    const log = '192.0.2.1 - - [29/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 612 "-" "curl"\n';
    expect(csv.recognises(fileOf(log + log.replace('.1 ', '.2 ')))).toBe(false);
    expect(csv.recognises(fileOf('nameserver 192.0.2.1\nnameserver 192.0.2.2\n'))).toBe(false);
  });

  it('survives any damage', () =>
    survives('Name;IP;Port\n"a ""b""";192.0.2.1;22\nc;192.0.2.2;\n', 'csv'));
});

describe('a list', () => {
  it('has commands of ssh and its relatives, and URLs', () => {
    const { hosts, unmapped } = readHosts(
      fileOf(
        [
          '# servers',
          '#root@gone.example.com',
          "$ ssh -A -L 8080:[::1]:80 -o 'ProxyCommand=nc %h %p' ada@a.example.com uptime -p",
          'sshpass -p S3CRET ssh root@b.example.com',
          'plink.exe -ssh -P 2022 -i C:\\\\k.ppk -pw S3CRET bob@c.example.com',
          'telnet d.example.com 2323',
          'sftp://e.example.com:2200/srv',
          'ssh://u:S3CRET@f.example.com',
          'bowline://agent.example.com/S3CRET',
          'not a host at all',
        ].join('\n'),
      ),
    );
    expect(hosts).toMatchObject([
      {
        ...{ name: 'a.example.com', user: 'ada', proxyCommand: 'nc %h %p' },
        forwards: [{ type: 'local', target: { host: '::1', port: 80 } }],
        more: { agentForward: true, remoteCommand: 'uptime -p' },
      },
      { name: 'b.example.com', user: 'root' },
      { name: 'c.example.com', user: 'bob', port: 2022 },
      { name: 'd.example.com', protocol: 'telnet', port: 2323 },
      { name: 'e.example.com', protocol: 'sftp', port: 2200 },
      { name: 'f.example.com', user: 'u' },
    ]);
    expect(JSON.stringify([hosts, unmapped])).not.toContain('S3CRET');
    expect(unmapped.map(({ where, why }) => `${where} ${why.code}`)).toEqual([
      ...[4, 5, 8, 9].map((line) => `line ${line} import-secret`),
      'line 2 import-commented-out',
      'line 10 import-line-unread',
    ]);
  });

  it.each([
    '',
    'hello',
    '{"a":1}',
    '<a/>',
    'Host web\n  User x\n',
    'a=1\nb=2\n',
    'Dear all,\nsee you, bye.\n',
  ])('is not %j', (text) => {
    expect(csv.recognises(fileOf(text))).toBe(false);
  });

  it('survives any damage', () =>
    survives('a.example.com\nroot@[::1]:22\nssh -p 22 "b c" d\n', 'csv'));
});
