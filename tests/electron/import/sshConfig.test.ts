// What the samples of ssh configurations don't show: the traps of the format one by one, what is hostile, and
// what is damaged. Nothing of it is run, looked up, or read outside the ssh folder.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Found, FoundHost } from '../../../electron/import/found.ts';
import { FORMATS } from '../../../electron/import/formats.ts';
import { readSshConfig, sshConfig } from '../../../electron/import/readers/sshConfig.ts';
import { ImportSource, openSource } from '../../../electron/import/source.ts';
import { PersonError } from '../../../electron/personError.ts';
import { inEnglish } from '../../../words/said.ts';
import { eachSeed } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { samples } from './samples.ts';

const ELSEWHERE = { path: '/nowhere/config', sshFolder: '/nowhere/.ssh' };

function sourceOf(text: string | Uint8Array): ImportSource {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return new ImportSource('config', [{ name: 'config', bytes }], ELSEWHERE);
}

function read(...lines: string[]): Found {
  return readSshConfig(sourceOf(lines.join('\n')), 'me');
}

function host(found: Found, name: string): FoundHost {
  const one = found.hosts.find((host) => host.name === name);
  expect(one, `${name} of ${found.hosts.map((host) => host.name).join(' ')}`).toBeDefined();
  return one!;
}

function codes({ unmapped }: Found, where = ''): string[] {
  return unmapped.filter((one) => one.where.includes(where)).map(({ why }) => why.code);
}

/** A folder as ~/.ssh, and its config as the file that is picked. */
function folderWith(files: Record<string, string>): ImportSource {
  const folder = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return openSource(path.join(folder, 'config'), folder);
}

describe('words of a line', () => {
  it('end at a # that begins a word, and keep others', () => {
    const one = host(read('Host a', 'User b#c # d', 'IdentityFile "~/#x y" # z'), 'a');
    expect(one).toMatchObject({ user: 'b#c', identities: ['~/#x y'] });
  });

  it('may have quotes inside, and backslashes that escape quotes, backslashes and blanks alone', () => {
    const one = host(read('Host a', `IdentityFile ~/a" b"'c d'`, 'IdentityFile ~/e\\ f\\g'), 'a');
    expect(one.identities).toEqual(['~/a bc d', '~/e f\\g']);
  });

  it('take one = between keyword and value, with blanks or without', () => {
    expect(host(read('Host=a', 'Port = 23', 'User=x=y'), 'a')).toMatchObject({
      port: 23,
      user: 'x=y',
    });
  });

  it('are cut at any end of line, of old Macs, too', () => {
    expect(host(read('Host a\rPort 23\r\nUser b'), 'a')).toMatchObject({ port: 23, user: 'b' });
  });

  it('keep a command as it is, quotes that don’t close included', () => {
    const one = host(read('Host a', "ProxyCommand sh -c 'it''s # %h", 'RemoteCommand = top'), 'a');
    expect(one.proxyCommand).toBe("sh -c 'it''s # %h");
    expect(one.more.remoteCommand).toBe('top');
  });
});

describe('the first value', () => {
  it('wins, but `ProxyJump none` ends no command', () => {
    const found = read(
      'Host a b',
      'ProxyJump none',
      'Host a',
      'ProxyJump x',
      'Host *',
      'ProxyCommand y %h',
    );
    expect(host(found, 'a')).toMatchObject({ jump: null, proxyCommand: 'y %h' });
  });

  it('is that of a name which was another once', () => {
    const found = read('Host a', 'PubkeyAcceptedKeyTypes x', 'PubkeyAcceptedAlgorithms y');
    expect(host(found, 'a').more.options).toEqual({ PubkeyAcceptedAlgorithms: 'x' });
  });

  it('adds up where it is a list, each once', () => {
    const lines = ['CertificateFile c', 'CertificateFile d', 'CertificateFile c'];
    const one = host(read('Host a', ...lines, 'SendEnv A B_*', 'SendEnv -B* C'), 'a');
    expect(one.more).toMatchObject({ certificates: ['c', 'd'], options: { SendEnv: 'A C' } });
  });
});

