// Plain shells over one login, by the real ssh to a real sshd that carries ten sessions a login: asked once,
// lost together, back over one new login; and what makes a shell log in by itself all the same.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { askpassProgram } from '../../../electron/askpass/askpassProgram.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { Logins } from '../../../electron/logins/logins.ts';
import { QuestionDesk } from '../../../electron/logins/questionDesk.ts';
import { withForwardedKeys } from '../../../electron/shells/forwardedKeys.ts';
import { asShared, canShare, sharedShells } from '../../../electron/shells/sharedShells.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import { SshLogins } from '../../../electron/ssh/sshLogins.ts';
import { MemoryVault } from '../../support/memoryVault.ts';
import { needs } from '../../support/needs.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { OUTPUT_WINDOW_BYTES } from '../../../electron/shells/creditGate.ts';
import { sshHost, surroundings } from './hosts.ts';
import { shellContract } from './shellContract.ts';

const why = whyNoSshd() ?? (askpassProgram() ? undefined : 'bowline-askpass is not compiled');

let sshd: TestSshd;
let asked: string[];
let answer: (shellId: string) => string | null;
let desk: QuestionDesk;
let logins: Logins;
let open: ReturnType<typeof sharedShells>;
const drivers: ShellDriver[] = [];

beforeAll(async () => {
  if (!why)
    sshd = await startSshd({
      config: ['MaxSessions 10', 'MaxStartups 50', 'AllowAgentForwarding yes'],
    });
});
afterAll(() => sshd?.close());
beforeEach(async (test) => {
  needs(why, test);
  await sshd.trustHostKey();
  asked = [];
  answer = () => sshd.password;
  desk = new QuestionDesk({
    tell: (shellId, question) => {
      if (!question) return;
      asked.push(shellId);
      const text = answer(shellId);
      queueMicrotask(() => desk.answer(question.id, text === null ? null : { text, keep: false }));
    },
  });
  use({});
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
  logins.close();
});

function use(env: NodeJS.ProcessEnv): void {
  const around = surroundings(env);
  const { env: given } = around;
  const [vault, clock] = [new MemoryVault(), systemClock];
  logins = new Logins({ vault, desk, clock, env: given, program: askpassProgram() });
  const where = { ...around, asking: logins };
  const ssh = new SshLogins({
    ...{ surroundings: where, clock },
    asShared: (host) => asShared(host as StoredHost),
  });
  const shares = ({ shareLogin, ...host }: StoredHost) =>
    shareLogin === 'on' && canShare(host as StoredHost);
  open = withForwardedKeys(
    sharedShells({ surroundings: where, logins: ssh, shares }, sshShells(where)),
    where,
    undefined,
  );
}

function byPassword(change: Partial<StoredHost> = {}, more = ''): StoredHost {
  const options = `${sshd.clientOptions}\nPreferredAuthentications=password\n${more}`;
  return sshHost(sshd, { identityFile: '', options, shareLogin: 'on', ...change });
}

function start(host = byPassword()): ShellDriver {
  const driver = new ShellDriver(open(host, null, undefined, `s${drivers.length + 1}`)).start();
  drivers.push(driver);
  return driver;
}

async function startMany(count: number): Promise<ShellDriver[]> {
  const made = Array.from({ length: count }, () => start());
  await Promise.all(made.map((driver) => driver.reaches('online')));
  return made;
}

/** How often somebody has logged in. */
const loggedIn = (): number => sshd.log().match(/Accepted password/g)?.length ?? 0;
const notes = ({ marks }: ShellDriver): string[] =>
  marks.flatMap((mark) => (mark.type === 'note' ? [mark.text] : []));

async function runs(driver: ShellDriver): Promise<void> {
  await driver.type('echo $((6*7))\r');
  await driver.sees(/\b42\r/);
}

shellContract('a plain shell over a shared login', {
  make: () => open(sshHost(sshd, { shareLogin: 'on' }), null),
  windowBytes: OUTPUT_WINDOW_BYTES,
  chunkBytes: 256 * 1024,
  tellsSignals: false,
  hasProcesses: true,
  sizeGoesApart: true, // as of any ssh
});

