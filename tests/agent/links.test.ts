// Where a link may come from, and who can read it meanwhile: the real command line, in processes
// of its own, looked at through /proc as any other user could.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { takeSecrets } from '../../agent/secrets.ts';
import { SYSTEM } from '../../core/system.ts';
import { agentCommand, runAgent, startAgent, type TestAgent } from '../support/agent.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { TestTerminal } from '../support/terminal.ts';

let agent: TestAgent;
let token: string;
beforeAll(async () => {
  agent = await startAgent({ env: { PS1: 'READY> ', ENV: '' } });
  token = /token=([^&]+)/.exec(agent.link)![1]!;
});
afterAll(() => agent.stop());

const ECHO = ['--', 'sh', '-c', 'echo "got:$(cat)"; echo "link:<$BOWLINE_LINK>"'];

function linkFile(mode = 0o600, content = `${agent.link}\n`): string {
  const file = path.join(temporaryDirectory(), 'link');
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
}

/** Runs a command of the agent with these variables, and says how it ended. */
async function run(args: string[], env: Record<string, string>, input = '') {
  const [file, all] = agentCommand(args);
  const child = spawn(file, all, { stdio: 'pipe', env: { ...process.env, ...env } });
  child.stdin.on('error', () => undefined).end(input);
  return output(child);
}

async function output(child: ChildProcess) {
  const stdout = child.stdout!.setEncoding('utf8').toArray();
  const stderr = child.stderr!.setEncoding('utf8').toArray();
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: (await stdout).join(''), stderr: (await stderr).join('') };
}

describe('a link for attach', () => {
  it('comes from a file that only its user may read', async () => {
    const ran = await runAgent(['attach', '--link-file', linkFile(), ...ECHO], 'typed');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/got:.*typed/);
  });

  it('comes from the first line of stdin, of which the rest is the shell’s', async () => {
    const ran = await runAgent(['attach', '-', ...ECHO], `${agent.link}\ntyped`);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/got:.*typed/);
  });

  it('comes from the environment, of which nothing is handed on', async () => {
    const ran = await run(['attach', ...ECHO], { BOWLINE_LINK: agent.link }, 'typed');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('link:<>');
  });

  it('is that of the agent here, where there is none', async () => {
    const ran = await runAgent(['attach', '--state-dir', agent.stateDir, ...ECHO], 'typed');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const nobody = await run(['attach'], {
      XDG_STATE_HOME: temporaryDirectory(),
      BOWLINE_LINK: '',
    });
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toMatch(/No agent [^]*`bowline-agent serve`/);
  });

  it('works on the command line, and is warned of without being repeated', async () => {
    const ran = await runAgent(['attach', agent.link, ...ECHO], 'typed');
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/every user of this machine[^]*--link-file FILE/);
    expect(ran.stderr).not.toContain(token);
  });

  it('leaves the terminal usable when it came by stdin', async () => {
    const [file, all] = agentCommand(['attach', '-', '--', '/bin/sh']);
    const quoted = [file, ...all].map((word) => `'${word}'`).join(' ');
    const script = `stty -a; echo '${agent.link}' | ${quoted}; echo code $?; stty -a`;
    const terminal = new TestTerminal('/bin/sh', ['-c', script]);
    onTestFinished(() => terminal.pty.close());
    await terminal.sees(/READY> $/);
    const before = /speed[^]*?echoke/.exec(terminal.text)![0];
    terminal.type('test -t 0 && echo ter"minal"; exit 4\r');
    await terminal.sees(/terminal\r\n/);
    await terminal.exited;
    expect(terminal.text).toMatch(/code 4\r\n/);
    expect(terminal.text.slice(terminal.text.indexOf('code 4'))).toContain(before);
  });

  it.each([
    ['of others to read', 'LINK_EXPOSED', 0o644, undefined, /Other users may read [^]*chmod 600/],
    ['readable by a group', 'LINK_EXPOSED', 0o640, undefined, /mode 0640/],
    ['empty', 'USAGE', 0o600, '\n', /it is empty/],
    ['endless', 'USAGE', 0o600, 'x'.repeat(100_000), /larger than 64 KiB/],
    ['no link', 'USAGE', 0o600, 'hello\n', /not a Bowline/],
  ])('is refused from a file that is %s', async (_what, code, mode, content, words) => {
    const ran = await runAgent(['attach', '--link-file', linkFile(mode, content)]);
    expect(ran.code).toBe(code === 'USAGE' ? 2 : 1);
    expect(ran.stderr).toMatch(words);
  });

  it('is refused where there is no file, or two links', async () => {
    const missing = await runAgent(['attach', '--link-file', '/no/such/file']);
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no such file/) as string,
    });
    const folder = path.join(temporaryDirectory(), 'folder');
    mkdirSync(folder, { mode: 0o700 });
    expect((await runAgent(['attach', '--link-file', folder])).code).toBe(2);
    const two = await runAgent(['attach', '-', '--link-file', linkFile()]);
    expect(two).toMatchObject({ code: 2, stderr: expect.stringMatching(/two ways/) as string });
  });
});