describe('conditions', () => {
  it('compare names with capitals on a Host line, and without in a Match', () => {
    const found = read('Host Web', 'Host web', 'User a', 'Match originalhost WEB', 'Port 23');
    expect(host(found, 'Web')).toMatchObject({ address: 'web', user: null, port: 23 });
    expect(host(found, 'web')).toMatchObject({ user: 'a', port: 23 });
  });

  it('are the same with =, without blanks, and with a list in quotes', () => {
    const found = read('Host a b', 'Match host="a,b" !originalhost=b', 'Port 23');
    expect([host(found, 'a').port, host(found, 'b').port]).toEqual([23, 22]);
  });

  it('know the user so far, or else who runs ssh', () => {
    const found = read(
      'Host a',
      'Host b',
      'User x',
      'Match user me',
      'Port 1',
      'Match user x',
      'Port 2',
    );
    expect([host(found, 'a').port, host(found, 'b').port]).toEqual([1, 2]);
  });

  it('are met by a tag, which is kept', () => {
    const found = read('Host a', 'Tag prod', 'Match tagged prod,stage', 'User x');
    expect(host(found, 'a')).toMatchObject({ user: 'x', more: { tags: ['prod'] } });
  });

  it('have a second pass for `final`, in which Host lines see the address', () => {
    const found = read(
      'Host a',
      'HostName x.example.com',
      'Host x.*',
      'Port 23',
      'Match final',
      'User f',
    );
    expect(host(found, 'a')).toMatchObject({ port: 23, user: 'f' });
  });

  it('run nothing: a command counts as failed, and is told with its text', () => {
    const folder = temporaryDirectory();
    const proof = path.join(folder, 'ran');
    const found = read(
      'Host a',
      `Match exec "touch ${proof}"`,
      'User x',
      'Match !exec false',
      'Port 23',
    );
    expect(host(found, 'a')).toMatchObject({ user: null, port: 23 });
    expect(openSource(folder, folder).files).toEqual([]);
    expect(inEnglish(found.unmapped[0]!.why)).toContain(proof);
  });

  it('that only ssh can decide are told and not applied', () => {
    const kinds = [
      'sessiontype shell',
      'localnetwork 10.0.0.0/8',
      'command x',
      'version OpenSSH_1*',
    ];
    const found = read('Host a', ...kinds.flatMap((kind) => [`Match ${kind}`, 'User x']));
    expect(host(found, 'a').user).toBeNull();
    expect(codes(found)).toEqual(kinds.map(() => 'import-ssh-match-later'));
  });

  it('that are wrong take what follows with them', () => {
    for (const wrong of [
      'Match',
      'Match nonsense x',
      'Match all host a',
      'Match host',
      'Host ""',
    ]) {
      const found = read('Host a', 'Port 1', wrong, 'User x', 'Host b');
      expect(found.hosts.map(({ user }) => user)).toEqual([null, null]);
      expect(codes(found, 'line 3')).toHaveLength(1);
    }
  });
});

