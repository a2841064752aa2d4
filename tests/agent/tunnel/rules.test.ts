// What the agent allows holds on its side, whatever a client says.
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ForwardRules } from '../../../agent/tunnel/forwardRules.ts';
import { dialTarget } from '../../../core/tunnel/dialTarget.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { randomId, RawSocket } from '../../support/rawSocket.ts';
import { loopback, serve, TunnelRig } from '../../support/tunnels.ts';

/** A client that asks for whatever it likes. */
async function ask(
  agent: TestAgent,
  type: 'connect' | 'listen',
  body: object,
): Promise<{ type: string; code?: string }> {
  const raw = await RawSocket.login(agent.link);
  const ids = type === 'connect' ? { stream: randomId(), window: 1000 } : { forward: randomId() };
  raw.send(type, 1, { ...ids, ...body });
  const answer = await Promise.race([
    raw.message('reset'),
    raw.message(type === 'connect' ? 'connected' : 'listening'),
  ]);
  raw.ws.close(1000);
  return {
    type: answer.type,
    ...('code' in answer.body ? { code: answer.body.code } : {}),
  };
}

const tcp = (host: string, port: number) => ({ kind: 'tcp', host, port });
const FORBIDDEN = { type: 'reset', code: 'forward-forbidden' };

describe('an agent without rules', () => {
  it('connects to its loopback, and to nothing else', async () => {
    const agent = await startAgent();
    const server = await serve((socket) => void socket.end());
    const allowed = await ask(agent, 'connect', { target: tcp('localhost', server.port) });
    expect(allowed).toEqual({ type: 'connected' });
    for (const host of ['0.0.0.0', '::', '::ffff:0.0.0.0', '192.0.2.1', '169.254.169.254']) {
      expect(await ask(agent, 'connect', { target: tcp(host, server.port) })).toEqual(FORBIDDEN);
    }
    const socket = { kind: 'unix', path: path.join(agent.stateDir, 'agent.sock') };
    expect(await ask(agent, 'connect', { target: socket })).toEqual(FORBIDDEN);
    await server.close();
    await agent.stop();
  });

  it('listens on its loopback, and nowhere else', async () => {
    const agent = await startAgent();
    expect(await ask(agent, 'listen', { at: tcp('localhost', 0) })).toEqual({ type: 'listening' });
    for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
      expect(await ask(agent, 'listen', { at: tcp(host, 0) })).toEqual(FORBIDDEN);
    }
    expect(await ask(agent, 'listen', { at: { kind: 'unix', path: '/tmp/x' } })).toEqual(FORBIDDEN);
    await agent.stop();
  });
});

describe('an agent with rules', () => {
  it('allows what they say, and nothing where they say none', async () => {
    const server = await serve((socket) => void socket.end());
    const target = tcp('127.0.0.1', server.port);
    const args = ['--allow-forward', 'none', '--allow-listen', '0.0.0.0:*'];
    const agent = await startAgent({ args });
    expect(await ask(agent, 'connect', { target })).toEqual(FORBIDDEN);
    expect(await ask(agent, 'listen', { at: tcp('0.0.0.0', 0) })).toEqual({ type: 'listening' });
    await server.close();
    await agent.stop();
  });

  it('reads a name and a path as the system does, to their end', async () => {
    const args = [
      '--allow-forward',
      '*.internal:*',
      'unix:/tmp/*',
      '--allow-listen',
      'unix:/tmp/*',
    ];
    const agent = await startAgent({ args });
    for (const host of ['192.0.2.1\0.internal', 'a b.internal', '%31.internal']) {
      const answer = await ask(agent, 'connect', { target: tcp(host, 80) });
      expect(answer).toEqual({ type: 'reset', code: 'target-unknown' });
    }
    for (const path of ['/tmp/x\0y', '/tmp/x\ny', `/tmp/${'x'.repeat(103)}`]) {
      const there = { kind: 'unix', path };
      const answer = await ask(agent, 'connect', { target: there });
      expect(answer).toEqual({ type: 'reset', code: 'target-unknown' });
      const answerOfListen = await ask(agent, 'listen', { at: there });
      expect(answerOfListen).toEqual({ type: 'reset', code: 'listen-failed' });
    }
    const told = await agent.event('tunnel-failed');
    expect(told).toMatchObject({ code: 'target-unknown' });
    expect(told.text).toContain('192.0.2.1?.internal');
    const listen = await ask(agent, 'listen', { at: tcp('127.0.0.1\0.internal', 0) });
    expect(listen).toEqual({ type: 'reset', code: 'no-such-address' });
    await agent.stop();
  });

  it('leads to unix sockets, and listens on them for its owner alone', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bowline-tunnel-'));
    const there = path.join(folder, 'there.sock');
    const here = path.join(folder, 'here.sock');
    const echo = createServer((socket) => socket.pipe(socket)).listen(there);
    await once(echo, 'listening');
    const rig = await TunnelRig.start({ args: ['--allow-forward', `unix:${folder}/*.sock`] });
    const { tunnel } = await rig.open({
      kind: 'local',
      listen: { kind: 'unix', path: here },
      target: { kind: 'unix', path: there },
    });
    const { connect } = await import('node:net');
    const socket = connect(here);
    socket.end('through two sockets');
    expect((await socket.setEncoding('utf8').toArray()).join('')).toBe('through two sockets');
    await rig.tunnels.remove(tunnel);
    await rig.stop();
    echo.close();
    rmSync(folder, { recursive: true });
  });
});

