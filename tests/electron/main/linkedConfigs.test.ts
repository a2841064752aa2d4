// Folders that follow an ssh config, with real files: whatever becomes of these, and however they are written,
// the folder shows what they say, and says what is wrong with them.
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { Connectable } from '../../../electron/hosts/connectable.ts';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import type { LinkedNews } from '../../../electron/hosts/linkedFolders.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type { LinkState, SavedHost } from '../../../electron/ipc/contract.ts';
import { copyOut, toSave } from '../../../electron/main/linkedCopies.ts';
import { LinkedConfigs } from '../../../electron/main/linkedConfigs.ts';
import { inWords } from '../../../words/said.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { says } from '../../support/says.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let home: string;
let file: string;
let hosts: HostStore;
let links: LinkedConfigs;
let news: LinkedNews[];
let states: LinkState[];

beforeEach(() => {
  home = temporaryDirectory();
  mkdirSync(path.join(home, '.ssh', 'conf.d'), { recursive: true });
  file = path.join(home, 'config');
  const options = { folder: path.join(home, 'data'), secretBox: plainBox, loginShell: '/bin/sh' };
  hosts = new HostStore({ ...options, now: () => new Date(), warn: (line) => expect.fail(line) });
  news = [];
  links = make();
  links.start();
});

afterEach(() => {
  links.stop();
  hosts.close();
});

function make(): LinkedConfigs {
  return new LinkedConfigs({
    ...{ hosts, home, clock: systemClock, now: () => 7 },
    usual: path.join(home, '.ssh', 'config'),
    onHosts: (one) => news.push(one),
    onStates: (all) => (states = all),
  });
}

const names = (): string[] => hosts.list().map(({ name }) => name);
const named = (name: string): SavedHost => hosts.list().find((host) => host.name === name)!;
const trouble = (): string => inWords(states[0]?.trouble ?? null);
/** Real watching: it takes as long as it takes. */
const comes = (what: () => unknown, is: unknown): Promise<void> =>
  expect.poll(what, { interval: 30 }).toEqual(is);

function link(text: string): string {
  writeFileSync(file, text);
  return links.add('~/config', null).id;
}

describe('a file that is linked', () => {
  it('has its hosts in a folder called after it, patterns and what ssh can’t be given left out', () => {
    const id = link('Host a *.lab b?\n HostName 10.0.0.1\n Port 2200\nHost c@d\nHost e !f\n');
    expect(hosts.folders.list()).toMatchObject([{ id, name: '~/config', link: { file } }]);
    expect(hosts.list()).toMatchObject([
      { name: 'a', alias: 'a', file, address: '10.0.0.1', port: '2200', detail: '10.0.0.1:2200' },
      { name: 'e', alias: 'e', address: 'e' },
    ]);
    expect(states).toEqual([
      { folder: id, file, shown: '~/config', hosts: 2, readAt: 7, trouble: null },
    ]);
  });

  it('isn’t named to ssh where it is the one that ssh reads by itself', () => {
    writeFileSync(path.join(home, '.ssh', 'config'), 'Host a');
    links.add('~/.ssh/config', null);
    expect(named('a').file).toBe('');
  });

  it('is refused in words where it can’t be one, and once it is linked', () => {
    const refusal = (written: string): string => {
      try {
        links.add(written, null);
        return '';
      } catch (error) {
        return inWords((error as { said: Parameters<typeof inWords>[0] }).said);
      }
    };
    link('Host a');
    expect(refusal('~/config')).toMatch(/follows this file already/);
    expect(refusal('config')).toMatch(/whole path/);
    expect(refusal('~/none')).toMatch(/no file ~\/none/);
    expect(refusal('~/.ssh')).toMatch(/is a folder/);
    mkdirSync(path.join(home, 'a b;c'));
    writeFileSync(path.join(home, 'a b;c', 'config'), 'Host a');
    expect(refusal('~/a b;c/config')).toMatch(/reads more than a path/);
    expect(hosts.folders.list()).toHaveLength(1);
  });
});