describe('hosts', () => {
  it('are the names that stand alone, each once, in the order of the file', () => {
    const found = read('Host b a *.x !c', 'Host a d?', 'Host *', 'Host c');
    expect(found.hosts.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  });

  it('say which lines they are made of', () => {
    const found = read(
      'User g',
      'Host a',
      '',
      'Port 1',
      'Host b',
      'Host *',
      'Port 2',
      'Compression yes',
    );
    expect(host(found, 'a').lines).toEqual([1, 2, 4, 6, 8]);
    expect(host(found, 'b').lines).toEqual([1, 5, 6, 7, 8]);
  });

  it('have addresses as ssh makes them', () => {
    const made = ['127.1', '0x7f000001', '010.0.0.1', '2001:DB8:0::1', 'A.Example', '256', '09.1'];
    const names = made.map((name) => host(read('Host a', `HostName ${name}`), 'a').address);
    const wanted = [
      '127.0.0.1',
      '127.0.0.1',
      '8.0.0.1',
      '2001:db8::1',
      'a.example',
      '0.0.1.0',
      '09.1',
    ];
    expect(names).toEqual(wanted);
  });

  it('whose HostName has other tokens keep it, and say so', () => {
    const found = read('Host a', 'HostName %n.example.com');
    expect(host(found, 'a').address).toBe('%n.example.com');
    expect(codes(found, 'line 2')).toEqual(['import-ssh-token']);
  });

  it('that jump through themselves do not', () => {
    const found = read('Host gate', 'HostName 192.0.2.1', 'Host *', 'ProxyJump gate');
    expect(host(found, 'gate').jump).toBeNull();
    expect(codes(found)).toContain('import-ssh-jump-loop');
  });

  it('whose jumps go round are told', () => {
    const found = read(
      'Host a',
      'ProxyJump b',
      'Host b',
      'ProxyJump a,x',
      'Host c',
      'ProxyJump d,c',
    );
    expect(codes(found)).toEqual([
      'import-ssh-jump-circle',
      'import-ssh-jump-circle',
      'import-ssh-jump-loop',
    ]);
    expect(host(found, 'a').jump).toEqual(['b']);
  });

  it('take hops of an ssh:// address, and refuse what is none', () => {
    const jumps = ['ssh://u%40x@[2001:db8::1]:23/', 'a,,b', 'a:0', '@a', '2001:db8::9', 'u@v@h:1'];
    const found = jumps.map((jump) => host(read('Host a', `ProxyJump ${jump}`), 'a').jump);
    expect(found).toEqual([['u@x@[2001:db8::1]:23'], null, null, null, null, ['u@v@h:1']]);
  });

  it('keep what has no field of its own in the words of the file', () => {
    const one = host(read('Host a', 'hostkeyalias "k 1"', 'IPQoS lowdelay throughput'), 'a');
    expect(one.more.options).toEqual({ HostKeyAlias: '"k 1"', IPQoS: 'lowdelay throughput' });
  });
});

it.each([
  ['LocalForward', '1 h:2', true],
  ['LocalForward', '0 h:2', false],
  ['LocalForward', '1 h:0', false],
  ['LocalForward', '1 2001:db8::1:80', false],
  ['LocalForward', '65536 h:2', false],
  ['LocalForward', '1 h:2 h:3', false],
  ['LocalForward', 'a\\:b:1 h:2', true],
  ['LocalForward', `/${'x'.repeat(108)} h:2`, false],
  ['RemoteForward', '0 h:2', true],
  ['RemoteForward', '[::1]:5', true],
  ['RemoteForward', 'h:5:6', false],
  ['DynamicForward', '0', false],
  ['DynamicForward', '[::1]5', false],
  ['DynamicForward', '/tmp/s', true],
])('%s %s: %s', (keyword, value, isGood) => {
  const found = read('Host a', `${keyword} ${value}`);
  expect(host(found, 'a').forwards).toHaveLength(isGood ? 1 : 0);
  expect(codes(found, 'line 2')).toHaveLength(isGood ? 0 : 1);
});

describe('includes', () => {
  it('come by pattern in the order of their names, from the ssh folder alone', () => {
    const source = folderWith({
      config: 'Include d/[a-b]*.conf ~/.ssh/e /etc/ssh/ssh_config ../out ~/x\nHost z',
      'd/b.conf': 'Host b\n',
      'd/a.conf': 'Host a',
      'd/c.conf': 'Host c',
      'd/.a.conf': 'Host hidden',
      e: 'Host e',
    });
    const found = readSshConfig(source);
    expect(found.hosts.map(({ name }) => name)).toEqual(['a', 'b', 'e', 'z']);
    expect(
      codes(found, 'line 1').filter((code) => code === 'import-ssh-include-outside'),
    ).toHaveLength(3);
    expect(codes(found, 'd/c.conf')).toEqual(['import-ssh-not-included']);
  });

  it('in circles are named, and end', () => {
    const source = folderWith({
      config: 'Host a\nInclude b\nUser u',
      b: 'Port 23\nInclude c config',
      c: 'Include b',
    });
    const found = readSshConfig(source);
    expect(host(found, 'a')).toMatchObject({ port: 23, user: 'u', lines: [1, 3] });
    expect(codes(found)).toEqual(['import-ssh-include-loop', 'import-ssh-include-loop']);
    expect(found.unmapped.map(({ where }) => where)).toEqual(['c line 1', 'b line 2']);
  });

  it('go 16 deep', () => {
    const files: Record<string, string> = { config: 'Include f1' };
    for (let at = 1; at <= 20; at += 1)
      files[`f${at}`] = `Host h${at}\nMatch all\nInclude f${at + 1}`;
    const found = readSshConfig(folderWith(files));
    expect(found.hosts).toHaveLength(16);
    expect(codes(found)).toContain('import-ssh-include-deep');
  });

  it('that double and double are refused, not followed', () => {
    const files: Record<string, string> = { config: 'Include f1 f1 f1 f1' };
    for (let at = 1; at <= 15; at += 1) files[`f${at}`] = `Include ${`f${at + 1} `.repeat(8)}`;
    expect(() => readSshConfig(folderWith({ ...files, f16: 'Port 1' }))).toThrow(PersonError);
  });

  it('are no folders, and may be links', () => {
    const source = folderWith({ config: 'Include d d/*', 'd/real': 'Host a' });
    symlinkSync('real', path.join(source.place.sshFolder, 'd/link'));
    expect(readSshConfig(source).hosts.map(({ name }) => name)).toEqual(['a']);
  });

  it('of a folder that was picked are read from it alone', () => {
    const { place } = folderWith({ config: 'Include d/*', 'd/x': 'Host a' });
    const source = openSource(place.sshFolder, '/nowhere');
    expect(sshConfig.recognises(source)).toBe(true);
    const found = readSshConfig(source);
    expect(found.hosts.map(({ name, lines }) => [name, lines])).toEqual([['a', undefined]]);
  });
});

describe('what is hostile', () => {
  it('stays as it is written', () => {
    const names = [
      '-oProxyCommand=x',
      '__proto__',
      'constructor',
      '\u202ex',
      '$(touch x)',
      'a\u0007b',
    ];
    const found = read(...names.map((name) => `Host "${name}"`));
    expect(found.hosts.map(({ name }) => name)).toEqual(names);
    const odd = read('Host a', '__proto__ x', 'toString y', 'SetEnv __proto__=1');
    expect(host(odd, 'a').more.setEnv).toEqual(['__proto__=1']);
    expect(codes(odd)).toEqual(['import-ssh-unknown', 'import-ssh-unknown']);
  });

  it('keeps no secret', () => {
    const found = read(
      'Host a',
      'Password hunter2',
      'SetEnv API_TOKEN=hunter2 LANG=C',
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      'hunter2',
      '-----END OPENSSH PRIVATE KEY-----',
    );
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(codes(found)).toEqual(Array(3).fill('import-secret'));
    expect(host(found, 'a').more.setEnv).toEqual(['LANG=C']);
  });

  it('ends where it is too much', () => {
    const many = (count: number, line: (at: number) => string): string[] =>
      Array.from({ length: count }, (_, at) => line(at));
    expect(() => read('Host a', '\n'.repeat(600_000))).toThrow(PersonError);
    const wide = [...many(3_500, (at) => `Host h${at}`), ...many(3_500, (at) => `Host *${at}x`)];
    expect(() => read(...wide)).toThrow(PersonError);
    const lines = read('Host a', ...many(5_000, (at) => `nonsense${at}`)).unmapped;
    expect(lines.at(-1)!.why.code).toBe('import-ssh-more-lines');
    expect(lines).toHaveLength(1_001);
  });

  it('is read in steady time', () => {
    const stars = `${'*a'.repeat(5_000)}b`;
    const found = read(`Host ${'a'.repeat(10_000)} ${stars}`, 'User x');
    expect(found.hosts[0]!.user).toBe('x');
    const line = `Host ${Array.from({ length: 20_000 }, (_, at) => `n${at}`).join(' ')}`;
    expect(read(line, 'User x', 'Host *', 'Port 23').hosts.at(-1)).toMatchObject({
      name: 'n19999',
      port: 23,
    });
  });
});

describe('other encodings', () => {
  it.each([
    [
      'UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Host ü\nPort 23', 'utf16le')]),
    ],
    ['Latin 1', Buffer.from('Host \u00fc\nPort 23', 'latin1')],
  ])('%s', (_, bytes) => {
    expect(host(readSshConfig(sourceOf(bytes)), 'ü').port).toBe(23);
  });
});

