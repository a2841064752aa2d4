// Jump hosts that are saved hosts: looked up when a connection is made, in a real login too.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { parseDraft } from '../../../electron/hosts/hostDraft.ts';
import { jumpsOf, MOST_HOPS, withJumps } from '../../../electron/hosts/jumpReferences.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { HostDraft } from '../../../electron/ipc/contract.ts';
import { StartError } from '../../../electron/programs/command.ts';
import { sshArguments } from '../../../electron/ssh/sshArguments.ts';
import { throughHosts } from '../../../electron/ssh/throughHosts.ts';
import { needs } from '../../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { localDraft, sshDraft } from '../hosts/drafts.ts';
import { says } from '../../support/says.ts';

const run = promisify(execFile);
const id = (letter: string): string => `${letter.repeat(8)}-aaaa-4aaa-8aaa-aaaaaaaaaaaa`;
const to = (letter: string): string => `host:${id(letter)}`;

/** Saved hosts by the letter of their id; their names are the same letter. */
class Saved {
  readonly hosts = new Map<string, StoredHost>();

  add(letter: string, change: Partial<HostDraft>): this {
    const bare = { address: `${letter}.example`, user: '', ...change };
    this.hosts.set(id(letter), { id: id(letter), ...sshDraft({ name: letter, ...bare }) });
    return this;
  }

  resolved(letter: string) {
    const find = (one: string): StoredHost | undefined => this.hosts.get(one);
    return withJumps(this.hosts.get(id(letter))!, find);
  }

  /** What `-J` says, or the proxy command in its place. */
  way(letter: string): string | undefined {
    const args: string[] = sshArguments(this.resolved(letter));
    const proxy = args.find((one) => one.startsWith('ProxyCommand='));
    return proxy ?? args[args.indexOf('-J') + 1];
  }
}

it('a saved host is a jump host by its id, and written ones stay what they are', () => {
  const facts = { nameTaken: () => false, hasSecret: () => false };
  for (const jumpHost of [to('a'), `${to('a')},me@gate:22`, 'host:22', 'host']) {
    expect(parseDraft(sshDraft({ jumpHost }), facts)).toMatchObject({ draft: { jumpHost } });
  }
  expect(parseDraft(sshDraft({ jumpHost: 'host:abc' }), facts).ok).toBe(false);
  expect(jumpsOf({ jumpHost: `gate,${to('a')} , ${to('b')},host:22` })).toEqual([id('a'), id('b')]);
});

it('its address, user and port are those of now', () => {
  const saved = new Saved().add('a', { jumpHost: to('b') }).add('b', { port: '2200', user: 'me' });
  expect(saved.way('a')).toBe('me@b.example:2200');
  saved.add('b', { address: '2001:db8::1', user: 'you', port: '22' });
  expect(saved.way('a')).toBe('you@[2001:db8::1]:22');
});

it('the first brings its own way along; further ones follow the list', () => {
  const saved = new Saved()
    .add('a', { jumpHost: `${to('b')},x@gate,${to('c')}` })
    .add('b', { jumpHost: `${to('d')}` })
    .add('c', { jumpHost: 'never' })
    .add('d', { jumpHost: 'first:23' });
  expect(saved.way('a')).toBe('first:23,d.example,b.example,x@gate,c.example');
});

it.each([
  ['itself', new Saved().add('a', { jumpHost: to('a') }), /way to a leads in a circle/],
  [
    'a circle',
    new Saved()
      .add('a', { jumpHost: to('b') })
      .add('b', { jumpHost: `${to('c')}` })
      .add('c', { jumpHost: to('b') }),
    /way to a leads in a circle/,
  ],
  [
    'one that is gone',
    new Saved().add('a', { jumpHost: to('b') }),
    /a goes through has been deleted/,
  ],
  [
    'too many',
    new Saved()
      .add('a', { jumpHost: [to('b'), ...Array<string>(MOST_HOPS).fill('x')].join() })
      .add('b', {}),
    /more than 16/,
  ],
])('a way through %s is refused in words', (_, saved, words) => {
  expect(saved.resolved('a').problem).toEqual(says(words));
});

it('a way through a host of another kind, or one that can’t be used, is refused', () => {
  const saved = new Saved().add('a', { jumpHost: to('b') });
  saved.hosts.set(id('b'), { id: id('b'), ...localDraft() });
  expect(saved.resolved('a').problem).toEqual(
    says(/through This computer, which is not an SSH host/),
  );
  const damaged = { ...sshDraft(), id: id('b'), problem: saved.resolved('a').problem! };
  saved.hosts.set(id('b'), damaged);
  expect(saved.resolved('a').problem).toBe(damaged.problem);
});

describe('a jump host that says more than -J takes', () => {
  it('is logged in to by an ssh of its own, with its words quoted for the shell', () => {
    const saved = new Saved()
      .add('a', { jumpHost: to('b') })
      .add('b', { options: "HostKeyAlias=it's 100%", jumpHost: 'gate' });
    const way = saved.way('a')!;
    expect(way).toContain(`-o 'HostKeyAlias=it'"'"'s 100%%' `);
    expect(way).toMatch(/-W '\[%h\]:%p' -J gate -- b\.example$/);
  });

  it('is refused where its words can’t be quoted for every shell', () => {
    const hop = { ...sshDraft({ options: 'HostKeyAlias=a\\b' }), jumps: [] };
    const host = { ...sshDraft(), jumps: [hop] };
    expect(() => throughHosts(host, sshArguments, { platform: 'linux' })).toThrow(StartError);
    expect(() => throughHosts(host, sshArguments, { platform: 'win32' })).not.toThrow();
    const percent = { ...host, jumps: [{ ...hop, options: 'HostKeyAlias=a"b' }] };
    expect(() => throughHosts(percent, sshArguments, { platform: 'win32' })).toThrow(StartError);
  });
});

describe('a real login', () => {
  const running: TestSshd[] = [];
  afterEach(() => Promise.all(running.splice(0).map((one) => one.close())));

  async function server(): Promise<TestSshd> {
    const sshd = await startSshd();
    running.push(sshd);
    await sshd.trustHostKey();
    return sshd;
  }

  function fields(sshd: TestSshd): Partial<HostDraft> {
    const { host: address, port, user, identityFile, clientOptions } = sshd;
    const options = `${clientOptions}\nBatchMode=yes`;
    return { address, port: String(port), user, identityFile, options };
  }

  it('goes through two hosts, each with a key of its own', async (test) => {
    needs(whyNoSshd(), test);
    const [first, second, third] = [await server(), await server(), await server()];
    const saved = new Saved()
      .add('a', { ...fields(third), jumpHost: to('b') })
      .add('b', { ...fields(second), jumpHost: to('c') })
      .add('c', fields(first));
    const nothing = path.join(temporaryDirectory(), 'none');
    writeFileSync(nothing, '');
    const args = sshArguments(saved.resolved('a'));
    const { stdout } = await run('ssh', ['-F', nothing, ...args, 'whoami']);
    expect(stdout.trim()).toBe(third.user);
    for (const hop of [first, second]) {
      await expect.poll(() => hop.log()).toMatch(/direct-tcpip|Accepted publickey/);
    }
  });
});
