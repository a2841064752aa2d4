// What is typed where an address is asked for: addresses, links and whole command lines, and among them
// what would start a program.
import { describe, expect, it } from 'vitest';
import { typedHost, typedId as idInMain } from '../../electron/hosts/typedHost.ts';
import { areHarmless, HARMLESS_OPTIONS as MAINS } from '../../electron/ssh/harmlessOptions.ts';
import { shellWords } from '../../renderer/lib/shellWords.ts';
import { inOneLine, readTarget } from '../../renderer/lib/readTarget.ts';
import { HARMLESS_OPTIONS, runsPrograms } from '../../renderer/lib/sshOptions.ts';
import {
  draftOf,
  typedId,
  typedName,
  writtenTarget,
  type SshTarget,
} from '../../renderer/lib/sshTarget.ts';
import { seeded } from '../support/random.ts';

/** Only the fields that are filled. */
function read(typed: string) {
  const result = readTarget(typed);
  if (result?.kind !== 'ssh') return result;
  const filled = Object.entries(result.target).filter(([, value]) => value !== '');
  const beside = (['careful', 'runs', 'left'] as const)
    .filter((name) => result[name].length > 0)
    .map((name) => [name, result[name]]);
  return { ...(Object.fromEntries(filled) as Partial<SshTarget>), ...Object.fromEntries(beside) };
}

describe('an address', () => {
  it.each<[string, object]>([
    ['web-1', { address: 'web-1' }],
    [' deploy@web-1 ', { user: 'deploy', address: 'web-1' }],
    ['deploy@web-1:2222', { user: 'deploy', address: 'web-1', port: '2222' }],
    ['web-1:0022', { address: 'web-1', port: '22' }],
    ['a@b@web-1', { user: 'a@b', address: 'web-1' }],
    ['DOM+müller@web', { user: 'DOM+müller', address: 'web' }],
    ['::1', { address: '::1' }],
    ['root@[2001:db8::1]:22', { user: 'root', address: '2001:db8::1', port: '22' }],
    ['[fe80::1%eth0]', { address: 'fe80::1%eth0' }],
    ['ssh://deploy@web-1:7822/', { user: 'deploy', address: 'web-1', port: '7822' }],
    ['SSH://deploy;fingerprint=x@[::1]:22', { user: 'deploy', address: '::1', port: '22' }],
    ['ssh://m%C3%BCller@web', { user: 'müller', address: 'web' }],
    ['web-1 2222', { address: 'web-1', port: '2222' }],
    ['deploy@web-1  0022', { user: 'deploy', address: 'web-1', port: '22' }],
    ['2001:db8::1 22', { address: '2001:db8::1', port: '22' }],
    ['\n  $ deploy@web-1\n', { user: 'deploy', address: 'web-1' }],
    ['me@laptop:~$ ssh web-1', { address: 'web-1' }],
  ])('%j', (typed, fields) => expect(read(typed)).toEqual(fields));

  it.each(['', '  ', 'split right', 'two words@host', 'web 99999', 'web 22 x'])(
    '%j is none',
    (typed) => {
      expect(readTarget(typed)).toBeNull();
    },
  );

  it.each([
    ['-oProxyCommand=id', 'dash'],
    ['-l@web', 'dash'],
    ['user@-oProxyCommand=id', 'dash'],
    ['ssh://-oProxyCommand=id', 'dash'],
    ['ssh -- -oProxyCommand=id', 'dash'],
    ['web:port', 'port'],
    ['web:99999', 'port'],
    ['ssh -p 0 web', 'port'],
    ['$(id)', 'characters'],
    ['web;id', 'characters'],
    ['`id`@web', 'characters'],
    ['web\u202e1', 'characters'],
    ['$HOME@web', 'characters'],
    ['@', 'no-address'],
    ['ssh', 'no-address'],
    ['ssh -p 22', 'no-address'],
    ['ssh "web', 'quote'],
    ['a'.repeat(300), 'too-long'],
    [`ssh ${'x'.repeat(3000)}`, 'too-long'],
  ])('%j is refused: %s', (typed, why) => {
    expect(readTarget(typed)).toMatchObject({ kind: 'refused', why });
  });

  it('of an agent is a link', () => {
    const link = 'bowline://10.0.0.1:7722?v=1&token=x';
    expect(readTarget(link)).toEqual({ kind: 'link', link });
    expect(readTarget(` ${link.slice(0, 20)}\n  ${link.slice(20)}\n`)).toMatchObject({
      kind: 'link',
    });
  });
});