describe('a file that changes', () => {
  it('is read again, however it is written', async () => {
    link('Host a');
    appendFileSync(file, '\nHost b');
    await comes(names, ['a', 'b']);
    writeFileSync(`${file}.new`, 'Host b\n User root\nHost c');
    renameSync(`${file}.new`, file);
    await comes(names, ['b', 'c']);
    expect(named('b').user).toBe('root');
    expect(news.at(-1)).toMatchObject({
      isOther: true,
      came: [named('c').id],
      went: [expect.any(String)],
    });
  });

  it('is told where it is gone or can’t be read, and its hosts stay', async () => {
    link('Host a');
    const { id } = named('a');
    rmSync(file);
    await comes(
      trouble,
      '~/config is not there. The hosts are shown as they were; the file is read again when it is back.',
    );
    expect(names()).toEqual(['a']);
    mkdirSync(file);
    await comes(() => trouble() !== '' && !trouble().includes('is not there'), true);
    rmSync(file, { recursive: true });
    writeFileSync(file, 'Host a\nHost b');
    await comes(names, ['a', 'b']);
    expect([trouble(), named('a').id]).toEqual(['', id]);
  });

  it('may be a link to another, and include others, wherever they lie', async () => {
    mkdirSync(path.join(home, 'dot'));
    const real = path.join(home, 'dot', 'config');
    writeFileSync(real, `Include conf.d/*\nInclude ${home}/far/one\nHost a`);
    symlinkSync(real, file);
    links.add('~/config', null);
    expect(names()).toEqual(['a']);
    writeFileSync(path.join(home, '.ssh', 'conf.d', 'x'), 'Host of-x');
    await comes(names, ['a', 'of-x']);
    mkdirSync(path.join(home, 'far'));
    writeFileSync(path.join(home, 'far', 'one'), 'Host of-far');
    await comes(names, ['a', 'of-far', 'of-x']);
    appendFileSync(real, '\nHost b');
    await comes(names, ['a', 'b', 'of-far', 'of-x']);
    rmSync(path.join(home, '.ssh', 'conf.d', 'x'));
    await comes(names, ['a', 'b', 'of-far']);
  });

  it('keeps what a person has added, and the folder’s way into the bin and back', async () => {
    const id = link('Host a\nHost b');
    hosts.many.patch([named('a').id], { addTags: ['prod'] });
    writeFileSync(file, 'Host b');
    links.read(id);
    hosts.bin.takeFolder(id);
    links.sync();
    expect(states).toEqual([]);
    writeFileSync(file, 'Host a\nHost b');
    hosts.bin.restore([id]);
    links.sync();
    expect([names(), named('a').tags]).toEqual([['a', 'b'], ['prod']]);
    await Promise.resolve();
  });

  it('is followed again after a restart, with what happened meanwhile', async () => {
    link('Host a');
    links.stop();
    writeFileSync(file, 'Host b');
    links = make();
    expect(names()).toEqual(['a']);
    links.start();
    expect(names()).toEqual(['b']);
    writeFileSync(file, 'Host c');
    await comes(names, ['c']);
  });
});

