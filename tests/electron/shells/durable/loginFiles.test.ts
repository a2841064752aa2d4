// Hosts whose login files, accounts or keys put something else in the place of what a login asks
// for: an agent keeps their shells all the same, or it is said in plain words why not.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../../core/system.ts';
import { systemClock, type Clock } from '../../../../core/time/clock.ts';
import { AgentConnections } from '../../../../electron/agents/agentConnections.ts';
import { AgentWays } from '../../../../electron/agents/agentWays.ts';
import { START_LIMIT_MS } from '../../../../electron/agents/startAgent.ts';
import { keptShells } from '../../../../electron/shells/agentShell.ts';
import { tmuxShells } from '../../../../electron/shells/durable/tmuxShells.ts';
import { putAgent } from '../../../support/hostAgent.ts';
import { needs } from '../../../support/needs.ts';
import { ShellDriver } from '../../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../../support/sshd.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { sshHost, surroundings } from '../hosts.ts';
import { inWords } from '../../../../words/said.ts';

let sshd: TestSshd;
/** Of whom the way to the server is: Windows’ ssh can’t share a login. */
let platform: NodeJS.Platform = SYSTEM;
const drivers: ShellDriver[] = [];

beforeAll(async () => {
  if (whyNoSshd()) return;
  sshd = await startSshd();
  await sshd.trustHostKey();
  putAgent(sshd);
});
afterAll(async () => {
  await sshd?.close();
});
beforeEach((test) => needs(whyNoSshd(), test));
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
  put('.bashrc', '');
  useShell('/bin/bash');
});

function put(name: string, content: string): void {
  const file = path.join(sshd.home, name);
  writeFileSync(file, content);
  execFileSync('chown', [`${sshd.user}:`, file]);
}

/** What the account says its login shell is. */
function useShell(shell: string): void {
  execFileSync('flock', ['/tmp/bowline-test-accounts.lock', 'usermod', '-s', shell, sshd.user]);
}

function openKept(clock: Clock = systemClock): ShellDriver {
  const around = { ...surroundings({ XDG_RUNTIME_DIR: temporaryDirectory() }), platform };
  const common = { clock, version: '0.0.0' };
  const connections = new AgentConnections(systemClock, '0.0.0');
  const ways = new AgentWays({ connections, surroundings: around, ...common });
  const make = keptShells((one) => ways.acquire(one), systemClock);
  const driver = new ShellDriver(make(sshHost(sshd), null)).start();
  drivers.push(driver);
  return driver;
}

function openTmux(): ShellDriver {
  const make = tmuxShells(surroundings({ XDG_RUNTIME_DIR: temporaryDirectory() }));
  const driver = new ShellDriver(make(sshHost(sshd), null)).start();
  drivers.push(driver);
  return driver;
}

const noProgram = (file: string): string | undefined =>
  existsSync(file) ? undefined : `${file} is not installed`;

