import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agentCommand, startAgent, type TestAgent } from '../../support/agent.ts';
import { freePort, serve, type TestServer } from '../../support/tunnels.ts';

let agent: TestAgent;
let taken: TestServer;
beforeAll(async () => {
  agent = await startAgent();
  taken = await serve((socket) => void socket.end());
});
afterAll(async () => {
  await taken.close();
  await agent.stop();
});

interface Line {
  event: string;
  code?: string;
  message?: string;
  tunnel?: string;
}

/** Runs until it ends by itself, or is ended when `lines` say so. */
async function forward(
  args: string[],
  isEnough: (lines: Line[]) => boolean = () => false,
): Promise<{ code: unknown; lines: Line[]; errors: string }> {
  const [file, all] = agentCommand(['forward', agent.link, ...args, '--json']);
  const child = spawn(file, all, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: Line[] = [];
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text) as Line);
    if (!child.killed && isEnough(lines)) child.kill('SIGTERM');
  });
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, lines, errors };
}

it('goes on with the tunnels that can be had', async () => {
  const bad = `${taken.port}:localhost:80`;
  const { code, lines, errors } = await forward(
    ['-L', bad, '-R', bad, '-L', `${await freePort()}:localhost:80`],
    (all) => all.filter(({ event }) => event === 'failed' || event === 'running').length === 3,
  );
  const failed = lines.filter(({ event }) => event === 'failed');
  expect(failed.map((line) => line.code)).toEqual(['port-in-use', 'port-in-use']);
  for (const { message } of failed) expect(message).toContain(String(taken.port));
  expect(errors.match(/Another program listens/g)).toHaveLength(2);
  expect(code).toBe(0);
});

it('ends with a failure when none is left', async () => {
  const bad = `${taken.port}:localhost:80`;
  const { code, lines } = await forward(['-L', bad, '-R', bad]);
  expect(lines.filter(({ event }) => event === 'failed')).toHaveLength(2);
  expect(lines.at(-1)).toMatchObject({ event: 'error', code: 'port-in-use' });
  expect(code).toBe(1);
});