describe('what the file would start', () => {
  let allowed: string[] = [];
  const connectable = (): Connectable =>
    new Connectable({
      find: (id) => hosts.get(id),
      inFile: (host) => links.inFile(host),
      allowed: () => allowed,
      allow: (hashes) => (allowed = hashes),
    });
  beforeEach(() => (allowed = []));

  const yes = (asked: unknown[]) => (question: unknown) => {
    asked.push(question);
    return Promise.resolve(true);
  };

  it('is asked about before it is connected to, whole, and again when the file says another', async () => {
    link('Host a\n ProxyCommand one %h\nMatch exec "two"\nHost b');
    const [known, { id }] = [connectable(), named('a')];
    expect(known.get(id)?.problem).toEqual(says(/nobody has allowed/));
    const asked: unknown[] = [];
    await known.ask(id, yes(asked));
    expect(asked).toEqual([
      {
        host: 'a',
        inFile: true,
        commands: [
          { option: 'ProxyCommand', text: 'one %h' },
          { option: 'Match exec', text: 'two' },
        ],
      },
    ]);
    const host = known.get(id)!;
    expect([host.problem, known.ask(id, yes(asked))]).toEqual([null, undefined]);
    expect((host as { followed?: { says(): unknown } }).followed?.says()).toEqual(
      new Set(['proxy']),
    );
    writeFileSync(file, 'Host a\n ProxyCommand another %h\nMatch exec "two"');
    expect(() => (host as { followed?: { says(): unknown } }).followed?.says()).toThrow(
      /nobody has allowed/,
    );
    expect(known.get(id)?.problem).toEqual(says(/nobody has allowed/));
    await known.ask(id, yes(asked));
    expect(asked.at(-1)).toMatchObject({ commands: [{ text: 'another %h' }] });
  });

  it('is less where ssh only reads the file', async () => {
    link('Host a\n ProxyCommand one %h\nMatch exec "two"');
    const [known, { id }] = [connectable(), named('a')];
    expect(() => known.checkReading(hosts.get(id)!)).toThrow(/Match exec/);
    const asked: unknown[] = [];
    await known.askForReading(id, yes(asked));
    expect(asked).toMatchObject([
      { byReading: true, commands: [{ option: 'Match exec', text: 'two' }] },
    ]);
    known.checkReading(hosts.get(id)!);
    expect(known.get(id)?.problem).toEqual(says(/ProxyCommand/));
  });

  it('can’t be told of a file that is gone, which says so', () => {
    link('Host a');
    rmSync(file);
    expect(connectable().get(named('a').id)?.problem).toEqual(says(/is not there/));
  });

  it('is held back where another host goes through it, too', () => {
    link('Host gate\n ProxyCommand evil');
    const saved = hosts.save(sshDraft({ name: 'far', jumpHost: `host:${named('gate').id}` }), null);
    const far = connectable().get(saved.ok ? saved.host.id : '');
    expect(far?.problem).toEqual(says(/ProxyCommand/));
  });
});

describe('hosts of our own instead', () => {
  const TEXT = `Host a
  HostName 10.0.0.1
  User root
  IdentityFile ~/.ssh/not-there-yet
  ProxyJump gate
  LocalForward 8080 web:80
Host gate
  HostName gate.example`;

  it('is what a copy of one is, with all that the reader knows, beside the folder', () => {
    link(TEXT);
    hosts.many.patch([named('a').id], { addTags: ['prod'] });
    const copy = copyOut(hosts, named('a'), {
      beside: hosts.list(),
      found: links.foundBeside(hosts.get(named('a').id)!),
    });
    expect(copy).toMatchObject({
      ...{ kind: 'ssh', name: 'a copy', folder: null, address: '10.0.0.1', user: 'root' },
      ...{ jumpHost: `host:${named('gate').id}`, tags: ['prod'], alias: '', file: '' },
      options: 'IdentityFile="~/.ssh/not-there-yet"',
    });
    expect(hosts.tunnels.list(copy.id)).toMatchObject([
      { listenPort: '8080', targetAddress: 'web' },
    ]);
  });

  it('is what all become when the folder stops following, under their ids', () => {
    const id = link(TEXT);
    const [a, gate] = [named('a').id, named('gate').id];
    const saved = toSave(hosts.list(), links.foundBeside(hosts.get(a)!));
    hosts.endLink(id, saved);
    links.sync();
    expect(states).toEqual([]);
    expect(named('a')).toMatchObject({ id: a, kind: 'ssh', folder: id, jumpHost: `host:${gate}` });
    expect(named('gate')).toMatchObject({ id: gate, kind: 'ssh', address: 'gate.example' });
  });

  it('go by what is known where the file is gone', () => {
    link(TEXT);
    const all = hosts.list();
    rmSync(file);
    links.stop();
    links = make();
    const [copy] = toSave(all, links.foundBeside(hosts.get(named('a').id)!));
    expect(copy?.draft).toMatchObject({ address: '10.0.0.1', user: 'root' });
  });
});

it('what can’t be read by this user is told with the system’s reason', () => {
  const id = link('Host a');
  chmodSync(file, 0o000);
  links.read(id);
  // Root reads all the same.
  expect([names(), process.getuid?.() === 0 || /EACCES/.test(trouble())]).toEqual([['a'], true]);
});