describe.runIf(SYSTEM === 'linux')('what others can read of a process', () => {
  const seen = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  const wrapper = path.resolve(import.meta.dirname, '../../build/agent.mjs');

  it.each([
    ['attach', (link: string) => agentCommand(['attach', link, '--', 'cat'])],
    ['forward', (link: string) => agentCommand(['forward', link, '-L', '0:localhost:9'])],
    [
      'attach from a checkout',
      (link: string): [string, string[]] => [
        process.execPath,
        [wrapper, 'attach', link, '--', 'cat'],
      ],
    ],
  ])('%s holds no token once it speaks to the agent', async (_name, command) => {
    const before = agent.events.filter(({ event }) => event === 'connected').length;
    const [file, all] = command(agent.link);
    const child = spawn(file, all, { stdio: 'pipe' });
    const ended = output(child);
    await expect
      .poll(() => agent.events.filter(({ event }) => event === 'connected').length)
      .toBeGreaterThan(before);
    expect(seen(child.pid!)).not.toContain(token);
    expect(seen(child.pid!)).toMatch(/bowline-agent/);
    child.kill();
    await ended;
  });

  it('what an agent starts gets no link from its environment', async () => {
    const other = await startAgent({ env: { BOWLINE_LINK: agent.link } });
    const file = linkFile(0o600, other.link);
    const ran = await runAgent(['attach', '--link-file', file, ...ECHO], 'typed');
    expect(ran.stdout).toContain('link:<>');
    await other.stop();
  });
});

describe('secrets that are taken away', () => {
  it.each([
    ['bowline://h:1/?v=1&token=SECRETSECRET&tls=1', 'bowline://h:1/?v=1&token=…&tls=1'],
    ['"bowline://h:1/?token=SECRETSECRET"', '"bowline://h:1/?token=…'],
  ])('leave a title without them: %s', (word, shown) => {
    const from = {
      argv: ['node', 'main', 'attach', word],
      env: {},
      title: '',
      platform: 'linux' as const,
    };
    expect(takeSecrets(from)).toEqual({ link: undefined, exposed: true });
    expect(from.title).toBe(`bowline-agent main attach ${shown}`);
  });

  it('leave a title alone that holds none', () => {
    const env: Record<string, string> = { BOWLINE_LINK: 'bowline://x' };
    const from = {
      argv: ['node', 'main', 'attach', '-'],
      env,
      title: 'mine',
      platform: 'linux' as const,
    };
    expect(takeSecrets(from)).toEqual({ link: 'bowline://x', exposed: false });
    expect(from.title).toBe('mine');
    expect(env).toEqual({});
  });
});

it('help and page show no link on a command line', async () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
  for (const name of ['attach', 'forward']) {
    const { stdout } = await runAgent([name, '--help']);
    expect(stdout).toMatch(/--link-file <file>/);
    expect(stdout).toMatch(/BOWLINE_LINK/);
    expect(stdout).not.toMatch(/<link>|\[link\]/);
    expect(page).not.toMatch(new RegExp(`bowline-agent ${name}[^\\n]*bowline:`));
    expect(page).toContain(`bowline-agent ${name} --link-file`);
  }
});
