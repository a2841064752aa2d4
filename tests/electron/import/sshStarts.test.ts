// What ssh would start for a host of a followed file: told before ssh runs anything, all of it, and judged by
// ssh itself, which runs what a Match says whenever it reads a file.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { followConfig } from '../../../electron/import/followConfig.ts';
import type { StartsOf } from '../../../electron/import/readers/ssh/starts.ts';
import { needs, whyNoProgram } from '../../support/needs.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const run = promisify(execFile);

function startsOf(text: string, alias: string, more: Record<string, string> = {}): StartsOf {
  const folder = temporaryDirectory();
  const file = path.join(folder, 'config');
  writeFileSync(file, text.replaceAll('HERE', folder));
  for (const [name, content] of Object.entries(more)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return followConfig(file, path.join(folder, '.ssh')).startsOf(alias);
}

const told = (text: string, alias: string, more?: Record<string, string>): string[] =>
  startsOf(text, alias, more).all.map((one) => `${one.option} ${one.text}`);

describe('what ssh starts for a host', () => {
  it('is what stands under its Host line, and under those for all', () => {
    const text = `Host a
  ProxyCommand nc %h %p # whole
Host b
  ProxyCommand other
Host *
  KnownHostsCommand /bin/keys %H
  PermitLocalCommand yes
  LocalCommand notify "x y"`;
    expect(told(text, 'a')).toEqual([
      'ProxyCommand nc %h %p # whole',
      'KnownHostsCommand /bin/keys %H',
      'LocalCommand notify "x y"',
    ]);
  });

  it('is no command that an earlier line keeps from being used', () => {
    expect(told('Host a\n ProxyCommand none\nHost *\n ProxyCommand nc', 'a')).toEqual([
      'ProxyCommand none',
    ]);
    expect(told('Host a\n ProxyJump none\nHost *\n ProxyCommand nc', 'a')).toEqual([
      'ProxyCommand nc',
    ]);
  });

  it('is the command of a Match that ssh may come to, and what stands under it', () => {
    const text = `Match originalhost a exec "vpn-up" user root
  ProxyCommand inner
Match host b exec never
Match !originalhost a exec never
Match exec "for all" host b`;
    expect(told(text, 'a')).toEqual([
      'Match exec vpn-up',
      'ProxyCommand inner',
      'Match exec for all',
    ]);
    expect(startsOf(text, 'a').byReading.map((one) => one.text)).toEqual(['vpn-up', 'for all']);
  });

  it('is what a line gives that holds by a name which only perhaps is the host’s', () => {
    const text = `Match exec test
  HostName real.example
  User maybe
Match host real.example exec one
Match user maybe exec two
Match host other exec never`;
    expect(told(text, 'a')).toEqual(['Match exec test', 'Match exec one', 'Match exec two']);
  });

  it('is what the second reading would come to, with the name that the first gave', () => {
    const text = `Host a
  HostName far.example
Host far.example
  ProxyCommand second
Match final exec "at last"`;
    expect(told(text, 'a')).toEqual(['ProxyCommand second', 'Match exec at last']);
    expect(told(text.replace('final', 'canonical'), 'a')).toEqual([]);
    const looks = `CanonicalizeHostname yes\n${text.replace('final', 'canonical')}`;
    expect(told(looks, 'a')).toEqual(['ProxyCommand second', 'Match exec at last']);
  });

  it('is what its jump hosts start, as the same file has them', () => {
    const text = `Host a
  ProxyJump me@b:22,c
Host b
  ProxyCommand to-b
Host c
  ProxyJump d
Host d
  KnownHostsCommand of-d`;
    expect(told(text, 'a')).toEqual(['ProxyCommand to-b', 'KnownHostsCommand of-d']);
  });

  it('is what included files say, wherever they lie', () => {
    const text = 'Include HERE/elsewhere/*.conf\nHost a\n Include inner';
    const more = {
      'elsewhere/one.conf': 'Host *\n ProxyCommand of-one',
      '.ssh/inner': 'KnownHostsCommand of-inner',
    };
    expect(told(text, 'a', more)).toEqual(['ProxyCommand of-one', 'KnownHostsCommand of-inner']);
    expect(told(text, 'b', more)).toEqual(['ProxyCommand of-one']);
  });

  it('is a line that isn’t understood here, whole; and the digest of all where that can’t be shown', () => {
    const text = `Host a
  FutureCommand run this
  PasswordCommand my-secret
  Include \${FAR_AWAY}/x
Host b
  FutureCommand not this`;
    const all = told(text, 'a');
    expect(all[0]).toBe('FutureCommand run this');
    expect(all[1]).toMatch(/^PasswordCommand … \(SHA-256 [0-9a-f]{64}\)$/);
    expect(all[2]).toMatch(/^Include \$\{FAR_AWAY\}\/x \(SHA-256 [0-9a-f]{64}\)$/);
    expect(told(`${text} `, 'a')[2]).not.toBe(all[2]);
  });

  it('is what stands below a line whose keyword ssh may read as another, as that may begin a block', () => {
    const text = 'Host a\n "Host" b\n ProxyCommand under-b\nHost c\n ProxyCommand under-c';
    expect(told(text, 'b')).toEqual(['… "Host" b', 'ProxyCommand under-b']);
    const none = 'Host a\n "Host" b\n ProxyCommand none\nHost *\n ProxyCommand all';
    expect(told(none, 'a')).toContain('ProxyCommand all');
  });

  it('is what stands in the middle of a key, where ssh may read on', () => {
    const text = `IgnoreUnknown *
-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBg
ProxyCommand hidden
-----END PRIVATE KEY-----`;
    expect(told(text, 'a')).toEqual(['ProxyCommand hidden']);
  });

  it.each([
    ['a byte order mark', '\ufeffHost a'],
    ['a line end of its own', 'LocalCommand x\rHost b'],
    ['a sign that can’t be seen', 'Host a\0'],
    ['a form feed in front of a line', '\fHost a'],
  ])('can’t be told of a file with %s', (_, text) => {
    expect(() => told(text, 'a')).toThrow(/is no plain text/);
    expect(() => told('Include inner', 'a', { '.ssh/inner': text })).toThrow(/is no plain text/);
  });

  it('is told of files with the line ends of Windows', () => {
    expect(told('Host a\r\n  ProxyCommand x\r\n', 'a')).toEqual(['ProxyCommand x']);
  });

  it('comes with the options that the file may set', () => {
    const text =
      'Host a\n ConnectTimeout 3\nMatch exec x\n ServerAliveInterval 9\nHost b\n EscapeChar ^';
    expect([...startsOf(text, 'a').says].toSorted()).toEqual([
      'connecttimeout',
      'serveraliveinterval',
    ]);
  });
});

const ATTRIBUTES = [
  'host',
  'originalhost',
  'user',
  'localuser',
  'tagged',
  'final',
  'canonical',
  'all',
];

/** One whose every Match writes a file of its own, where ssh comes to it. */
function madeUp(random: Random, folder: string): string {
  const names = ['a', 'b', 'a.far', 'b.far', 'root'];
  const pattern = (): string => random.pick([...names, '*', '?', '*.far', '!b,*', 'a,b']);
  const criterion = (): string => {
    const not = random.int(4) === 0 ? '!' : '';
    const attribute = random.pick(ATTRIBUTES);
    if (attribute === 'all') return '';
    if (attribute === 'final' || attribute === 'canonical') return `${not}${attribute}`;
    if (attribute === 'tagged') return `${not}host ${pattern()}`; // an old ssh has no tags
    return `${not}${attribute} ${pattern()}`;
  };
  const setting = (): string =>
    random.pick([
      `  HostName ${random.pick(['%h.far', 'a', 'b.far'])}`,
      `  User ${random.pick(names)}`,
      '  Compression yes',
    ]);
  const lines: string[] = [];
  for (let at = 0; at < 12; at++) {
    const host = random.once(6) ? '"Host"' : 'Host';
    const match = random.once(6)
      ? random.pick(['"Match"', 'Mat"ch"', '=Match', 'match='])
      : 'Match';
    if (random.int(3) === 0) lines.push(`${host} ${random.pick([...names, '*', '* !a', '*.far'])}`);
    else {
      const code = random.pick(['true', 'false']);
      const exec = `${random.int(5) === 0 ? '!' : ''}exec "touch ${folder}/ran-${at}; ${code}"`;
      const all = [criterion(), exec, criterion()].filter(Boolean);
      lines.push(`${match} ${all.join(' ')}`);
    }
    lines.push(setting());
  }
  return lines.join('\n');
}

describe('ssh itself', () => {
  it('starts nothing by reading a file but what was told', async (test) => {
    needs(whyNoProgram('ssh'), test);
    let ran = 0;
    await eachSeed(40, async (random) => {
      const folder = temporaryDirectory();
      const file = path.join(folder, 'config');
      const text = madeUp(random, folder);
      writeFileSync(file, text, { mode: 0o600 });
      const told = new Set(
        followConfig(file, folder)
          .startsOf('a')
          .byReading.map((one) => one.text),
      );
      await run('ssh', ['-G', '-F', file, '--', 'a']).catch(() => undefined);
      for (let at = 0; at < 12; at++) {
        if (!existsSync(path.join(folder, `ran-${at}`))) continue;
        ran += 1;
        expect(
          [...told].some((one) => one.includes(`ran-${at};`)),
          `${at} of\n${text}`,
        ).toBe(true);
      }
    });
    expect(ran).toBeGreaterThan(40);
  });
});
