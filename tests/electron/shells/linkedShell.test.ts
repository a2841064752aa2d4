// Hosts that stand in an ssh config, with the real ssh and a real sshd: opened by their alias alone, so that
// what only ssh can decide is ssh's, and started never before a yes to what the file would run.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import { AgentWays } from '../../../electron/agents/agentWays.ts';
import { Connectable } from '../../../electron/hosts/connectable.ts';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { askSsh } from '../../../electron/main/askSsh.ts';
import { LinkedConfigs } from '../../../electron/main/linkedConfigs.ts';
import { keptShells } from '../../../electron/shells/agentShell.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import { sshArguments } from '../../../electron/ssh/sshArguments.ts';
import { sshWay } from '../../../electron/ssh/sshWay.ts';
import { SshHostTunnels } from '../../../electron/tunnels/sshHostTunnels.ts';
import { parseForward } from '../../../core/tunnel/forwardArgument.ts';
import { inWords } from '../../../words/said.ts';
import { curl } from '../../support/curl.ts';
import { putAgent } from '../../support/hostAgent.ts';
import { needs } from '../../support/needs.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { says } from '../../support/says.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { startWebServer } from '../../support/webServer.ts';
import { surroundings } from './hosts.ts';

let sshd: TestSshd;
let home: string;
let file: string;
let hosts: HostStore;
let links: LinkedConfigs;
let allowed: string[];
let connectable: Connectable;
const drivers: ShellDriver[] = [];

beforeAll(async () => {
  if (whyNoSshd()) return;
  sshd = await startSshd();
  putAgent(sshd);
});
afterAll(async () => {
  await sshd?.close();
});
beforeEach(async (test) => {
  needs(whyNoSshd(), test);
  await sshd.trustHostKey();
  home = temporaryDirectory();
  mkdirSync(path.join(home, '.ssh'));
  file = path.join(home, 'config');
  const options = { folder: path.join(home, 'data'), secretBox: plainBox, loginShell: '/bin/sh' };
  hosts = new HostStore({ ...options, now: () => new Date(), warn: (line) => expect.fail(line) });
  links = new LinkedConfigs({
    ...{ hosts, home, clock: systemClock, now: () => 7, usual: '/none' },
    onHosts: () => undefined,
    onStates: () => undefined,
  });
  allowed = [];
  connectable = new Connectable({
    find: (id) => hosts.get(id),
    inFile: (host) => links.inFile(host),
    allowed: () => allowed,
    allow: (hashes) => (allowed = hashes),
  });
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
  links?.stop();
  hosts?.close();
});

/** How the server is logged in to. */
const login = (): string => `  HostName ${sshd.host}
  Port ${sshd.port}
  User ${sshd.user}
  IdentityFile ${sshd.identityFile}
  UserKnownHostsFile ${sshd.knownHostsFile}
  GlobalKnownHostsFile /dev/null
`;

function link(text: string, more = ''): void {
  writeFileSync(file, text);
  if (more) writeFileSync(path.join(home, 'more'), more);
  links.add(file, null);
}

const idOf = (alias: string): string => hosts.list().find((host) => host.alias === alias)!.id;
const get = (alias: string): StoredHost => connectable.get(idOf(alias))!;
const allow = async (alias: string): Promise<void> =>
  connectable.ask(idOf(alias), () => Promise.resolve(true));

function start(host: StoredHost): ShellDriver {
  const driver = new ShellDriver(sshShells(surroundings())(host, null)).start();
  drivers.push(driver);
  return driver;
}

it('ssh is given the alias, the file, and of ours only what the file says nothing of', () => {
  link('Host box\n  ServerAliveInterval 60\nMatch final\n  EscapeChar ^');
  const words = sshArguments(get('box')).filter((word) => word !== '-o');
  expect(words).toEqual(['ServerAliveCountMax=3', 'ConnectTimeout=15', '-F', file, '--', 'box']);
});

it('a shell by alias stands, with what is included, and stays while the file is edited', async () => {
  link(`Include ${home}/more\nHost box\n${login()}`, 'Host box\n  SetEnv FROM_FILE=yes');
  const driver = start(get('box'));
  await driver.reaches('online');
  writeFileSync(file, 'Host other');
  links.read(hosts.linked.list()[0]!.id);
  expect(hosts.list().map(({ alias }) => alias)).toEqual(['other']);
  await driver.type('echo still-$((40+2))\r');
  await driver.sees(/still-42/);
});

