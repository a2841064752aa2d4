// serve --background: started once, found ever after, and in nobody's way.
import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
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
  onTestFinished(() => endProcess(said.pid));
  return said;
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // the other call of the test has ended it
  }
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

it('what keeps it from starting is said as by an ordinary serve', async () => {
  const missing = path.join(temporaryDirectory(), 'no', 'such', 'folder.sock');
  const args = ['--background', '--json', '--state-dir', temporaryDirectory()];
  const { code, stdout } = await runAgent(['serve', ...args, '--socket', missing]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ event: 'error', code: 'BAD_SOCKET' });
});
