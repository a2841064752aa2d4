import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import {
  agentCommand,
  runAgent,
  startAgent,
  type AgentOptions,
  type TestAgent,
} from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { RawSocket } from '../support/rawSocket.ts';
import { temporaryDirectory } from '../support/temporary.ts';

async function agentFor(options: AgentOptions = {}): Promise<TestAgent> {
  const agent = await startAgent(options);
  onTestFinished(async () => {
    if (agent.child.exitCode === null) await agent.stop();
  });
  return agent;
}

describe('bowline-agent serve', () => {
  it('begins its report with exactly where it listens and the link', async () => {
    const agent = await agentFor();
    const { token } = parsePairingLink(agent.link);
    expect(Object.keys(agent.events[0]!)).toEqual(['event', 'url', 'link']);
    expect(agent.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
    expect(agent.link.startsWith(`${agent.url.replace('ws:', 'bowline:')}/?v=1&token=`)).toBe(true);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  it('keeps its token to itself, and from one start to the next', async () => {
    const stateDir = temporaryDirectory();
    const first = await agentFor({ stateDir });
    expect(statSync(path.join(stateDir, 'token')).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(stateDir, 'agent.json')).mode & 0o777).toBe(0o600);
    await first.stop();
    const second = await agentFor({ stateDir });
    expect(parsePairingLink(second.link).token).toBe(parsePairingLink(first.link).token);
  });

  it('never mentions the token but in its first line', async () => {
    const agent = await agentFor();
    const { token } = parsePairingLink(agent.link);
    const client = await connect(agent.link);
    const shell = AgentShell.open(client, { command: ['sh', '-c', `echo ${token}`] });
    await shell.end;
    await client.close();
    await agent.event('disconnected');
    expect(JSON.stringify(agent.events.slice(1))).not.toContain(token);
  });

  it('tells what happens, one event a line', async () => {
    const agent = await agentFor();
    const client = await connect(agent.link);
    const shell = AgentShell.open(client, { command: ['sh', '-c', 'exit 3'] });
    await shell.end;
    await client.close();
    const { session } = shell.cursor;
    const remote = '127.0.0.1';
    await agent.event('disconnected');
    expect(agent.events.slice(1)).toEqual([
      { event: 'connected', remote, client: 'test 1' },
      { event: 'shell-opened', session, pid: (await shell.opened).pid },
      { event: 'shell-ended', session, code: 3, signal: null },
      { event: 'disconnected', remote, code: 'closed' },
    ]);
  });

  it('runs the program of --shell', async () => {
    const agent = await agentFor({ args: ['--shell', '/bin/cat'] });
    const client = await connect(agent.link);
    const shell = AgentShell.open(client);
    expect((await shell.opened).title).toBe('cat');
    await client.close();
  });

  it('speaks to a person who starts it by hand', async () => {
    const [file, args] = agentCommand(['serve', '--listen', '127.0.0.1:0', '--state-dir']);
    const child = spawn(file, [...args, temporaryDirectory()], { stdio: 'pipe' });
    let text = '';
    for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
      text += chunk;
      if (text.endsWith('shells.\n\n')) child.kill('SIGTERM'); // once: a second one means now
    }
    expect(text).toMatch(/listens on ws:\S+ \(this machine only\)[^]+\n {2}bowline:\/\/\S+\n/);
    expect(text).toMatch(/Keep the link to yourself[^]+Stopping \(SIGTERM\)\.\nStopped\.\n$/);
  });

  it('goes on when nobody reads its report any more', async () => {
    const agent = await agentFor();
    agent.child.stdout!.destroy();
    for (let i = 0; i < 5; i++) {
      const client = await connect(agent.link);
      await client.close();
    }
    expect(agent.child.exitCode).toBeNull();
    expect(await agent.stop()).toBe(0);
  });
});

describe('an agent that is told to stop', () => {
  it('tells its clients, hangs up its shells and leaves only its token', async () => {
    const stateDir = temporaryDirectory();
    const agent = await agentFor({ stateDir });
    const client = await connect(agent.link);
    const stubborn = AgentShell.open(client, {
      command: ['sh', '-c', 'trap "" HUP TERM; echo up; while :; do sleep 1; done'],
    });
    await stubborn.sees(/up/);
    const { pid } = await stubborn.opened;
    const raw = await RawSocket.login(agent.link);
    expect(await agent.stop()).toBe(0);
    expect(await raw.closed).toEqual({ code: 4007, reason: 'shutting-down' });
    expect((await client.ended).message).toMatch(/was shut down/);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(readdirSync(stateDir)).toEqual(['token']);
  });

  it('removes its unix socket', async () => {
    const socket = path.join(temporaryDirectory(), 'agent.sock');
    const agent = await agentFor({ args: ['--socket', socket] });
    expect(existsSync(socket)).toBe(true);
    await agent.stop();
    expect(existsSync(socket)).toBe(false);
  });

  it('leaves nothing behind that keeps the next one from starting, also after kill -9', async () => {
    const stateDir = temporaryDirectory();
    const socket = path.join(temporaryDirectory(), 'agent.sock');
    const killed = await agentFor({ stateDir, args: ['--socket', socket] });
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    expect(existsSync(socket)).toBe(true);
    const next = await agentFor({ stateDir, args: ['--socket', socket] });
    await (await connect(next.link)).close();
  });
});

describe('an agent on a unix socket', () => {
  it('needs no token, because only its owner can reach it', async () => {
    const socket = path.join(temporaryDirectory(), 'agent.sock');
    const agent = await agentFor({ args: ['--socket', socket] });
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(parsePairingLink(agent.link)).toMatchObject({
      address: { kind: 'unix', path: socket },
      token: '',
    });
    const client = await connect(agent.link);
    const shell = AgentShell.open(client, { command: ['sh', '-c', 'echo $((6*7))'] });
    await shell.drained;
    expect(shell.text).toBe('42\r\n');
    await client.close();
  });

  it('has one in the state directory, where none was named', async () => {
    const agent = await agentFor({ args: ['--socket'] });
    const { address } = parsePairingLink(agent.link);
    expect(address).toEqual({ kind: 'unix', path: path.join(agent.stateDir, 'agent.sock') });
    expect(statSync(path.join(agent.stateDir, 'agent.sock')).mode & 0o777).toBe(0o600);
    await (await connect(agent.link)).close();
  });

  it('refuses web pages all the same', async () => {
    const socket = path.join(temporaryDirectory(), 'agent.sock');
    await agentFor({ args: ['--socket', socket] });
    const headers = { Origin: 'https://example.org' };
    await expect(RawSocket.open('', { socketPath: socket, headers })).rejects.toThrow('403');
  });
});

describe('bowline-agent serve is refused', () => {
  async function refused(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runAgent(['serve', ...args]);
    expect(stdout).toBe('');
    return `${code}: ${stderr}`;
  }

  it('where one runs already on the same state directory', async () => {
    const { stateDir, pid } = await agentFor();
    expect(await refused('--state-dir', stateDir, '--listen', '127.0.0.1:0')).toMatch(
      `1: bowline-agent: An agent is already running here (pid ${pid},`,
    );
  });

  it('on a public address without TLS, and says what to do', async () => {
    for (const address of ['0.0.0.0:0', '[::]:0', '192.0.2.7:7722', 'build.example.org:7722']) {
      const text = await refused('--listen', address, '--state-dir', temporaryDirectory());
      expect(text).toMatch(/^1: .*without TLS[^]*--tls self-signed/);
    }
  });

  it('on an address that is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = `127.0.0.1:${(server.address() as { port: number }).port}`;
    const stateDir = temporaryDirectory();
    const text = await refused('--listen', address, '--state-dir', stateDir);
    expect(text).toMatch(/another program listens there already/);
    expect(readdirSync(stateDir)).toEqual(['token']);
  });

  it('with a state directory that others may write', async () => {
    const stateDir = temporaryDirectory();
    chmodSync(stateDir, 0o777);
    expect(await refused('--state-dir', stateDir)).toMatch(/1: .*written by other users[^]*chmod/);
  });

  it('on a socket path where something else is', async () => {
    const file = path.join(temporaryDirectory(), 'file');
    writeFileSync(file, 'precious');
    expect(await refused('--socket', file, '--state-dir', temporaryDirectory())).toMatch(
      /is not a socket/,
    );
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });

  it('on a socket where another agent answers', async () => {
    const socket = path.join(temporaryDirectory(), 'agent.sock');
    const agent = await agentFor({ args: ['--socket', socket] });
    expect(await refused('--socket', socket, '--state-dir', temporaryDirectory())).toMatch(
      /Somebody listens on/,
    );
    await (await connect(agent.link)).close();
  });

  it('on a socket whose path is too long', async () => {
    const socket = path.join(temporaryDirectory(), 'x'.repeat(120));
    expect(await refused('--socket', socket, '--state-dir', temporaryDirectory())).toMatch(
      /longer than the 103 bytes/,
    );
  });

  it('and says so in its report too, for programs', async () => {
    const { code, stdout } = await runAgent(['serve', '--json', '--listen', 'nonsense']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ event: 'error', code: 'BAD_LISTEN' });
  });
});