describe('a rule for a unix socket', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'bowline-tunnel-')));
    for (const name of ['open', 'shut']) mkdirSync(path.join(folder, name));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['shut/db.sock', 'shut/db.sock', false],
    ['open/db.sock', 'open/db.sock', true],
    ['open/db.sock', 'open/link.sock', true],
    ['shut/db.sock', 'open/link.sock', false],
  ])('judges where a path leads: %s by %s', async (real, asked, allowed) => {
    const server = createServer().listen(path.join(folder, real));
    await once(server, 'listening');
    const target = path.join(folder, asked);
    if (real !== asked) symlinkSync(path.join(folder, real), target);
    const rules = new ForwardRules({ allowForward: [`unix:${folder}/open/*.sock`] });
    const mayReachPath = (it: string) => rules.mayReachPath(it);
    const dialling = dialTarget({ kind: 'unix', path: target }, { mayReachPath });
    if (allowed) (await dialling).socket.destroy();
    else await expect(dialling).rejects.toMatchObject({ code: 'forward-forbidden' });
    server.close();
  });

  it('means where its own folder leads', async () => {
    const server = createServer().listen(path.join(folder, 'open/db.sock'));
    await once(server, 'listening');
    symlinkSync(path.join(folder, 'open'), path.join(folder, 'run'));
    const rules = new ForwardRules({ allowForward: [`unix:${folder}/run/db.sock`] });
    const mayReachPath = (it: string) => rules.mayReachPath(it);
    const target = path.join(folder, 'run/db.sock');
    (await dialTarget({ kind: 'unix', path: target }, { mayReachPath })).socket.destroy();
    server.close();
  });

  it.each([
    ['straight', 'open/sub/new.sock', { type: 'listening' }],
    ['through a link that leads away', 'open/away/new.sock', FORBIDDEN],
  ])('is held to where a new one would be made: %s', async (_what, asked, expected) => {
    mkdirSync(path.join(folder, 'open/sub'));
    symlinkSync(path.join(folder, 'shut'), path.join(folder, 'open/away'));
    const agent = await startAgent({ args: ['--allow-listen', `unix:${folder}/open/*/*.sock`] });
    const at = { kind: 'unix', path: path.join(folder, asked) };
    expect(await ask(agent, 'listen', { at })).toEqual(expected);
    await agent.stop();
    expect(readdirSync(path.join(folder, 'shut'))).toEqual([]);
    expect(readdirSync(path.join(folder, 'open/sub'))).toEqual([]);
  });

  it('says that nothing is there where that is so', async () => {
    const place = { kind: 'unix' as const, path: path.join(folder, 'open/none.sock') };
    const dialling = dialTarget(place, { mayReachPath: () => true });
    await expect(dialling).rejects.toMatchObject({ code: 'target-refused' });
  });
});

describe('here', () => {
  it.each(['local', 'remote', 'dynamic'] as const)(
    'a %s tunnel listens on another address than loopback only when that is said',
    async (kind) => {
      const rig = await TunnelRig.start({ args: ['--allow-listen', '*:*'] });
      const listen = { kind: 'tcp' as const, host: '0.0.0.0', port: 0 };
      const target = kind === 'dynamic' ? null : loopback(80);
      const tunnel = rig.tunnels.add({ kind, listen, target });
      tunnel.start();
      await expect.poll(() => tunnel.status.error?.code).toBe('listen-not-loopback');
      expect(tunnel.status.state).toBe('failed');
      const meant = await rig.open({ kind, listen, target, public: true });
      expect(meant.tunnel.status.state).toBe('running');
      await rig.stop();
    },
  );
});
