// The configuration that is written, judged by ssh itself: each host opens as it does from its fields.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sshConfigText } from '../../../../electron/import/export/sshConfig.ts';
import type { PlainHost } from '../../../../electron/import/export/plainHost.ts';
import { findProgram } from '../../../../electron/programs/localFiles.ts';
import { optionLines, userProblem } from '../../../../electron/ssh/sshFields.ts';
import { seeded } from '../../../support/random.ts';
import { oddText, sshHost, tunnel } from './plain.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bowline-export-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(hosts: readonly PlainHost[]): string {
  const file = path.join(folder, 'config');
  writeFileSync(file, sshConfigText({ hosts, folders: [] }).text);
  return file;
}

function evaluated(args: readonly string[]): string[] {
  const lines = execFileSync('ssh', ['-G', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).split('\n');
  return lines
    .filter((line) => !/^(host|#)/.test(line) || /^hostname|^hostkey|^hostbased/.test(line))
    .toSorted();
}

/**
 * As Bowline itself calls ssh with a host's fields. A key file is compared by itself: behind `-i`, ssh
 * leaves out one that isn't there.
 */
function byFields({ fields }: PlainHost): string[] {
  const { address = '', user, port, identityFile, jumpHost, options = '' } = fields;
  const flags = [
    ['-p', port],
    ['-J', jumpHost],
    ['-l', user],
  ] as const;
  const lines = evaluated([
    ...['-F', '/dev/null'],
    ...optionLines(options).flatMap((option) => ['-o', option]),
    ...flags.flatMap(([flag, value]) => (value ? [flag, value] : [])),
    ...['--', address],
  ]);
  if (!identityFile) return lines;
  const others = lines.filter((line) => !line.startsWith('identityfile '));
  return [...others, `identityfile ${identityFile}`].toSorted();
}

const HOSTS: readonly PlainHost[] = [
  sshHost('plain'),
  sshHost('with all', {
    fields: {
      address: '192.0.2.1',
      user: 'ada',
      port: '2222',
      identityFile: '~/.ssh/a key',
      jumpHost: 'b@c:22,d',
    },
    folder: ['prod\nHost *', 'web'],
    tags: ['x'],
    notes: 'one\nProxyCommand touch /tmp/x\u2028two',
  }),
  sshHost('数据库 · *?!', { fields: { address: '2001:db8::1' } }),
  sshHost('link local', { fields: { address: 'fe80::1%eth0' } }),
  sshHost('domain', { fields: { address: 'a', user: 'CORP\\ada' } }),
  sshHost('quotes', {
    fields: { address: 'a', identityFile: 'C:\\Keys\\a "b" #c\\' },
  }),
  sshHost('options', {
    fields: {
      address: 'a',
      port: '22',
      options: 'Port=2200\nSetEnv=A="1 2"\nCompression=yes\nServerAliveInterval=7',
    },
  }),
  sshHost('proxy', { fields: { address: 'a', options: 'ProxyCommand=nc -X 5 "%h" %p # x' } }),
];

describe.skipIf(!findProgram('ssh'))('a configuration that ssh reads', () => {
  it.each(HOSTS.map((host) => [host.name, host] as const))(
    'opens %s as its fields do',
    (_, host) => {
      const file = write(HOSTS);
      const alias = aliases(HOSTS)[HOSTS.indexOf(host)]!;
      expect(evaluated(['-F', file, alias])).toEqual(byFields(host));
    },
  );

  it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
    'whatever its fields are (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const text = (): string => oddText(random, 'aB9 .-_=+@#\'"\\/~é数');
      const host = sshHost(text() || 'n', {
        fields: {
          address: 'a.example.com',
          user: userOf(text()),
          identityFile: text().replace(/^-+/, ''),
        },
        notes: `${text()}\n${text()}`,
        tags: [text()],
      });
      expect(evaluated(['-F', write([host]), aliases([host])[0]!])).toEqual(byFields(host));
    },
  );

  it('has its tunnels', () => {
    const tunnels = [
      tunnel({}),
      tunnel({
        kind: 'remote',
        listenAddress: '0.0.0.0',
        listenPort: '0',
        targetAddress: '::1',
        targetPort: '80',
      }),
      tunnel({ kind: 'dynamic', listenAddress: '127.0.0.1', listenPort: '1080' }),
      tunnel({
        listenAddress: '/run/a b.sock',
        listenPort: '',
        targetAddress: '/run/c.sock',
        targetPort: '',
      }),
    ];
    const seen = evaluated(['-F', write([sshHost('t', { tunnels })]), 't']);
    expect(seen.filter((line) => line.includes('forward '))).toEqual([
      'dynamicforward /run/a b.sock', // so ssh shows one between sockets, besides
      'dynamicforward [127.0.0.1]:1080',
      'localforward /run/a b.sock /run/c.sock',
      'localforward [127.0.0.1]:8080 [db]:5432',
      'remoteforward [0.0.0.0]:0 [::1]:80',
    ]);
  });
});

describe('a configuration', () => {
  it('lets no value out of its line, and says what is left out', () => {
    const fields = {
      address: 'a',
      options: 'Host=*\nInclude=/etc/passwd\nMatch=exec x\nGood=1',
      user: 'a\nProxyCommand x',
    };
    const host = sshHost('evil', { fields, tunnels: [tunnel({ listenPort: '0', name: 'free' })] });
    const { text, unmapped } = sshConfigText({ hosts: [host], folders: [] });
    expect(text).toBe('Host evil\n    Good=1\n    HostName a\n');
    expect(unmapped.map(({ what }) => what)).toEqual([
      'Host=*',
      'Include=/etc/passwd',
      'Match=exec x',
      'User a\nProxyCommand x',
      'LocalForward free',
    ]);
  });

  it('calls no two hosts by one name, and none by what ssh takes for an option', () => {
    const names = ['web 1', 'Web-1', '-oProxyCommand=x', '***', '***'];
    expect(aliases(names.map((name) => sshHost(name)))).toEqual([
      ...['web-1', 'Web-1-2', 'oProxyCommand-x', 'host', 'host-2'],
    ]);
  });

  it('names hosts that are opened in another way', () => {
    const { text, unmapped } = sshConfigText({
      hosts: [sshHost('l', { kind: 'agent' })],
      folders: [],
    });
    expect([text, unmapped]).toMatchObject(['', [{ where: 'l', why: { code: 'export-kind' } }]]);
  });
});

function aliases(hosts: readonly PlainHost[]): string[] {
  const { text } = sshConfigText({ hosts, folders: [] });
  return [...text.matchAll(/^Host (.*)$/gm)].map(([, alias]) => alias!);
}

function userOf(text: string): string {
  return userProblem(text) ? 'ada' : text;
}

it('says of a proxy that it is left out', () => {
  const host = sshHost('a', { fields: { proxyKind: 'socks5', proxyAddress: 'p.example' } });
  expect(sshConfigText({ hosts: [host], folders: [] }).unmapped).toMatchObject([
    { where: 'a', what: 'socks5://p.example', why: { code: 'export-proxy' } },
  ]);
});
