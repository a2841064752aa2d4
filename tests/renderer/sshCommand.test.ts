// The ssh command that a failure's card offers to copy.
import { expect, it } from 'vitest';
import { NO_VALUES } from '../../electron/hosts/kinds/kinds.ts';
import type { StoredHost } from '../../electron/hosts/storedHost.ts';
import { sshArguments } from '../../electron/ssh/sshArguments.ts';
import { SETTING_FIELDS } from '../../electron/ssh/sshSettings.ts';
import {
  commandOf as commandFor,
  sshCommand as commandOfHost,
} from '../../renderer/lib/sshCommand.ts';
import { readTarget } from '../../renderer/lib/readTarget.ts';
import { shellWords } from '../../renderer/lib/shellWords.ts';
import { draftOf } from '../../renderer/lib/sshTarget.ts';
import { say } from '../../words/said.ts';
import { seeded } from '../support/random.ts';

type Host = Parameters<typeof commandOfHost>[0];
const host = (fields: Partial<Omit<Host, 'kind'>> & { kind?: string }): Host =>
  ({ ...NO_VALUES, kind: 'ssh', ...fields }) as Host;
const sshCommand = (one: Host) => commandOfHost(one, () => undefined);
const commandOf = (status: Parameters<typeof commandFor>[0], one: Host | undefined) =>
  commandFor(status, one, () => undefined);

it.each([
  [{ address: 'web-1' }, 'ssh web-1'],
  [{ address: 'web-1', user: 'deploy', port: '2222' }, 'ssh -p 2222 deploy@web-1'],
  [
    { address: '10.0.0.1', jumpHost: 'a@b:22,c', identityFile: '~/my keys/id' },
    "ssh -i ~/'my keys/id' -J a@b:22,c 10.0.0.1",
  ],
  [
    { address: 'h', options: 'Compression=yes\nProxyCommand=nc %h %p\n' },
    "ssh -o Compression=yes -o 'ProxyCommand=nc %h %p' h",
  ],
  [{ address: '-oProxyCommand=id' }, 'ssh -- -oProxyCommand=id'],
  [{ address: "it's; rm -rf ~" }, `ssh 'it'\\''s; rm -rf ~'`],
])('%j', (fields, command) => {
  expect(sshCommand(host(fields))).toBe(command);
});

it.each([
  [{ forwardAgent: 'allow' }, 'ssh -A web'],
  [{ forwardAgent: 'allow', agentForward: 'no' }, 'ssh -A web'],
  [{ forwardAgent: 'allow', options: 'ForwardAgent = no' }, "ssh -o 'ForwardAgent = no' web"],
  // It asks by a socket of the app's, which another terminal doesn't have.
  [{ forwardAgent: 'ask', agentForward: 'yes' }, 'ssh web'],
  [{ forwardAgent: 'off', agentForward: 'yes' }, 'ssh -o ForwardAgent=yes web'],
  [{ forwardAgent: '', agentForward: '' }, 'ssh web'],
  [{ kind: 'config', alias: 'web', file: '/c', forwardAgent: 'allow' }, 'ssh -A -F /c web'],
  [{ kind: 'config', alias: 'web', forwardAgent: 'ask' }, 'ssh web'],
] as [Partial<Host>, string][])(
  'forwards keys where the host would, unasked: %j',
  (fields, command) => {
    expect(sshCommand(host({ address: 'web', ...fields }))).toBe(command);
  },
);

it.each([
  [{ proxyKind: 'socks5', proxyAddress: 'p' }, `ssh -o 'ProxyCommand=nc -X 5 -x p:1080 %h %p' web`],
  [
    { proxyKind: 'http', proxyAddress: '::1', proxyPort: '3128', proxyUser: 'CORP\\bob' },
    `ssh -o 'ProxyCommand=nc -X connect -x [::1]:3128 -P '\\''CORP\\bob'\\'' %h %p' web`,
  ],
  [{ proxyKind: 'socks5', proxyAddress: 'p', proxyCommand: 'x' }, 'ssh -o ProxyCommand=x web'],
  [{ proxyKind: 'none', proxyAddress: 'p', jumpHost: 'a' }, 'ssh -J a web'],
  [
    { proxyKind: 'socks5', proxyAddress: 'p', jumpHost: 'none' },
    `ssh -o 'ProxyCommand=nc -X 5 -x p:1080 %h %p' web`,
  ],
] as [Partial<Host>, string][])('goes through a proxy by nc: %j', (fields, command) => {
  expect(sshCommand(host({ address: 'web', ...fields }))).toBe(command);
});

it('goes through a proxy to the first of jump hosts, as shells and ssh read it', () => {
  const way = { proxyKind: 'socks5', proxyAddress: 'p', jumpHost: 'me@one:22,[::2]' } as const;
  const outer = proxyCommandIn(shellWords(sshCommand(host({ address: 'web', ...way }))!)!);
  const toSecond = shellWords(outer.replaceAll('%%', '%'))!;
  expect([toSecond[0], ...toSecond.slice(1, 3), ...toSecond.slice(-2)]).toEqual([
    ...['ssh', '-W', '[%h]:%p', '--', '::2'],
  ]);
  const toFirst = shellWords(proxyCommandIn(toSecond).replaceAll('%%', '%'))!;
  expect(toFirst.slice(-6)).toEqual(['-p', '22', '-l', 'me', '--', 'one']);
  expect(proxyCommandIn(toFirst)).toBe('nc -X 5 -x p:1080 %h %p');
});

