// The ways from here to the pouring server that are compared: Bowline's tunnels, ssh's, and none.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { agentCommand, startAgent } from '../../tests/support/agent.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../tests/support/sshd.ts';
import { freePort } from '../../tests/support/tunnels.ts';
import type { Run } from '../bench.ts';
import { ending } from '../stage/stage.ts';

/** How curl gets to the server: its address there, and the proxy if there is one. */
export interface Way {
  name: string;
  port: number;
  socks?: number;
}

export interface Ways {
  all: Way[];
  notes: string[];
}

export async function openWays(run: Run): Promise<Ways> {
  const server = await startServer(run);
  const bowline = await forward(run, server);
  const direct = { name: 'direct', port: server };
  const reason = whyNoSshd();
  if (reason) return { all: [direct, ...bowline], notes: [`No ssh beside: ${reason}.`] };
  return { all: [direct, ...bowline, ...(await sshForward(run, server))], notes: [] };
}

export async function startServer(run: Run): Promise<number> {
  const script = path.join(import.meta.dirname, 'pour.mjs');
  const child = start(run, process.execPath, [script]);
  return Number(await firstLine(child));
}

async function forward(run: Run, server: number): Promise<Way[]> {
  const agent = await startAgent();
  run.use(ending(() => agent.stop()));
  const [local, socks] = [await freePort(), await freePort()];
  const tunnels = ['-L', `${local}:127.0.0.1:${server}`, '-D', `${socks}`];
  start(run, ...agentCommand(['forward', agent.link, ...tunnels]));
  for (const port of [local, socks]) await answers(port);
  return [
    { name: 'Bowline, local', port: local },
    { name: 'Bowline, SOCKS', port: server, socks },
  ];
}

async function sshForward(run: Run, server: number): Promise<Way[]> {
  const sshd = await startSshd();
  run.use(ending(() => sshd.close()));
  await sshd.trustHostKey();
  const [local, socks] = [await freePort(), await freePort()];
  start(run, 'ssh', [...login(sshd), '-N', '-L', `${local}:127.0.0.1:${server}`, '-D', `${socks}`]);
  for (const port of [local, socks]) await answers(port);
  return [
    { name: 'ssh -L', port: local },
    { name: 'ssh -D', port: server, socks },
  ];
}

function login({ clientOptions, identityFile, port, user, host }: TestSshd): string[] {
  const options = ['BatchMode=yes', ...clientOptions.split('\n')].flatMap((one) => ['-o', one]);
  return [...options, '-i', identityFile, '-p', `${port}`, `${user}@${host}`];
}

function start(run: Run, program: string, args: string[]): ChildProcess {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  run.use(
    ending(async () => {
      if (child.exitCode !== null || !child.kill('SIGTERM')) return;
      await once(child, 'exit');
    }),
  );
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error('The server said nothing.');
}

/** Resolves when somebody listens there. */
async function answers(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