describe('plain shells over one login', () => {
  it('ask once for ten; the eleventh and the twelfth share another login, and say so', async () => {
    const before = loggedIn();
    const ten = await startMany(10);
    await Promise.all(ten.map(runs));
    expect(asked).toHaveLength(1);
    await expect.poll(() => loggedIn() - before).toBe(1);
    const eleventh = start();
    await eleventh.reaches('online');
    const twelfth = start();
    await twelfth.reaches('online');
    await Promise.all([eleventh, twelfth].map(runs));
    expect(asked.slice(1)).toEqual(['s11']);
    await expect.poll(() => loggedIn() - before).toBe(2);
    expect(notes(eleventh)).toEqual([expect.stringContaining('no more shells over this login')]);
    expect(notes(twelfth)).toEqual([]);
  });

  it('are lost together, and come back over one login, about which one of them asks', async () => {
    const shells = await startMany(6);
    const before = loggedIn();
    asked = [];
    sshd.dropConnections();
    await Promise.all(shells.map((driver) => driver.reaches('reconnecting')));
    await Promise.all(shells.map((driver) => driver.reaches('online')));
    await Promise.all(shells.map(runs));
    expect(asked).toHaveLength(1);
    await expect.poll(() => loggedIn() - before).toBe(1);
    expect(
      shells
        .map(notes)
        .flat()
        .filter((text) => /new shell|anew/i.test(text)),
    ).toHaveLength(6);
  });

  it('stay where they are when somebody puts the question of their return away', async () => {
    const shells = await startMany(3);
    asked = [];
    answer = () => null;
    sshd.dropConnections();
    const ends = await Promise.all(shells.map((driver) => driver.ended()));
    expect(ends.map(({ message }) => message.code)).toEqual(Array(3).fill('login-needs-answer'));
    expect(asked).toHaveLength(1);
  });

  it('end by themselves, with their own code, 255 among them', async () => {
    const [one, other] = await startMany(2);
    await one!.type('exit 255\r');
    expect(await one!.ended()).toMatchObject({ state: 'closed', exitCode: 255 });
    await runs(other!);
    await other!.type('exit 3\r');
    expect(await other!.ended()).toMatchObject({ state: 'closed', exitCode: 3 });
  });

  it('say why where nobody gets in', async () => {
    answer = () => 'wrong';
    const refused = start();
    expect(await refused.ended()).toMatchObject({ state: 'failed', canReconnect: true });
    expect(asked).toEqual(['s1', 's1', 's1']);
  });
});

describe('what belongs to the login', () => {
  it('forwards of the host’s options, agent and environment among them', async () => {
    const port = await freePort();
    const agent = startAgent();
    use({ SSH_AUTH_SOCK: agent.socket });
    const host = byPassword(
      { forwardAgent: 'allow' },
      `LocalForward=${port} 127.0.0.1:${sshd.port}\n`,
    );
    const [one, other] = [start(host), start(host)];
    await Promise.all([one.reaches('online'), other.reaches('online')]);
    await other.type('ssh-add -l\r');
    await other.sees(/bowline test key|no identities/);
    expect(await greeting(port)).toMatch(/^SSH-2/);
    expect(asked).toHaveLength(1);
    agent.close();
  });

  it('a forward that can’t be had lets a shell log in by itself, which says so', async () => {
    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as { port: number };
    const shell = start(byPassword({}, `LocalForward=127.0.0.1:${port} 127.0.0.1:1\n`));
    await shell.reaches('online');
    expect(notes(shell)).toEqual([expect.stringContaining('logs in by itself')]);
    busy.close();
  });
});

describe('each logs in by itself', () => {
  it('where the person’s own ssh shares connections', async () => {
    const path = join(temporaryDirectory(), 'own');
    const host = byPassword({}, `ControlMaster=auto\nControlPath=${path}\n`);
    const one = start(host);
    await one.reaches('online');
    expect(existsSync(path)).toBe(true);
    const other = start(host);
    await other.reaches('online');
    expect(asked).toEqual(['s1']);
    await runs(other);
  });

  it('where the field is off, or keys are asked about each time', async () => {
    const shells = [
      start(byPassword({ shareLogin: '' })),
      start(byPassword({ forwardAgent: 'ask' })),
    ];
    await Promise.all(shells.map((driver) => driver.reaches('online')));
    expect(asked.sort()).toEqual(['s1', 's2']);
  });
});

const QUIET = { encoding: 'utf8' } as const;

function startAgent() {
  const socket = join(temporaryDirectory(), 'agent');
  const said = execFileSync('ssh-agent', ['-a', socket], QUIET);
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(said)![1]);
  return { socket, close: () => process.kill(pid) };
}

async function greeting(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return bytes.toString();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
