// SSH shells that bowline-agent keeps, against a real sshd: what a person meets on the way in,
// and what it takes to lose one.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../../core/system.ts';
import { systemClock } from '../../../../core/time/clock.ts';
import {
  AgentConnections,
  type ConnectionHold,
} from '../../../../electron/agents/agentConnections.ts';
import { AgentWays } from '../../../../electron/agents/agentWays.ts';
import type { StoredHost } from '../../../../electron/hosts/storedHost.ts';
import type { Shell } from '../../../../electron/shell.ts';
import { keptShells } from '../../../../electron/shells/agentShell.ts';
import { OUTPUT_WINDOW_BYTES } from '../../../../electron/shells/creditGate.ts';
import { agentPid, putAgent } from '../../../support/hostAgent.ts';
import { needs } from '../../../support/needs.ts';
import { commandLine, endAll, processesWith } from '../../../support/processes.ts';
import { removeFolder } from '../../../support/removeFolder.ts';
import { ShellDriver } from '../../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../../support/sshd.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { sshHost, surroundings } from '../hosts.ts';
import { shellContract } from '../shellContract.ts';
import { inWords } from '../../../../words/said.ts';

let sshd: TestSshd;
let ways: AgentWays;
let connections: AgentConnections;
let sockets: string;
/** Of whom the way to the server is: Windows’ ssh can’t share a login. */
let platform: NodeJS.Platform = SYSTEM;
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
  sockets = temporaryDirectory();
  connections = new AgentConnections(systemClock, '0.0.0');
  ways = makeWays({ XDG_RUNTIME_DIR: sockets });
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
});

function makeWays(env: NodeJS.ProcessEnv, over = connections): AgentWays {
  const around = { ...surroundings(env), platform };
  return new AgentWays({
    connections: over,
    surroundings: around,
    clock: systemClock,
    version: '0.0.0',
  });
}

function make(host: StoredHost, previous: Shell | null = null, session?: string, by = ways): Shell {
  const acquire = (one: StoredHost, runs: boolean): ConnectionHold => by.acquire(one, runs);
  return keptShells(acquire, systemClock)(host, previous, session);
}

function start(host: StoredHost): ShellDriver {
  const driver = new ShellDriver(make(host)).start();
  drivers.push(driver);
  return driver;
}

const byPassword = (): StoredHost => {
  const options = `${sshd.clientOptions}\nPreferredAuthentications=password`;
  return sshHost(sshd, { identityFile: '', options: `${options}\nNumberOfPasswordPrompts=1` });
};

/** Ends the agent there, and its shells. */
async function endAgent(): Promise<void> {
  const pid = agentPid(sshd);
  if (pid === undefined) return;
  process.kill(pid, 'SIGTERM');
  await expect.poll(() => agentPid(sshd)).toBe(undefined);
}

/** Every ssh that leads to the server, as a crash or an impatient person would end it. */
function killSsh(): number {
  const found = processesWith(String(sshd.port));
  endAll(found, 'SIGKILL');
  return found.length;
}

/** Counts numbered lines as they come; an error at the first that is not the next. */
class Numbers {
  count = 0;
  readonly over: Promise<void>;
  readonly #shell: Shell;
  #rest = '';
  #changed: () => void = () => undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.over = this.#read();
    this.over.catch(() => this.#changed());
  }

