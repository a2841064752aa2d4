// Jump hosts that stand in an ssh config alone: the real ssh through a real sshd to another, each with a password
// of its own; and which saved host, if any, such a hop is.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { askpassProgram } from '../../../electron/askpass/askpassProgram.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { savedId } from '../../../electron/logins/hops.ts';
import { Logins } from '../../../electron/logins/logins.ts';
import { QuestionDesk } from '../../../electron/logins/questionDesk.ts';
import { savedHops } from '../../../electron/logins/savedHops.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import { configHops } from '../../../electron/ssh/configHops.ts';
import type { SshTarget } from '../../../electron/ssh/sshTarget.ts';
import { MemoryVault } from '../../support/memoryVault.ts';
import { needs } from '../../support/needs.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';

const why = whyNoSshd() ?? (askpassProgram() ? undefined : 'bowline-askpass is not compiled');

let sshd: TestSshd;
let bastion: TestSshd;
let vault: MemoryVault;
let desk: QuestionDesk;
let logins: Logins;
let saved: readonly SshTarget[];
const drivers: ShellDriver[] = [];

beforeAll(async () => {
  if (!why) [sshd, bastion] = await Promise.all([startSshd(), startSshd()]);
});
afterAll(() => Promise.all([sshd?.close(), bastion?.close()]));
beforeEach(async (test) => {
  needs(why, test);
  await Promise.all([sshd.trustHostKey(), bastion.trustHostKey()]);
  vault = new MemoryVault();
  saved = [];
  desk = new QuestionDesk({ tell: () => undefined });
  const around = surroundings();
  const options = { surroundings: around, clock: systemClock, ownerOf: savedId };
  logins = new Logins({
    ...{ vault, desk, clock: systemClock, env: around.env, program: askpassProgram() },
    furtherHops: (host) => savedHops(host, { ...options, savedAs: () => saved }),
  });
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
  logins.close();
});

const options = ({ clientOptions }: TestSshd): string =>
  clientOptions.replaceAll('=', ' ').replaceAll('\n', '\n  ');

/** A file with the host, and the way to it. */
function config(): string {
  const file = join(temporaryDirectory(), 'config');
  writeFileSync(
    file,
    `Host inner
  HostName ${sshd.host}
  Port ${sshd.port}
  User ${sshd.user}
  ProxyJump gate
  ${options(sshd)}
Host gate
  HostName ${bastion.host}
  Port ${bastion.port}
  User ${bastion.user}
  ${options(bastion)}
Host *
  PreferredAuthentications password
  IdentityAgent none
`,
  );
  return file;
}

function linked(file: string): StoredHost {
  const { host: address, user } = sshd;
  return sshHost(sshd, {
    ...{ kind: 'config', id: 'web', alias: 'inner', file, address, user },
    ...{ identityFile: '', options: '', port: '' },
  });
}

function start(host: StoredHost): ShellDriver {
  const where = { ...surroundings(), asking: logins };
  const driver = new ShellDriver(sshShells(where)(host, null, undefined, 's1')).start();
  drivers.push(driver);
  return driver;
}

/** The bastion as a saved host of its own. */
const gate = (change: Partial<StoredHost> = {}): StoredHost =>
  sshHost(bastion, { id: 'gate', identityFile: '', ...change });

describe('a hop of a config file alone', () => {
  it('is given the password of the saved host that it is', async () => {
    saved = [gate({ id: 'other', port: '1' }), gate()];
    vault.secrets.set('password web', sshd.password);
    vault.secrets.set('password gate', bastion.password);
    vault.secrets.set('password other', 'never');
    const driver = start(linked(config()));
    await driver.reaches('online');
    expect(vault.given).toEqual(['password gate', 'password web']);
    expect(driver.states.some(({ state }) => state === 'authenticating')).toBe(false);
  });

  it('is given that of its place where it is none, and keeps it there; the card names it', async () => {
    vault.secrets.set('password web', sshd.password);
    const driver = start(linked(config()));
    await expect
      .poll(() => desk.now('s1'))
      .toMatchObject({ asks: 'password', about: `${bastion.user}@${bastion.host}` });
    desk.answer(desk.now('s1')!.id, { text: bastion.password, keep: true });
    await driver.reaches('online');
    const place = `password ${bastion.user}@${bastion.host}:${bastion.port}`;
    expect(vault.secrets.get(place)).toBe(bastion.password);
    await driver.shell.close();
    await start(linked(config())).reaches('online');
    expect(vault.given.slice(-2)).toEqual([place, 'password web']);
  });

  it('isn’t a saved host of another user, port or way, nor one that a person is to be asked for', async () => {
    const file = config();
    const kept = async (host: StoredHost) => {
      saved = [host];
      const around = { surroundings: surroundings(), clock: systemClock, ownerOf: savedId };
      const [hop] = await savedHops(linked(file), { ...around, savedAs: () => saved });
      return hop;
    };
    expect(await kept(gate())).toMatchObject({ owner: 'gate', asksPerson: false });
    expect(await kept(gate({ user: 'root' }))).toMatchObject({ owner: undefined });
    expect(await kept(gate({ port: '1' }))).toMatchObject({ owner: undefined });
    expect(await kept(gate({ jumpHost: 'elsewhere' }))).toMatchObject({ owner: undefined });
    expect(await kept(gate({ logInWith: 'ask' }))).toMatchObject({
      owner: 'gate',
      asksPerson: true,
    });
    const alias = { kind: 'config', alias: 'gate', file } as const;
    expect(await kept(gate(alias))).toMatchObject({ owner: 'gate' });
    expect(await kept(gate({ ...alias, file: '/other' }))).toMatchObject({ owner: undefined });
  });
});

it('all hops are found, as ssh goes through them', async () => {
  const file = join(temporaryDirectory(), 'config');
  writeFileSync(
    file,
    'Host a\n ProxyJump one,me@two:2222\nHost two\n HostName 10.0.0.2\nHost one\n User x\n ProxyJump zero\nHost zero\n ProxyCommand nc %h\n',
  );
  const host = { ...linked(file), alias: 'a' };
  const hops = await configHops(host, surroundings(), systemClock);
  expect(
    hops.map(({ named, place: { user, address, port } }) => [named, user, address, port]),
  ).toEqual([
    ['two', 'me', '10.0.0.2', '2222'],
    ['one', 'x', 'one', '22'],
    ['zero', expect.any(String), 'zero', '22'],
  ]);
});
