import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { endOf, loopbackUsers } from '../../../agent/auth/loopbackUsers.ts';
import { SYSTEM } from '../../../core/system.ts';
import { needs } from '../../support/needs.ts';

const linux = SYSTEM === 'linux' ? undefined : 'only Linux lists connections’ users';
const NOBODY = 65_534;

beforeEach((test) => needs(linux, test));

async function listening(host: string) {
  const server = createServer();
  onTestFinished(() => void server.close());
  server.listen(0, host);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

async function userAt(accepted: Socket): Promise<number | undefined> {
  onTestFinished(() => void accepted.destroy());
  const address = accepted.remoteAddress!.replace(/^::ffff:/, '');
  return (await loopbackUsers()).get(endOf(address, accepted.remotePort!));
}

it.each([
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.1', '127.0.0.9'],
  ['::', '127.0.0.1'],
  ['::1', '::1'],
])('tells whose a connection to %s from %s is', async (host, from) => {
  const { server, port } = await listening(host);
  const client = connect({ port, host: host === '::' ? '127.0.0.1' : host, localAddress: from });
  onTestFinished(() => void client.destroy());
  const [accepted] = (await once(server, 'connection')) as [Socket];
  expect(await userAt(accepted)).toBe(process.geteuid!());
});

it('tells another user from us', async (test) => {
  needs(process.geteuid!() === 0 ? undefined : 'only root can start something as another', test);
  const { server, port } = await listening('127.0.0.1');
  const script = `require('net').connect(${port}, '127.0.0.1')`;
  const child = spawn(process.execPath, ['-e', script], { uid: NOBODY, gid: NOBODY });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [accepted] = (await once(server, 'connection')) as [Socket];
  expect(await userAt(accepted)).toBe(NOBODY);
});