  async reaches(count: number): Promise<void> {
    const reached = (async () => {
      while (this.count < count) await new Promise<void>((resolve) => (this.#changed = resolve));
    })();
    await Promise.race([reached, this.over]);
    expect(this.count).toBeGreaterThanOrEqual(count);
  }

  async #read(): Promise<void> {
    for await (const item of this.#shell.output) {
      if (!(item instanceof Uint8Array)) {
        if (item.type === 'size') continue; // said at each beginning
        throw new Error(`a gap: ${JSON.stringify(item)}`);
      }
      const lines = (this.#rest + Buffer.from(item).toString('latin1')).split('\n');
      this.#rest = lines.pop()!;
      for (const line of lines) this.#take(line);
      this.#shell.parsed(item.byteLength);
      this.#changed();
    }
  }

  #take(line: string): void {
    const number = /n(\d+)\r$/.exec(line)?.[1];
    if (number === undefined) return; // the prompt, and what was typed
    if (Number(number) !== ++this.count) throw new Error(`n${number} instead of n${this.count}`);
  }
}

/** How often it came online. */
function countOnline(shell: Shell): () => number {
  let [count, before] = [0, ''];
  shell.onState(({ state }) => {
    if (state === 'online' && before !== 'online') count++;
    before = state;
  });
  return () => count;
}

describe.each<[string, NodeJS.Platform]>([
  ['over one login', 'linux'],
  ['over a login of its own', 'win32'],
])('%s', (_, of) => {
  beforeAll(() => void (platform = of));
  afterAll(() => void (platform = SYSTEM));

  describe('beside another tab of the host', () => {
    // Whose login and connection they share, as a person's shells do: two dozen logins fewer.
    let other: ConnectionHold | undefined;
    let own: AgentWays;
    const folder = mkdtempSync(path.join(tmpdir(), 'bowline-'));
    beforeAll(() => {
      if (whyNoSshd()) return;
      own = makeWays({ XDG_RUNTIME_DIR: folder }, new AgentConnections(systemClock, '0.0.0'));
      other = own.acquire(sshHost(sshd));
    });
    afterAll(async () => {
      await other?.release();
      removeFolder(folder);
    });

    shellContract('an SSH shell that an agent keeps', {
      make: () => make(sshHost(sshd), null, undefined, own),
      windowBytes: OUTPUT_WINDOW_BYTES,
      chunkBytes: 256 * 1024,
      tellsSignals: true,
      hasProcesses: true,
    });
  });

  it('is made once for all tabs of a host, and ends with the last of them', async () => {
    const first = start(sshHost(sshd));
    await first.reaches('online');
    const second = start(sshHost(sshd));
    await second.reaches('online');
    await expect.poll(() => processesWith(String(sshd.port))).toHaveLength(1);
    await first.shell.close();
    await second.type('echo $((6*7))\r');
    await second.sees(/42\r/);
    await second.shell.close();
    await expect.poll(() => processesWith(String(sshd.port))).toEqual([]);
    await expect.poll(() => readdirSync(sockets)).toEqual([]);
  });

  describe('a login that is repeated by itself', () => {
    it('says nothing in the terminal where it needs no answer', async () => {
      const driver = start(sshHost(sshd));
      await driver.reaches('online');
      await driver.type('kept=$((6*7))\r');
      await driver.sees(/kept=.*\$ /s);
      driver.text = '';
      killSsh();
      await driver.reaches('reconnecting');
      await driver.reaches('online');
      await driver.type('echo "-$kept-"\r');
      await driver.sees(/-42-/);
      expect(driver.text).not.toMatch(/ssh|onnection/);
    });

    it('says that the server’s key is another one, and waits for the right one', async () => {
      const driver = start(sshHost(sshd));
      await driver.reaches('online');
      await sshd.swapHostKey();
      killSsh();
      const changed = 'The host key of 127.0.0.1 has changed. No connection was made.';
      await driver.until(() => inWords(driver.shell.state.message) === changed, 'the warning');
      expect(driver.shell.state.state).toBe('reconnecting'); // it may be a box on the way
      await sshd.trustHostKey();
      await driver.reaches('online');
    });

    it('is waited for by a tab of an earlier run of the app', async () => {
      const first = start(sshHost(sshd));
      await first.reaches('online');
      const { session } = first.shell;
      await first.shell.detach?.();
      await sshd.swapHostKey(); // so that the first answer is no way in
      const driver = new ShellDriver(make(sshHost(sshd), null, session)).start();
      drivers.push(driver);
      await driver.until(
        () => /has changed/.test(inWords(driver.shell.state.message)),
        'the warning',
      );
      expect(driver.shell.state.state).toBe('reconnecting');
      await sshd.trustHostKey();
      await driver.reaches('online');
      expect(driver.shell.session).toBe(session);
    });
  });

  it('an agent that listens at a port takes its token', async () => {
    await endAgent();
    const program = path.join(sshd.home, '.local/bin/bowline-agent');
    const serve = [program, 'serve', '--background', '--listen', '127.0.0.1:0'];
    const env = { HOME: sshd.home, PATH: process.env['PATH'], SHELL: '/bin/bash' };
    execFileSync('runuser', ['-u', sshd.user, '--', ...serve], { env, cwd: '/', stdio: 'ignore' });
    const driver = start(sshHost(sshd));
    await driver.reaches('online');
    await driver.type('echo $((6*7))\r');
    await driver.sees(/42\r/);
    await endAgent();
  });

  describe('what goes wrong', () => {
    it('no ssh on this computer', async () => {
      ways = makeWays({ PATH: '/nonexistent' });
      const state = await start(sshHost(sshd)).ended();
      expect(inWords(state.message)).toBe('There is no “ssh” program on this computer.');
    });

    it('an agent that doesn’t know how to be started in the background', async () => {
      const program = path.join(sshd.home, '.local/bin/bowline-agent');
      const before = readFileSync(program, 'utf8');
      await endAgent();
      writeFileSync(program, '#!/bin/sh\necho "error: unknown option --background" >&2\nexit 2\n');
      const state = await start(sshHost(sshd)).ended();
      writeFileSync(program, before);
      expect(inWords(state.message)).toBe(
        'The bowline-agent on 127.0.0.1 is too old for this Bowline.',
      );
      expect(inWords(state.hint)).toContain('Install the agent on this host');
    });

    it('an agent that can’t start says why', async () => {
      await endAgent();
      const folder = path.join(sshd.home, '.local/state/bowline-agent');
      chmodSync(folder, 0o777);
      const state = await start(sshHost(sshd)).ended();
      chmodSync(folder, 0o700);
      expect(inWords(state.message)).toMatch(
        /^On 127\.0\.0\.1: The state directory .* can be written by/,
      );
      expect(inWords(state.hint)).toMatch(/chmod 700/);
    });
  });

  describe('a shell in full flow', () => {
    const LINES = 300_000;

    it.each<[string, () => void]>([
      ['every ssh process', () => expect(killSsh()).toBeGreaterThan(0)],
      ['the sshd child', () => sshd.dropConnections()],
    ])('loses nothing when %s is killed, again and again', async (_, kill) => {
      const shell = make(sshHost(sshd));
      const numbers = new Numbers(shell);
      const online = countOnline(shell);
      shell.start({ cols: 80, rows: 24 });
      await shell.write(Buffer.from(`seq -f n%.0f 1 ${LINES}; exit 7\r`));
      for (const share of [0.1, 0.3, 0.5, 0.7]) {
        await numbers.reaches(LINES * share);
        // A busy machine may take what it makes of a flood for a slow link.
        await expect.poll(() => shell.state.state).toMatch(/^(online|lagging)$/);
        kill();
      }
      await numbers.over;
      expect(numbers.count).toBe(LINES);
      await expect.poll(() => shell.state).toMatchObject({ state: 'closed', exitCode: 7 });
      expect(online()).toBeGreaterThanOrEqual(4);
      await shell.close();
    });
  });
});

describe('the way in', () => {
  it('by password asks in the terminal, once, and leads to the shell', async () => {
    const driver = start(byPassword());
    const asked = await driver.reaches('authenticating');
    expect(inWords(asked.message)).toBe('Waiting for your answer in the terminal.');
    await driver.sees(/password: $/);
    await driver.type(`${sshd.password}\r`);
    await driver.reaches('online');
    await driver.type('echo $((6*7))\r');
    await driver.sees(/42\r/);
    expect(driver.text).not.toContain(sshd.password);
    expect(driver.text.match(/password:/g)).toHaveLength(1);
  });

  it('to a new host asks whether its key is right', async () => {
    writeFileSync(sshd.knownHostsFile, '');
    const driver = start(sshHost(sshd));
    await driver.reaches('authenticating');
    await driver.sees(/\(yes\/no\/\[fingerprint\]\)\? $/);
    await driver.type('yes\r');
    await driver.reaches('online');
  });

  it('has an end on this computer that nobody else can reach', async () => {
    await start(sshHost(sshd)).reaches('online');
    const [folder] = readdirSync(sockets);
    const inside = path.join(sockets, folder!);
    expect(statSync(inside).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(inside)) {
      expect(statSync(path.join(inside, name)).mode & 0o777).toBe(0o600);
    }
    const socket = path.join(sshd.home, '.local/state/bowline-agent/agent.sock');
    expect(statSync(socket).mode & 0o777).toBe(0o600);
  });
});

describe('a login that is repeated by itself', () => {
  async function begun(host: StoredHost): Promise<ShellDriver> {
    const driver = start(host);
    await driver.reaches('authenticating');
    await driver.type(`${sshd.password}\r`);
    await driver.reaches('online');
    await driver.type('kept=$((6*7))\r');
    await driver.sees(/kept=.*\r/);
    driver.text = '';
    return driver;
  }

  it('asks in the terminal for a password that it needs, and goes on after the answer', async () => {
    const driver = await begun(byPassword());
    killSsh();
    const asked = await driver.reaches('authenticating');
    expect(inWords(asked.message)).toBe('Waiting for your answer in the terminal.');
    await driver.sees(/password: $/);
    await driver.type(`${sshd.password}\r`);
    await driver.reaches('online');
    await driver.type('echo "-$kept-"\r');
    await driver.sees(/-42-/);
    expect(driver.text).not.toContain(sshd.password);
  });

  it('asks in one tab of the host, and says so in the others', async () => {
    const first = await begun(byPassword());
    const second = start(byPassword());
    await second.reaches('online');
    killSsh();
    await first.reaches('authenticating');
    const told = await second.reaches('authenticating');
    expect(inWords(told.message)).toBe(
      'ssh is waiting for your answer in another shell of this host.',
    );
    await first.sees(/password: $/);
    expect(second.text).not.toContain('password:');
    await first.shell.close();
    await second.sees(/password: $/);
    await second.type(`${sshd.password}\r`);
    await second.reaches('online');
  });

  it('says that nobody gets through to the agent, and waits until somebody does', async () => {
    const driver = start(sshHost(sshd));
    await driver.reaches('online');
    const program = path.join(sshd.home, '.local/bin/bowline-agent');
    const before = readFileSync(program, 'utf8');
    const elsewhere = "| sed 's/agent\\.sock/gone.sock/g'"; // as of one that ends just now
    writeFileSync(program, `${before.replace('exec ', '').trimEnd()} ${elsewhere}\n`);
    killSsh();
    const closed = '127.0.0.1 lets you in, but not through to the agent there.';
    await driver.until(() => inWords(driver.shell.state.message) === closed, 'the words');
    expect(driver.shell.state.state).toBe('reconnecting');
    writeFileSync(program, before);
    await driver.reaches('online');
  });
});

it('a server that forbids the way to the agent', async () => {
  const strict = await startSshd({ config: ['AllowStreamLocalForwarding no'] });
  await strict.trustHostKey();
  putAgent(strict);
  const state = await start(sshHost(strict)).ended();
  await strict.close();
  expect(inWords(state.message)).toBe('127.0.0.1 lets you in, but not through to the agent there.');
  expect(inWords(state.hint)).toContain('AllowStreamLocalForwarding yes');
});

describe('where a login can’t be shared', () => {
  beforeAll(() => void (platform = 'win32'));
  afterAll(() => void (platform = SYSTEM));

  it('the server needs to allow no forwarding at all', async () => {
    const strict = await startSshd({ config: ['DisableForwarding yes'] });
    await strict.trustHostKey();
    putAgent(strict);
    const driver = start(sshHost(strict));
    await driver.reaches('online');
    await driver.type('echo $((6*7))\r');
    await driver.sees(/42\r/);
    await driver.shell.close();
    await strict.close();
  });

  it('nothing is made on this computer: no socket, and no port', async () => {
    const driver = start(sshHost(sshd));
    await driver.reaches('online');
    expect(readdirSync(sockets)).toEqual([]);
    const [ssh] = processesWith(String(sshd.port));
    const shares = /^-[LRDWw]|^Control/;
    expect(commandLine(ssh!).filter((arg) => shares.test(arg))).toEqual([
      'ControlMaster=no',
      'ControlPath=none',
    ]);
  });

  it('a password is not asked for, and it is said so with what to do', async () => {
    const state = await start(byPassword()).ended();
    expect(inWords(state.message)).toContain('Windows’ ssh can’t ask for a password here');
    expect(inWords(state.hint)).toContain('ssh-agent');
  });

  it('a host key that isn’t known is not asked about, and it is said so', async () => {
    writeFileSync(sshd.knownHostsFile, '');
    const state = await start(sshHost(sshd)).ended();
    expect(inWords(state.message)).toMatch(
      /^The host key of 127\.0\.0\.1 isn’t known yet, and Windows’ ssh/,
    );
    expect(readFileSync(sshd.knownHostsFile, 'utf8')).toBe('');
  });

  it('an agent that is too old to be a connection says so', async () => {
    const program = path.join(sshd.home, '.local/bin/bowline-agent');
    const before = readFileSync(program, 'utf8');
    writeFileSync(program, before.replace('exec ', 'case "$1" in relay) exit 2; esac; exec '));
    const state = await start(sshHost(sshd)).ended();
    writeFileSync(program, before);
    expect(inWords(state.message)).toBe(
      'The bowline-agent on 127.0.0.1 is too old for this Bowline.',
    );
  });
});