describe('which files it is', () => {
  it.each(samples())('$name', ({ path: file, expected }) => {
    const source = openSource(file, '/nowhere');
    expect(sshConfig.recognises(source)).toBe(expected.kind === 'ssh_config');
    if (expected.kind !== 'ssh_config') return;
    const others = Object.values(FORMATS).filter((format) => format !== sshConfig);
    expect(others.filter((format) => format.recognises(source))).toEqual([]);
  });

  it('is told by its words, not by its name', () => {
    const ours = ['Include conf.d/*', 'host a', 'Match all\nUser x', '\ufeffHost a'];
    const others = [
      '',
      'User x',
      '# Host a',
      '[Host]\nHost=a',
      'Hostess a',
      '\0Host a',
      '{"Host":1}',
    ];
    expect(ours.map((text) => sshConfig.recognises(sourceOf(text)))).toEqual(ours.map(() => true));
    expect(others.map((text) => sshConfig.recognises(sourceOf(text)))).toEqual(
      others.map(() => false),
    );
    expect(() => readSshConfig(sourceOf('name,address\na,b'))).toThrow(PersonError);
    expect(() => sshConfig.read(new ImportSource('x', [], ELSEWHERE, true))).toThrow(PersonError);
  });
});

it('gives a result or an error with a reason, however a file is damaged', async () => {
  const files = samples().filter(({ expected }) => expected.kind === 'ssh_config');
  const bytes = files
    .map(({ path: file }) => openSource(file, '/nowhere'))
    .flatMap(({ files: [first], isFolder }) => (isFolder ? [] : [first!.bytes.subarray(0, 4_000)]));
  await eachSeed(300, (random) => {
    const damaged = Uint8Array.from(random.pick(bytes));
    for (let flips = random.int(12); flips > 0; flips -= 1) {
      damaged[random.int(damaged.length)] = random.int(256);
    }
    const source = sourceOf(damaged.subarray(0, random.int(damaged.length + 1)));
    expect(typeof sshConfig.recognises(source)).toBe('boolean');
    try {
      for (const { why } of sshConfig.read(source).unmapped) inEnglish(why);
    } catch (error) {
      expect(error).toBeInstanceOf(PersonError);
    }
  });
});