describe('a command line', () => {
  it.each<[string, object]>([
    ['ssh web', { address: 'web' }],
    ['$ ssh deploy@web', { user: 'deploy', address: 'web' }],
    [
      'ssh -p 7822 -J bastion-eu -i ~/.ssh/id_ed25519 -l deploy web-1',
      {
        ...{ address: 'web-1', user: 'deploy', port: '7822', jumpHost: 'bastion-eu' },
        identityFile: '~/.ssh/id_ed25519',
      },
    ],
    ['ssh -p7822 -ldeploy web', { address: 'web', user: 'deploy', port: '7822' }],
    ['ssh web -p 22', { address: 'web', port: '22' }],
    ['ssh -i "key of mine" web', { address: 'web', identityFile: 'key of mine' }],
    ["ssh -i 'it''s' web", { address: 'web', identityFile: 'its' }],
    ['ssh -i key\\ 2 web', { address: 'web', identityFile: 'key 2' }],
    ['ssh -4tv web', { address: 'web', options: 'AddressFamily=inet' }],
    ['ssh -6 web', { address: 'web', options: 'AddressFamily=inet6' }],
    [
      'ssh -c aes256-ctr -m hmac-sha2-256 web',
      { address: 'web', options: 'Ciphers=aes256-ctr\nMACs=hmac-sha2-256' },
    ],
    ['/usr/bin/ssh -p 22 web', { address: 'web', port: '22' }],
    ['C:\\Windows\\System32\\OpenSSH\\ssh.exe me@web', { address: 'web', user: 'me' }],
    ['me@web -p 2222', { address: 'web', user: 'me', port: '2222' }],
    [
      'ssh -p 7822 \\\n  -J bastion \\\n  web',
      { address: 'web', port: '7822', jumpHost: 'bastion' },
    ],
    ['ssh -C web', { address: 'web', options: 'Compression=yes' }],
    [
      'ssh -o Port=22 -oUser=me -o "ServerAliveInterval 5" web',
      {
        ...{ address: 'web', port: '22', user: 'me', options: 'ServerAliveInterval=5' },
      },
    ],
    ['ssh -o ProxyJump=a,b:22 web', { address: 'web', jumpHost: 'a,b:22' }],
    ['ssh ssh://me@web:22', { address: 'web', user: 'me', port: '22' }],
    ['ssh -l me you@web', { address: 'web', user: 'me' }],
    ['ssh root@2001:db8::1', { address: '2001:db8::1', user: 'root' }],
  ])('%s', (typed, fields) => expect(read(typed)).toEqual(fields));

  it.each<[string, object]>([
    [
      'ssh -o ProxyCommand="nc %h" web',
      { careful: ['ProxyCommand=nc %h'], runs: ['ProxyCommand'] },
    ],
    ['ssh -oproxycommand=id web', { careful: ['proxycommand=id'], runs: ['proxycommand'] }],
    [
      'ssh -o LocalCommand=id -o PermitLocalCommand=yes web',
      {
        careful: ['LocalCommand=id', 'PermitLocalCommand=yes'],
        runs: ['LocalCommand', 'PermitLocalCommand'],
      },
    ],
    ['ssh -I /tmp/x.so web', { careful: ['PKCS11Provider=/tmp/x.so'], runs: ['PKCS11Provider'] }],
    ['ssh -A -X web', { careful: ['ForwardAgent=yes', 'ForwardX11=yes'] }],
    ['ssh -o StrictHostKeyChecking=no web', { careful: ['StrictHostKeyChecking=no'] }],
    ['ssh -o HostName=10.0.0.1 web', { careful: ['HostName=10.0.0.1'] }],
  ])('%s leaves what does more than connect to the form, where it is seen', (typed, beside) => {
    expect(read(typed)).toEqual({ address: 'web', ...beside });
  });

  it.each<[string, string[]]>([
    ['ssh -F /tmp/evil web', ['-F /tmp/evil']],
    ['ssh -S /tmp/s web', ['-S /tmp/s']],
    ['ssh -L 80:a:80 -D 1080 web', ['-L 80:a:80', '-D 1080']],
    ['ssh -o "LocalForward 80 a:80" web', ['-o LocalForward 80 a:80']],
    ['ssh -J "-oProxyCommand=id" web', ['-J -oProxyCommand=id']],
    ['ssh -J "a;id" web', ['-J a;id']],
    ['ssh -i -oX web', ['-i -oX']],
    ['ssh -o "Ciphers=a\tProxyCommand=id" web', ['-o Ciphers=a ProxyCommand=id']],
    ['ssh -o ProxyCommand= web', ['-o ProxyCommand=']],
    ['ssh -o constructor web', ['-o constructor']],
    ['ssh web rm -rf /', ['rm -rf /']],
    ['ssh web -- reboot', ['-- reboot']],
    ['ssh web\nreboot\n', ['; reboot']],
    ['TERM=xterm LANG=C ssh web', ['TERM=xterm', 'LANG=C']],
  ])('%j leaves out what has no place in a host, and says so', (typed, left) => {
    expect(read(typed)).toEqual({ address: 'web', left });
  });

  it('fills the form with all that it may have, the careful ones among its options', () => {
    const typed = readTarget('ssh -C -A -o ProxyCommand="nc %h %p" -p 22 web');
    expect(typed?.kind === 'ssh' && draftOf(typed)).toMatchObject({
      ...{ kind: 'ssh', address: 'web', port: '22' },
      options: 'Compression=yes\nForwardAgent=yes\nProxyCommand=nc %h %p',
    });
  });

  it('is put into one line as it is pasted, without what a field would glue together', () => {
    expect(inOneLine('\n ssh web \\\n -p 22\r\nls\n')).toBe('ssh web   -p 22 ; ls');
  });

  it('is parted as a shell parts it, and nothing in it is run', () => {
    expect(shellWords(`a "b \\" c" 'd "e' f\\ g "$(id)" ''`)).toEqual([
      ...['a', 'b " c', 'd "e', 'f g', '$(id)', ''],
    ]);
    expect(shellWords('"a')).toBeNull();
  });
});

