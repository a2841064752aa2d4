// serve --background: started once, found ever after, and in nobody's way.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { appendToLog, MAX_LOG_BYTES } from '../../agent/serve/eventLog.ts';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { agentCommand, runAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { TestTerminal } from '../support/terminal.ts';
import { temporaryDirectory } from '../support/temporary.ts';

interface Said {
  event: string;
  link: string;
  pid: number;
}

async function serve(stateDir: string): Promise<Said> {
  const socket = path.join(stateDir, 'agent.sock');
  const args = ['serve', '--background', '--json', '--state-dir', stateDir, '--socket', socket];
  const { code, stdout, stderr } = await runAgent(args);
  expect([code, stderr]).toEqual([0, '']);
  const said = JSON.parse(stdout) as Said;
  onTestFinished(() => endAgent(said.pid, stateDir));
  return said;
}

/** Resolves when it has written its last word. */
async function endAgent(pid: number, stateDir: string): Promise<void> {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // the other call of the test has ended it
  }
  await expect
    .poll(() => readFileSync(path.join(stateDir, 'agent.log'), 'utf8'))
    .toMatch(/"event":"stopped"/);
}

it('an agent goes on after the command that started it, and serves shells', async () => {
  const stateDir = temporaryDirectory();
  const { link } = await serve(stateDir);
  expect(statSync(path.join(stateDir, 'agent.sock')).mode & 0o777).toBe(0o600);
  const client = await connect(link);
  const shell = AgentShell.open(client, { command: ['sh', '-c', 'echo $((6*7))'] });
  await shell.end;
  expect(shell.text).toContain('42');
  await client.close();
});

it('started again, it is the same one, also when several are started at once', async () => {
  const stateDir = temporaryDirectory();
  const said = await Promise.all([serve(stateDir), serve(stateDir), serve(stateDir)]);
  said.push(await serve(stateDir));
  expect(new Set(said.map(({ pid }) => pid)).size).toBe(1);
  expect(new Set(said.map(({ link }) => link)).size).toBe(1);
});

it('started again with other rules or bounds, it keeps its own and says so', async () => {
  const stateDir = temporaryDirectory();
  await serve(stateDir);
  const args = ['serve', '--background', '--state-dir', stateDir, '--socket'];
  const again = await runAgent([...args, '--allow-forward', '*:80']);
  expect(again.code).toBe(0);
  expect(again.stdout).toContain('keeps the rules for tunnels');
  const json = await runAgent([...args, '--json', '--allow-listen', 'none']);
  expect(JSON.parse(json.stdout)).toHaveProperty('notice');
  const less = await runAgent([...args, '--json', '--memory', '16M']);
  expect(JSON.parse(less.stdout)).toMatchObject({
    notice: expect.stringContaining('the bounds on what is kept') as string,
  });
  const same = await runAgent([...args, '--json']);
  expect(JSON.parse(same.stdout)).not.toHaveProperty('notice');
  const bad = await runAgent([...args, '--allow-forward', '10.0.0.*:80']);
  expect([bad.code, bad.stderr.includes('10.0.0.0/24')]).toEqual([2, true]);
});

it('it survives the hang-up of the terminal it was started from, and of all that ran there', async () => {
  const stateDir = temporaryDirectory();
  const [file, args] = agentCommand(['serve', '--background', '--json', '--socket']);
  const command = [file, ...args, '--state-dir', stateDir].map((word) => `'${word}'`).join(' ');
  // A shell of its own process group on a terminal, as sshd starts one.
  const terminal = new TestTerminal('/bin/sh', ['-c', `${command}; echo started; exec sleep 1000`]);
  await terminal.sees(/started/);
  const { link, pid } = JSON.parse(/\{.*\}/.exec(terminal.text)![0]) as Said;
  onTestFinished(() => endAgent(pid, stateDir));
  process.kill(-terminal.pty.pid, 'SIGHUP');
  await terminal.pty.close();
  const client = await connect(link);
  const shell = AgentShell.open(client, { command: ['sh', '-c', 'exit 5'] });
  expect(await shell.end).toMatchObject({ code: 5 });
  await client.close();
});

it('what happens in it is in its log, and no secret is', async () => {
  const stateDir = temporaryDirectory();
  const listen = ['--listen', '127.0.0.1:0', '--state-dir', stateDir];
  const { stdout } = await runAgent(['serve', '--background', '--json', ...listen]);
  const { link, pid } = JSON.parse(stdout) as Said;
  onTestFinished(() => endAgent(pid, stateDir));
  const client = await connect(link);
  await AgentShell.open(client, { command: ['sh', '-c', 'exit 5'] }).end;
  await client.close();
  const file = path.join(stateDir, 'agent.log');
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('"event":"disconnected"');
  expect(readFileSync(file, 'utf8')).toMatch(/^\d{4}-\S+Z \{.*"event":"shell-ended".*"code":5/m);
  expect(readFileSync(file, 'utf8')).not.toContain(parsePairingLink(link).token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('its log has a bound', () => {
  const file = path.join(temporaryDirectory(), 'agent.log');
  const line = `${'x'.repeat(60_000)}\n`;
  for (let count = 0; count < 50; count++) appendToLog(file, line);
  const sizes = [file, `${file}.old`].map((path) => statSync(path).size);
  expect(Math.max(...sizes)).toBeLessThan(MAX_LOG_BYTES + 2 * line.length);
});

it('what keeps it from starting is said as by an ordinary serve', async () => {
  const missing = path.join(temporaryDirectory(), 'no', 'such', 'folder.sock');
  const args = ['--background', '--json', '--state-dir', temporaryDirectory()];
  const { code, stdout } = await runAgent(['serve', ...args, '--socket', missing]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ event: 'error', code: 'BAD_SOCKET' });
});
