import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { agentCommand, runAgent, startAgent, type TestAgent } from '../../support/agent.ts';
import { connect } from '../../support/agentShell.ts';
import { PipedAttach } from '../../support/attached.ts';
import { needs } from '../../support/needs.ts';
import { TestTerminal } from '../../support/terminal.ts';

let agent: TestAgent;

beforeAll(async () => {
  agent = await startAgent({ env: { PS1: 'READY> ', ENV: '' } });
});
afterAll(() => agent.stop());

function attach(...args: string[]): TestTerminal {
  const [file, all] = agentCommand(['attach', agent.link, ...args]);
  const terminal = new TestTerminal(file, all, { cols: 100, rows: 30 });
  onTestFinished(() => terminal.pty.close());
  return terminal;
}

describe('bowline-agent attach in a terminal', () => {
  it('is a shell of the right size that follows the window, and has its exit code', async () => {
    const terminal = attach('--', '/bin/sh');
    await terminal.sees(/READY> $/);
    terminal.type('stty size; echo $((6*7))\r');
    await terminal.sees(/30 100\r\n42\r\n/);
    terminal.pty.resize({ cols: 90, rows: 20 });
    terminal.type('until [ "$(stty size)" = "20 90" ]; do :; done; echo resi"zed"\r');
    await terminal.sees(/resized/);
    terminal.type('exit 42\r');
    expect(await terminal.exited).toEqual({ code: 42, signal: null });
  });

  it('hands Ctrl-C to the remote program', async () => {
    const terminal = attach('--', '/bin/sh');
    await terminal.sees(/READY> $/);
    terminal.type('sleep 1000; echo inter"rupted" $?\r');
    await terminal.sees(/sleep 1000[^]*\n/);
    await expectForeground('sleep');
    terminal.type('\x03');
    await terminal.sees(/READY> $/, terminal.text.length);
    terminal.type('exit 1\r');
    expect(await terminal.exited).toEqual({ code: 1, signal: null });
  });

  it('leaves the shell running with ~d, and takes it up again where it was', async () => {
    const terminal = attach('--', '/bin/sh');
    await terminal.sees(/READY> $/);
    terminal.type('VALUE=kept; echo ma"rk"\r');
    await terminal.sees(/mark\r\n/);
    terminal.type('~d');
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
    const [, session = ''] = /--session ([0-9a-f]{32})/.exec(terminal.text) ?? [];

    const again = attach('--session', session.slice(0, 10));
    await again.sees(/mark\r\n/);
    again.type('echo $VALUE; exit 6\r');
    await again.sees(/kept/);
    expect(await again.exited).toEqual({ code: 6, signal: null });
  });

  it('explains its keys with ~?, and types a ~ for two', async () => {
    const terminal = attach('--', 'sh', '-c', 'stty -echo; echo up; read x; echo "<$x>"');
    await terminal.sees(/up/);
    terminal.type('~?');
    await terminal.sees(/After Enter: +~\. or ~d/);
    terminal.type('~~~.\r');
    await terminal.sees(/<~~\.>/);
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
  });

  it('gives the terminal back as it was, also when it is killed', async () => {
    const [file, all] = agentCommand(['attach', agent.link, '--', '/bin/sh']);
    const quoted = [file, ...all].map((word) => `'${word}'`).join(' ');
    const terminal = new TestTerminal('/bin/sh', [
      '-c',
      `trap : TERM; stty -a; ${quoted}; stty -a; exit 3`,
    ]);
    onTestFinished(() => terminal.pty.close());
    await terminal.sees(/READY> $/);
    const before = /speed[^]*?echoke/.exec(terminal.text)![0];
    await agent.event('connected');
    terminal.pty.kill('SIGTERM');
    expect(await terminal.exited).toEqual({ code: 3, signal: null });
    const after = terminal.text.slice(terminal.text.indexOf('READY> '));
    expect(after).toContain(before);
  });
});

describe('bowline-agent attach in a pipe', () => {
  it('passes input, its end, output and exit code through', async () => {
    const script = 'sha256sum; exit 9';
    const input = `${'x'.repeat(79)}\n`.repeat(2500);
    const run = await runAgent(['attach', agent.link, '--', 'sh', '-c', script], input);
    expect(run.code).toBe(9);
    const expected = createHash('sha256').update(input).digest('hex');
    expect(run.stdout).toContain(expected);
  });

  it('ends with 128 and the number of the signal', async () => {
    const run = await runAgent(['attach', agent.link, '--', 'sh', '-c', 'kill -TERM $$; sleep 9']);
    expect(run.code).toBe(128 + 15);
  });

  it('ends when nobody reads its output any more, and the shell runs on', async () => {
    const attached = new PipedAttach([agent.link, '--', 'yes']);
    attached.child.stdout.once('data', () => attached.child.stdout.destroy());
    expect(await attached.exited).toBe(141);
    expect(attached.stderr).toMatch(/left the shell running; --session [0-9a-f]{32}/);
  });

  it('ends with words when its output can’t be written', async (test) => {
    needs(existsSync('/dev/full') ? undefined : 'no disk that is always full', test);
    const [file, all] = agentCommand(['attach', agent.link, '--', 'yes']);
    const full = openSync('/dev/full', 'w');
    const child = spawn(file, all, { stdio: ['ignore', full, 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    closeSync(full);
    const stderr = child.stderr!.setEncoding('utf8').toArray();
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(255);
    expect((await stderr).join('')).toMatch(/runs on; --session[^]*can’t be written to stdout/);
  });

  it('says what is wrong, in words', async () => {
    const missing = await runAgent(['attach', agent.link, '--', 'no-such-program']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch('The program no-such-program was not found there.');
    const wrong = await runAgent(['attach', agent.link.replace(/token=.{9}/, 'token=000000000')]);
    expect(wrong.code).toBe(255);
    expect(wrong.stderr).toMatch(/refused the pairing token[^]*bowline-agent pair/);
    const nobody = await runAgent(['attach', agent.link.replace(/:\d+\//, ':1/')]);
    expect(nobody.code).toBe(255);
    expect(nobody.stderr).toMatch(/Nothing listens at 127\.0\.0\.1:1/);
    const unknown = await runAgent(['attach', agent.link, '--session', 'ffff']);
    expect(unknown.code).toBe(1);
  });

  it('says so when the agent goes away under it', async () => {
    const other = await startAgent();
    const attached = runAgent(['attach', other.link, '--', 'sh', '-c', 'echo up; sleep 1000']);
    await other.event('shell-opened');
    await other.stop();
    const { code, stderr } = await attached;
    expect(code).toBe(255);
    expect(stderr).toMatch(/The agent at .* was shut down/);
  });
});

async function expectForeground(program: string): Promise<void> {
  const client = await connect(agent.link);
  const running = async (): Promise<string[]> => {
    const { shells } = (await client.request('list')) as { shells: { command: string }[] };
    return shells.map(({ command }) => command);
  };
  await expect.poll(running).toContain(program);
  await client.close();
}