function proxyCommandIn(words: readonly string[]): string {
  return words.find((word) => word.startsWith('ProxyCommand='))!.slice('ProxyCommand='.length);
}

it('forwards keys where a folder says so', () => {
  const inherited = { forwardAgent: { from: 'f', folder: 'All', value: 'allow' } } as never;
  expect(sshCommand(host({ address: 'web', inherited }))).toBe('ssh -A web');
});

it('is none for hosts that ssh doesn’t log in to', () => {
  expect(sshCommand(host({ kind: 'local' }))).toBeNull();
  expect(sshCommand(host({}))).toBeNull();
});

it('is rather the command that the hint names', () => {
  const command = 'ssh-keygen -R web-1';
  const hint = say('ssh-compare-host-key', { command });
  expect(commandOf({ hint }, host({ address: 'web-1' }))).toBe(command);
  expect(commandOf({ hint: null }, host({ address: 'web-1' }))).toBe('ssh web-1');
  expect(commandOf({ hint: null }, undefined)).toBeNull();
});

it('is read back as what it was made of, whatever stands in the fields', () => {
  const random = seeded(7);
  const odd = ["'", '"', '\\', ' ', '$HOME', '`id`', ';', '~', '%h', 'ü', '&&', '*', '#'];
  const text = () => Array.from({ length: 1 + random.int(6) }, () => random.pick(odd)).join('');
  for (let round = 0; round < 500; round++) {
    const fields = {
      ...{ address: `web-${round}`, user: random.pick(['', 'deploy', 'DOM+müller', 'a@b']) },
      ...{ port: random.pick(['', '2222']), jumpHost: random.pick(['', 'me@a:22,b']) },
      identityFile: random.pick(['', '~/.ssh/id', `/k${text()}k`]),
      options: random.pick(['', 'Compression=yes', `ProxyCommand=nc${text()}x`]),
    };
    const command = sshCommand(host(fields))!;
    const typed = readTarget(command);
    expect(typed?.kind === 'ssh' && draftOf(typed), command).toEqual({ kind: 'ssh', ...fields });
    expect(shellWords(command)![0]).toBe('ssh');
  }
});

it('has what folders say, and the host itself before them', () => {
  const inherited = {
    user: { value: 'deploy', from: 'f' },
    port: { value: '2222', from: 'f' },
    options: { value: 'Tag=a\nTag2=b', from: 'f' },
    compression: { value: 'yes', from: 'f' },
  };
  expect(sshCommand(host({ address: 'h', inherited }))).toBe(
    'ssh -p 2222 -o Tag=a -o Tag2=b -o Compression=yes deploy@h',
  );
  const hop = host({ address: 'gate', inherited: { ...inherited } });
  const id = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
  const find = () => ({ ...hop, id, name: 'Gate', detail: '' });
  const through = { jumpHost: { value: `host:${id}`, from: 'f' } };
  expect(commandOfHost(host({ address: 'h', inherited: through }), find)).toBe(
    'ssh -J deploy@gate:2222 h',
  );
});

/** Values that each setting may have, plain ones: of odd paths the main process knows more. */
const VALUES: Partial<Record<(typeof SETTING_FIELDS)[number], string[]>> = {
  logInWith: ['key', 'password', 'ask'],
  setEnv: ['A=b c', 'A=1\n\n B=2'],
  x11: ['yes', 'trusted', 'no'],
  remoteCommand: ['date +%F', 'ssh'],
  remoteDirectory: ['/srv/a b', '~/x', '~'],
};

it('says of all settings what the main process tells ssh', () => {
  const random = seeded(11);
  for (let round = 0; round < 500; round++) {
    const settings = Object.fromEntries(
      SETTING_FIELDS.map((name) => [name, random.pick(['', ...(VALUES[name] ?? ['yes', '20'])])]),
    );
    const options = random.pick(['', 'compression=no', 'RequestTTY no\nCiphers = a']);
    const one = host({ address: 'h', ...settings, options });
    const words = sshArguments(one as unknown as StoredHost).filter(
      (_, at, all) => all[at - 1] === '-o',
    );
    const own = [
      'ServerAliveInterval=5',
      'ServerAliveCountMax=3',
      'EscapeChar=none',
      'ConnectTimeout=15',
    ];
    const shown = shellWords(sshCommand(one)!)!.filter((_, at, all) => all[at - 1] === '-o');
    const spaced = (line: string) => line.replace(/\s*=\s*/, '=');
    expect(shown.map(spaced), JSON.stringify(settings)).toEqual(
      (words as string[]).filter((word) => !own.includes(word)),
    );
  }
});