describe.each<[string, NodeJS.Platform]>([
  ['over one login', 'linux'],
  ['over a login of its own', 'win32'],
])('%s', (_, of) => {
  beforeAll(() => void (platform = of));
  afterAll(() => void (platform = SYSTEM));

  describe('a shell that an agent keeps', () => {
    it.each<[string, string, string]>([
      ['exec zsh', 'exec zsh\n', '/usr/bin/zsh'],
      ['exec tcsh', 'exec tcsh\n', '/usr/bin/tcsh'],
      ['exec bash, once', '[ -n "$B" ] || B=1 exec bash\n', '/bin/bash'],
      ['an interactive one', 'case $- in *i*) ;; *) exec bash -i ;; esac\n', '/bin/bash'],
      ['a greeting without an end', 'printf "{\\"event\\": hello"\n', '/bin/bash'],
      ['a question', 'read -r answer\n', '/bin/bash'],
    ])('opens in spite of a login file with %s', async (_, file, program) => {
      expect(noProgram(program)).toBe(undefined);
      put('.bashrc', file);
      expect(await openKept().reaches('online')).toMatchObject({ kept: true });
    });

    it.each(['/usr/bin/fish', '/usr/bin/tcsh', '/usr/bin/zsh', '/bin/dash'])(
      'opens where the login shell is %s',
      async (shell) => {
        useShell(shell);
        expect(await openKept().reaches('online')).toMatchObject({ kept: true });
      },
    );

    it.each<[string, () => void, RegExp]>([
      ['an account without a shell', () => useShell('/usr/sbin/nologin'), /not available/],
      ['exec tmux', () => put('.bashrc', 'exec tmux\n'), /not a terminal/],
      ['a login file that ends', () => put('.bashrc', 'echo "Go away."; exit\n'), /Go away\./],
    ])('is not promised with %s: what happened is said', async (_, prepare, words) => {
      prepare();
      const state = await openKept().ended();
      expect(state).toMatchObject({ state: 'failed', kept: false });
      expect(inWords(state.message)).toMatch(
        /^127\.0\.0\.1 lets you in, but doesn’t run what a login asks for\./,
      );
      expect(inWords(state.message)).toMatch(words);
      expect(inWords(state.hint)).toContain('.bashrc');
    });

    it('nor with a key that forces a command, and nothing hidden in its words is shown', async () => {
      const keys = path.join(path.dirname(sshd.identityFile), 'authorized_keys');
      const before = readFileSync(keys, 'utf8');
      writeFileSync(keys, '');
      appendFileSync(keys, `command="printf 'Only \\033[31mbackups\\033[0m.\\n'" ${before}`);
      const state = await openKept().ended();
      writeFileSync(keys, before);
      expect(state).toMatchObject({ state: 'failed', kept: false });
      expect(inWords(state.message)).toContain('It said: “Only [31mbackups[0m.”.');
    });
  });
});

describe('a login file with exec fish, which reads all that it is sent before it runs any of it', () => {
  beforeEach(() => {
    expect(noProgram('/usr/bin/fish')).toBe(undefined);
    put('.bashrc', 'exec fish\n');
  });
  afterAll(() => void (platform = SYSTEM));

  it('is no hindrance over one login', async () => {
    expect(await openKept().reaches('online')).toMatchObject({ kept: true });
  });

  it('is one over a login of its own, and that is said', async () => {
    platform = 'win32';
    let pass = (): void => undefined;
    const after: Clock['after'] = (ms, action) => {
      if (ms !== START_LIMIT_MS) return systemClock.after(ms, action);
      pass = action;
      return () => undefined;
    };
    const driver = openKept({ now: () => systemClock.now(), after });
    await driver.until(() => /^Looking for/.test(inWords(driver.shell.state.message)), 'the login');
    pass();
    const state = await driver.ended();
    expect(inWords(state.message)).toBe('What was sent to 127.0.0.1 was not begun within 30 s.');
    expect(inWords(state.hint)).toContain('exec fish');
  });
});

describe('a shell that tmux keeps', () => {
  it.each<[string, string]>([
    ['exec fish', 'exec fish\n'],
    ['exec tmux of its own', '[ -n "$TMUX" ] || exec tmux new-session\n'],
    ['exec bash', '[ -n "$B" ] || B=1 exec bash\n'],
  ])('is not promised where a login file has %s, and that is said', async (_, file) => {
    put('.bashrc', file);
    const driver = openTmux();
    const state = await driver.reaches('online');
    expect(state.kept).toBe(false);
    expect(inWords(state.message)).toBe('Connected, but tmux doesn’t keep this shell alive.');
    expect(inWords(state.hint)).toContain('.bashrc');
    const note = expect.stringMatching(/doesn’t keep this shell alive\. .*\.bashrc/);
    await expect.poll(() => driver.marks).toEqual([{ type: 'note', text: note }]);
    await driver.type('echo $((6*7))\r'.replace('$((6*7))', '4""2'));
    await driver.sees(/42/);
  });

  it.each(['/usr/bin/fish', '/usr/bin/tcsh', '/usr/bin/zsh'])(
    'is kept where the login shell is %s',
    async (shell) => {
      useShell(shell);
      const driver = openTmux();
      await driver.until(() => driver.shell.state.kept, 'that it is kept');
      expect(inWords(driver.shell.state.message)).toBe('Connected.');
    },
  );

  it('with an account without a shell: what happened is said', async () => {
    useShell('/usr/sbin/nologin');
    const state = await openTmux().ended();
    expect(state.kept).toBe(false);
  });
});