describe('an address that isn’t saved', () => {
  const typed = 'ssh -p 7822 -J bastion -C deploy@web-1';
  const result = readTarget(typed);
  const target = result?.kind === 'ssh' ? result.target : undefined;

  it('stands in a host’s place, for the window and for the main process', () => {
    const id = typedId(target!);
    expect(idInMain(target!)).toBe(id);
    expect(typedName(id)).toBe('deploy@web-1:7822');
    expect(typedHost(id)).toMatchObject({
      ...{ id, kind: 'ssh', name: 'deploy@web-1:7822', address: 'web-1', user: 'deploy' },
      ...{ port: '7822', jumpHost: 'bastion', options: 'Compression=yes', keepAlive: 'off' },
    });
    expect(typedHost(id)?.problem ?? null).toBeNull();
  });

  it.each([
    'ssh:',
    'ssh:user=me',
    'ssh:address=web&options=ProxyCommand%3Did',
    'ssh:address=web&options=Compression%3Dyes%0AProxyCommand%3Did',
    'ssh:address=web%0A',
    'local:zsh:/bin/zsh',
    'd2b7',
  ])('%s is none', (id) => expect(typedHost(id)).toBeUndefined());

  it.each(['ssh:address=-oProxyCommand%3Did', 'ssh:address=web&port=x', 'ssh:address=a%3Bid'])(
    '%s can’t be used, and says why',
    (id) => expect(typedHost(id)?.problem).toBeTruthy(),
  );

  it('knows the same harmless options on both sides', () => {
    expect([...MAINS]).toEqual(HARMLESS_OPTIONS);
    expect(MAINS.filter((name) => /Command|Provider|Include|Forward|File/i.test(name))).toEqual([]);
    expect(areHarmless('compression = yes\n\nLogLevel=ERROR')).toBe(true);
  });
});

it('makes of any line an address that ssh may be given, or none', () => {
  const random = seeded(11);
  const parts = [
    'ssh',
    '-o',
    '-p',
    '22',
    'ProxyCommand=id',
    'user@web',
    '-J',
    '"',
    "'",
    '\\',
    '--',
  ];
  const more = [
    '-oProxyCommand=id',
    '[::1]:22',
    '@',
    ':',
    '$(id)',
    '-',
    ' ',
    '\n',
    'ü',
    '-i',
    'key',
    '-oLocalCommand',
    '=id',
    '-AXI',
    '-F',
    '\u202e',
  ];
  for (let round = 0; round < 3_000; round++) {
    const words = Array.from({ length: random.int(8) }, () => random.pick([...parts, ...more]));
    const typed = readTarget(words.join(random.pick([' ', ''])));
    if (typed?.kind !== 'ssh') continue;
    const { target } = typed;
    expect(target.address).not.toMatch(/^-|[\s$;]/);
    expect(target.user).not.toMatch(/^-|\s/);
    expect(target.jumpHost).not.toMatch(/(^|[,@])-/);
    expect(areHarmless(target.options)).toBe(true);
    const hidden = draftOf(typed)
      .options.split('\n')
      .filter((line) => runsPrograms(line.split('=')[0]!));
    expect(hidden.length).toBe(typed.runs.length);
    expect(typed.careful.join('')).not.toMatch(/\p{C}/u);
    expect(writtenTarget(target)).not.toBe('');
  }
});
