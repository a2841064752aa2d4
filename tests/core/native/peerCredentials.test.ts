// Who is at the other end of a unix socket, asked of the kernel: real sockets, and a real other
// user where the tests run as root.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, openSync, closeSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { findElectron } from '../../../build/setup/electron.mjs';
import { nativeFolder } from '../../../core/native/nativeFolder.ts';
import { canTellPeers, peerCredentials } from '../../../core/native/peerCredentials.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const NOBODY = 65534;
const SELF = { pid: process.pid, uid: process.geteuid!(), gid: process.getegid!() };

beforeEach((test) => needs(canTellPeers() ? undefined : 'no native part was compiled here', test));

function descriptor(socket: net.Socket): number {
  return (socket as unknown as { _handle: { fd: number } })._handle.fd;
}

/** A server on a unix socket that anybody may connect to; `port` for a TCP one instead. */
async function listen(place: string | number): Promise<net.Server> {
  const server = net.createServer({ pauseOnConnect: true }); // an end isn't noticed
  onTestFinished(() => void server.close());
  server.listen(typeof place === 'number' ? { port: place, host: '127.0.0.1' } : { path: place });
  await once(server, 'listening');
  return server;
}

async function accept(server: net.Server): Promise<net.Socket> {
  const [socket] = (await once(server, 'connection')) as [net.Socket];
  onTestFinished(() => void socket.destroy());
  return socket;
}

async function connect(to: net.NetConnectOpts): Promise<net.Socket> {
  const socket = net.connect(to);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

it('both ends learn who the other is', async () => {
  const place = path.join(temporaryDirectory(), 'a.sock');
  const server = await listen(place);
  const accepted = accept(server);
  const client = await connect({ path: place });
  expect(peerCredentials(descriptor(await accepted))).toEqual(SELF);
  expect(peerCredentials(descriptor(client))).toEqual(SELF);
});

it('another process and another user are told apart', async (test) => {
  needs(SELF.uid === 0 ? undefined : 'only root can start something as another user', test);
  const folder = temporaryDirectory();
  chmodSync(folder, 0o755);
  const place = path.join(folder, 'b.sock');
  const server = await listen(place);
  chmodSync(place, 0o777);
  const script = `require('net').connect(${JSON.stringify(place)})`; // which keeps it running
  const child = spawn(process.execPath, ['-e', script], { uid: NOBODY, gid: NOBODY });
  onTestFinished(() => void child.kill('SIGKILL'));
  const socket = await accept(server);
  expect(peerCredentials(descriptor(socket))).toEqual({ pid: child.pid, uid: NOBODY, gid: NOBODY });
  // They are those of the moment of connecting, so a peer can't get away by ending.
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(peerCredentials(descriptor(socket))?.uid).toBe(NOBODY);
});

it('nothing is said of what isn’t a connected unix socket', async () => {
  const server = await listen(0);
  const accepted = accept(server);
  const client = await connect({ port: (server.address() as net.AddressInfo).port });
  await accepted;
  expect(peerCredentials(descriptor(client))).toBeUndefined();
  const file = openSync('/dev/null', 'r');
  expect(peerCredentials(file)).toBeUndefined();
  closeSync(file);
  expect(peerCredentials(-1)).toBeUndefined();
  expect(() => peerCredentials('3' as unknown as number)).toThrow('Usage: peerCredentials(fd)');
});

it('the one binary loads in Electron as well', async () => {
  const place = path.join(temporaryDirectory(), 'c.sock');
  const server = await listen(place);
  const script = `
    const { peerCredentials } = require(${JSON.stringify(path.join(nativeFolder()!, 'peer.node'))});
    const socket = require('net').connect(${JSON.stringify(place)}, () => {
      console.log(peerCredentials(socket._handle.fd).pid);
      process.exit();
    });`;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const child = spawn(findElectron()!.executable, ['-e', script], { env, stdio: 'pipe' });
  await accept(server);
  const said = await child.stdout.setEncoding('utf8').toArray();
  expect(said.join('')).toBe(`${process.pid}\n`);
});
