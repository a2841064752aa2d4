// A host that came from a file starts nothing here before somebody has allowed it, once a text.
import { describe, expect, it } from 'vitest';
import {
  Connectable,
  MOST_ALLOWED,
  type CommandQuestion,
} from '../../../electron/hosts/connectable.ts';
import { hashOf, localCommands } from '../../../electron/hosts/localCommands.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { HostDraft } from '../../../electron/ipc/contract.ts';
import type { IdentityLogin } from '../../../electron/hosts/withIdentity.ts';
import { sshDraft } from './drafts.ts';
import { says } from '../../support/says.ts';

const GATE = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';

class Rig {
  readonly hosts = new Map<string, StoredHost>();
  allowed: string[] = [];
  readonly asked: CommandQuestion[] = [];
  readonly identities = new Map<string, IdentityLogin>();
  readonly connectable = new Connectable({
    find: (id) => this.hosts.get(id),
    identity: (id) => this.identities.get(id),
    allowed: () => this.allowed,
    allow: (hashes) => (this.allowed = hashes),
  });

  add(id: string, change: Partial<HostDraft>): StoredHost {
    const host = { id, ...sshDraft({ name: id, ...change }) };
    this.hosts.set(id, host);
    return host;
  }

  async ask(id: string, answer: boolean): Promise<void> {
    await this.connectable.ask(id, (question) => {
      this.asked.push(question);
      return Promise.resolve(answer);
    });
  }

  refused(id: string): boolean {
    return !!this.connectable.get(id)?.problem;
  }
}

const EVIL = 'touch /tmp/evil; nc %h %p';

describe('what a host starts here', () => {
  it.each([
    [{ proxyCommand: EVIL }, [['ProxyCommand', EVIL]]],
    [{ options: `proxycommand = ${EVIL}` }, [['ProxyCommand', EVIL]]],
    [{ options: `PermitLocalCommand=yes\nLocalCommand=a b` }, [['LocalCommand', 'a b']]],
    [{ options: 'KnownHostsCommand=/x %H' }, [['KnownHostsCommand', '/x %H']]],
    [{ options: 'PKCS11Provider=/x.so' }, [['PKCS11Provider', '/x.so']]],
    [{ options: 'SecurityKeyProvider=internal\nProxyCommand=none\nCompression=yes' }, []],
    [{ remoteCommand: EVIL, setEnv: 'A=b' }, []],
  ])('of %j', (change, found) => {
    const all = localCommands(sshDraft(change)).map(({ option, text }) => [option, text]);
    expect(all).toEqual(found);
  });

  it('is what its jump hosts start, too', () => {
    const jumps = [sshDraft({ proxyCommand: EVIL })];
    expect(localCommands({ ...sshDraft(), jumps })).toHaveLength(1);
  });
});

it('a host with nothing to start is asked nothing, and neither is one that isn’t there', () => {
  const rig = new Rig();
  rig.add('plain', {});
  expect(rig.connectable.ask('plain', () => expect.fail('asked'))).toBeUndefined();
  expect(rig.connectable.ask('gone', () => expect.fail('asked'))).toBeUndefined();
  expect(rig.refused('plain')).toBe(false);
});

it('one that isn’t allowed is refused in words, until it is allowed', async () => {
  const rig = new Rig();
  rig.add('far', { proxyCommand: EVIL, options: 'LocalCommand=a' });
  expect(rig.connectable.get('far')?.problem).toEqual(says(/far would run a program on this comp/));
  await rig.ask('far', false);
  expect([rig.refused('far'), rig.allowed]).toEqual([true, []]);
  await rig.ask('far', true);
  expect(rig.asked.at(-1)).toEqual({
    host: 'far',
    commands: [
      { option: 'ProxyCommand', text: EVIL },
      { option: 'LocalCommand', text: 'a' },
    ],
  });
  expect(rig.refused('far')).toBe(false);
  await rig.ask('far', true);
  expect(rig.asked).toHaveLength(2);
});

it('a yes is for that text: of any host, and of no other text', async () => {
  const rig = new Rig();
  rig.add('far', { proxyCommand: EVIL });
  await rig.ask('far', true);
  rig.add('near', { proxyCommand: EVIL });
  expect(rig.refused('near')).toBe(false);
  rig.add('far', { proxyCommand: `${EVIL} ` + 'x' });
  expect(rig.refused('far')).toBe(true);
  rig.add('other', { options: `LocalCommand=${EVIL}` });
  expect(rig.refused('other')).toBe(true);
});

it('what somebody saved in the form is allowed; not what its jump host brings', () => {
  const rig = new Rig();
  const far = rig.add('far', { proxyCommand: EVIL });
  rig.connectable.seen(far);
  expect(rig.refused('far')).toBe(false);
  rig.add(GATE, { options: 'LocalCommand=x' });
  const behind = rig.add('behind', { jumpHost: `host:${GATE}` });
  rig.connectable.seen(behind);
  expect(rig.refused('behind')).toBe(true);
});

it('asks once for all tabs that are opened at a time', async () => {
  const rig = new Rig();
  rig.add('far', { proxyCommand: EVIL });
  await Promise.all([rig.ask('far', true), rig.ask('far', true), rig.ask('far', true)]);
  expect(rig.asked).toHaveLength(1);
});

it('remembers so many, the newest', () => {
  const rig = new Rig();
  rig.allowed = Array.from({ length: MOST_ALLOWED }, (_, index) => `old ${index}`);
  rig.connectable.seen(rig.add('far', { proxyCommand: EVIL }));
  expect(rig.allowed).toHaveLength(MOST_ALLOWED);
  expect(rig.allowed.at(-1)).toBe(hashOf({ option: 'ProxyCommand', text: EVIL }));
  expect(rig.allowed).not.toContain('old 0');
});

describe('a host that logs in by an identity', () => {
  const DEPLOY = { user: 'deploy', identityFile: '~/.ssh/id_deploy' };

  it('has its user and key, but for what it says itself', () => {
    const rig = new Rig();
    rig.identities.set('i1', DEPLOY);
    rig.add('web', { user: '', identity: 'i1' });
    rig.add('db', { user: 'postgres', identity: 'i1' });
    expect(rig.connectable.get('web')).toMatchObject(DEPLOY);
    expect(rig.connectable.get('db')).toMatchObject({ ...DEPLOY, user: 'postgres' });
  });

  it('has them as a jump host, too, and logs in without them once it is deleted', () => {
    const rig = new Rig();
    rig.add(GATE, { user: '', identity: 'i1' });
    const host = rig.add('web', { jumpHost: `host:${GATE}` });
    expect(rig.connectable.of(host)).toMatchObject({ jumps: [{ user: '', identityFile: '' }] });
    rig.identities.set('i1', DEPLOY);
    expect(rig.connectable.of(host)).toMatchObject({ jumps: [DEPLOY] });
  });
});
