// An agent that says what a test's script makes it say, on a socket where commands find it: what a
// peer may say that ours never would.
import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import type { Server } from 'node:net';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { writeRecord } from '../../agent/state/agentRecord.ts';
import { takeLock } from '../../agent/state/lock.ts';
import { acceptSockets } from '../../core/socket/acceptSockets.ts';
import type { AgentSocket } from '../../core/socket/agentSocket.ts';
import { FrameDecoder } from '../../core/wire/frameDecoder.ts';
import { decode, encode, type AllBodies, type Message } from '../../core/wire/messages.ts';
import { HOSTILE, hostileBody, rawFrame, type BodyName } from './hostileBodies.ts';
import { HELLO } from './rawSocket.ts';
import { temporaryDirectory } from './temporary.ts';

export type Said = [name: BodyName, channel: number, body?: Record<string, unknown>];
/** What the fake agent says to a message; undefined: what an honest one would. */
export type Script = (message: Message) => (Said | Uint8Array)[] | undefined;

const WELCOME: AllBodies['welcome'] = {
  ...{ version: 1, nonce: 'A'.repeat(43), auth: ['none'] },
  agent: { name: 'agent', version: '1', host: 'there', platform: 'linux' },
  limits: HELLO.limits,
  ...{ features: ['groups', 'tunnels', 'run'], heartbeatMs: 2000, silenceMs: 8000 },
  instance: 'a'.repeat(32),
};

/** Resolves with the link of an agent that says what the script makes it say, and then goes. */
export async function fakeAgent(script: Script): Promise<{ link: string; stateDir: string }> {
  const stateDir = temporaryDirectory();
  const socket = path.join(stateDir, 'agent.sock');
  const server = createHttp();
  acceptSockets(server, { hasRoom: () => true, onSocket: (ws) => converse(ws, script) });
  await listening(server, socket);
  const address = { kind: 'unix' as const, path: socket };
  const lock = takeLock(stateDir);
  onTestFinished(lock.release);
  writeRecord(stateDir, {
    ...{ version: 1, pid: process.pid, local: address, public: address },
    ...{ fingerprint: null, pin: false, name: 'x' },
  });
  return { link: `bowline://${socket}?v=1`, stateDir };
}

function converse(ws: AgentSocket, script: Script): void {
  const decoder = new FrameDecoder(1 << 20);
  ws.on('error', () => undefined);
  ws.on('message', (bytes: Buffer) => {
    for (const frame of decoder.push(bytes)) {
      const message = decode(frame)!;
      const said = script(message);
      if (!said) answer(ws, message);
      else for (const one of said) ws.send(one instanceof Uint8Array ? one : frameOf(one));
      if (said) ws.close(4008, Buffer.from(HOSTILE.slice(0, 20), 'utf8'));
    }
  });
}

function frameOf([name, channel, body]: Said): Uint8Array {
  return rawFrame(name, channel, body ?? hostileBody(name));
}

function answer(ws: AgentSocket, { type, channel, body }: Message): void {
  if (type === 'hello') ws.send(encode('welcome', 0, WELCOME));
  if (type === 'auth') ws.send(encode('ready', 0, { role: 'owner' }));
  if (type === 'ping') ws.send(encode('pong', 0, body));
  if (type === 'detach') ws.send(encode('detached', channel, { reason: 'requested' }));
}

export async function listening(server: Server, at: string | number): Promise<void> {
  if (typeof at === 'string') server.listen(at);
  else server.listen(at, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
}
