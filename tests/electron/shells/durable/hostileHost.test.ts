// A host that answers with what our own ssh would expand: nothing of this computer reaches it, and
// what it says can't do anything to a terminal, a title or the log.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../../core/system.ts';
import { systemClock } from '../../../../core/time/clock.ts';
import { AgentConnections } from '../../../../electron/agents/agentConnections.ts';
import { AgentWays } from '../../../../electron/agents/agentWays.ts';
import { keptShells } from '../../../../electron/shells/agentShell.ts';
import { tmuxShells } from '../../../../electron/shells/durable/tmuxShells.ts';
import { needs } from '../../../support/needs.ts';
import { processesWith } from '../../../support/processes.ts';
import { ShellDriver } from '../../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../../support/sshd.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { sshHost, surroundings } from '../hosts.ts';
import { inWords } from '../../../../words/said.ts';

const SECRET = 'ghp_0123456789abcdef';
let sshd: TestSshd;
/** Of whom the way to the server is: Windows’ ssh can’t share a login. */
let platform: NodeJS.Platform = SYSTEM;
const drivers: ShellDriver[] = [];

beforeAll(async () => {
  if (whyNoSshd()) return;
  sshd = await startSshd({ config: ['LogLevel DEBUG3'] });
  await sshd.trustHostKey();
});
afterAll(async () => {
  await sshd?.close();
});
beforeEach((test) => needs(whyNoSshd(), test));
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
});

/** An agent there that says this, and ends. */
function answer(line: string): void {
  const file = path.join(sshd.home, '.local/bin/bowline-agent');
  mkdirSync(path.dirname(file), { recursive: true });
  const printed = line.replaceAll("'", `'\\''`);
  rmSync(file, { force: true }); // the one of the test before may still run
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' '${printed}'\n`, { mode: 0o755 });
  execFileSync('chown', ['-R', `${sshd.user}:`, path.join(sshd.home, '.local')]);
}

function openKept(): ShellDriver {
  const env = { XDG_RUNTIME_DIR: temporaryDirectory(), GITHUB_TOKEN: SECRET };
  const common = { clock: systemClock, version: '0.0.0' };
  const connections = new AgentConnections(systemClock, '0.0.0');
  const ways = new AgentWays({
    connections,
    surroundings: { ...surroundings(env), platform },
    ...common,
  });
  const make = keptShells((one) => ways.acquire(one), systemClock);
  const driver = new ShellDriver(make(sshHost(sshd), null)).start();
  drivers.push(driver);
  return driver;
}

const listening = (socket: string): string => {
  const written = socket.split('/').map(encodeURIComponent).join('/');
  return JSON.stringify({ event: 'listening', link: `bowline://${written}?v=1` });
};

describe.each<[string, NodeJS.Platform]>([
  ['over one login', 'linux'],
  ['over a login of its own', 'win32'],
])('%s', (_, of) => {
  beforeAll(() => void (platform = of));
  afterAll(() => void (platform = SYSTEM));

  describe('the path of an agent’s socket', () => {
    it.each([
      '/tmp/x-${GITHUB_TOKEN}/agent.sock',
      '/tmp/x-%u/agent.sock',
      '/tmp/x-%d-%i-%L/agent.sock',
      '/tmp/%%{GITHUB_TOKEN}',
      '/tmp/$GITHUB_TOKEN',
      '/tmp/x:22',
      '/tmp/\\x/agent.sock',
      '/tmp/`id`',
      '/tmp/\u202egnp.sock',
      '/tmp/\u001b]0;title\u0007',
      `/${'long/'.repeat(30)}x`,
    ])('%j is refused in plain words, and nothing of it is asked for', async (socket) => {
      answer(listening(socket));
      const before = sshd.log().length;
      const state = await openKept().ended();
      expect(state).toMatchObject({ state: 'failed', kept: false });
      expect(inWords(state.message)).toMatch(
        /^The answer of the agent on 127\.0\.0\.1 can’t be used: its /,
      );
      expect(`${inWords(state.message)}${inWords(state.hint)}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      const log = sshd.log().slice(before);
      expect(log).not.toContain(SECRET);
      expect(log).not.toMatch(/streamlocal@openssh\.com|direct-streamlocal/);
    });
  });

  it('an agent’s complaint is shown without what can’t be seen', async () => {
    const message = 'No \u001b[2Jroom\u202e left\u0007.';
    answer(JSON.stringify({ event: 'error', message, hint: 'Make\u0000 some\nroom.' }));
    const state = await openKept().ended();
    expect(inWords(state.message)).toBe('On 127.0.0.1: No [2Jroom left.');
    expect(inWords(state.hint)).toBe('Make someroom.');
  });

  it('a link that is none is said to be none', async () => {
    answer(JSON.stringify({ event: 'listening', link: 'https://evil.example/' }));
    const state = await openKept().ended();
    expect(inWords(state.message)).toBe(
      'The answer of the agent on 127.0.0.1 can’t be used: its link is none.',
    );
  });
});

it('a plain path of an agent’s socket is forwarded to as it is written', async () => {
  answer(listening('/tmp/no such-agent_1.sock'));
  const state = await openKept().ended();
  expect(inWords(state.message)).toBe('127.0.0.1 lets you in, but not through to the agent there.');
  await expect.poll(() => sshd.log()).toContain('/tmp/no such-agent_1.sock');
});

it.each([`x'; touch /tmp/ran; '`, '${GITHUB_TOKEN}aaaaaaaaaaaa', '../../../../../..'])(
  'a tmux session that a file of ours calls %j is none of ours',
  async (session) => {
    const make = tmuxShells(surroundings({ XDG_RUNTIME_DIR: temporaryDirectory() }));
    const driver = new ShellDriver(make(sshHost(sshd), null, session)).start();
    drivers.push(driver);
    expect(driver.shell.session).toMatch(/^[0-9a-f]{32}$/);
    await expect.poll(() => processesWith(String(sshd.port)).length).toBeGreaterThan(0);
  },
);