it('a Match exec decides, once somebody has said yes to it, and isn’t run before', async () => {
  const witness = path.join(home, 'ran');
  const text = `Match originalhost box exec "touch ${witness}"\n${login()}Host box\n  HostName 192.0.2.1`;
  link(text);
  expect(get('box').problem).toEqual(says(/Match exec/));
  await expect(async () => sshArguments(get('box'))).rejects.toThrow(/nobody has allowed/);
  expect(existsSync(witness)).toBe(false);
  await allow('box');
  const driver = start(get('box'));
  await driver.reaches('online');
  expect(existsSync(witness)).toBe(true);
});

it('a file that would run something else by now is held back at the next start', async () => {
  link(`Match exec "true"\n${login()}Host box`);
  await allow('box');
  const host = get('box');
  await start(host).reaches('online');
  const witness = path.join(home, 'ran');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"true"', `"touch ${witness}"`));
  const { message } = await start(host).reaches('failed');
  expect(message).toEqual(says(/nobody has allowed/));
  expect(existsSync(witness)).toBe(false);
});

it('a file that ssh doesn’t take says so, by connecting and by asking', async () => {
  link(`Host box\n  TagOfTheFuture x\n${login()}`);
  await allow('box');
  const { message, hint } = await start(get('box')).reaches('failed');
  expect(inWords(message)).toMatch(/doesn’t know the option “tagofthefuture”/);
  expect(inWords(hint)).toMatch(/Edit the ssh config/);
  const asked = await askSsh(get('box'), surroundings(), systemClock);
  expect(asked).toMatchObject({ settings: [], ofTheFile: true });
  expect(inWords(asked.refused)).toMatch(
    /ssh refuses this file.*Bad configuration option: tagofthefuture/,
  );
});

it('asked, ssh says all that is in force', async () => {
  link(`Host box\n${login()}`);
  const { settings, refused, command } = await askSsh(get('box'), surroundings(), systemClock);
  expect([refused, command]).toEqual([null, `ssh -G -F ${file} -- box`]);
  expect(settings).toContainEqual({ name: 'port', value: String(sshd.port) });
});

describe('beside its plain shells', () => {
  it('an agent keeps shells, over a login by alias', async () => {
    link(
      `Host box\n${login()}  ControlMaster auto\n  ControlPath ${home}/%C\n  RemoteCommand none`,
    );
    const connections = new AgentConnections(systemClock, '0.0.0');
    const around = surroundings({ XDG_RUNTIME_DIR: temporaryDirectory() });
    const ways = new AgentWays({
      connections,
      surroundings: around,
      clock: systemClock,
      version: '0.0.0',
    });
    const shells = keptShells((one, runs) => ways.acquire(one, runs), systemClock);
    const driver = new ShellDriver(shells(get('box'), null)).start();
    drivers.push(driver);
    await driver.reaches('online');
    await driver.type('echo kept-$((40+2)); exit\r');
    await driver.sees(/kept-42/);
    expect(existsSync(path.join(home, 'ran'))).toBe(false);
    await driver.reaches('closed');
  });

  it('a tunnel leads where it is to', async () => {
    const web = await startWebServer();
    link(`Host box\n${login()}  LocalForward ${web.port} nowhere:1`);
    const way = sshWay({ host: get('box'), surroundings: surroundings(), clock: systemClock });
    if (way.kind !== 'shared') throw new Error('a login is shared here');
    const common = { today: () => 7, random: () => 0, patient: false };
    const tunnels = new SshHostTunnels({ login: way.login, clock: systemClock, ...common });
    const tunnel = tunnels.add(parseForward('L', `0:localhost:${web.port}`));
    tunnel.start();
    await expect.poll(() => tunnel.status.state).toBe('running');
    const at = tunnel.status.listening;
    expect(await curl(`http://127.0.0.1:${at?.kind === 'tcp' ? at.port : 0}/`)).not.toBe('');
    await tunnels.close();
    await web.close();
  });

  it('a host of our own goes through it', async () => {
    link(`Host gate\n${login()}`);
    const { host: address, user, identityFile, clientOptions: options, port } = sshd;
    const own = { kind: 'ssh', name: 'far', color: 'none', address, user, identityFile } as const;
    const jump = { port: String(port), options, jumpHost: `host:${idOf('gate')}` };
    const saved = hosts.save({ ...own, ...jump }, null);
    const driver = start(connectable.get(saved.ok ? saved.host.id : '')!);
    await driver.reaches('online');
    const twice = /direct-tcpip|Accepted publickey[^]*Accepted publickey/;
    await expect.poll(() => sshd.log()).toMatch(twice);
  });
});
