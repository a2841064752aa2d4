// The door for those who come through a relay: sealed, bound to the certificate, and apart from all
// other doors, whoever crowds it.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { REQUEST_MS } from '../../../agent/server/agentServer.ts';
import { RELAYED_PLACES } from '../../../agent/server/relayedDoor.ts';
import type { AgentCertificate } from '../../../agent/tls/certificate.ts';
import { ownCertificate } from '../../../agent/tls/selfSigned.ts';
import { AgentClient } from '../../../core/client/agentClient.ts';
import { dial } from '../../../core/socket/dial.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { OwnDoor } from '../../support/ownDoor.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const TOKEN = 'r'.repeat(43);
let certificate: AgentCertificate;

async function openDoor(): Promise<OwnDoor> {
  ({ certificate } = await ownCertificate(temporaryDirectory(), Date.now()));
  const rule = { method: 'token', token: TOKEN, bindings: [certificate.fingerprint] } as const;
  return new OwnDoor({ relayed: { certificate, rule } }).open();
}

/** A stranger, and the relay's end of its stream. */
async function come(door: OwnDoor): Promise<Socket> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const came = once(server, 'connection') as Promise<[Socket]>;
  const mine = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void mine.destroy());
  door.server.admit((await came)[0]);
  server.close();
  return mine.on('error', () => undefined);
}

function seal(socket: Socket, options: ConnectionOptions = {}): TLSSocket {
  const secure = connectTls({ socket, rejectUnauthorized: false, ...options });
  secure.on('error', () => undefined);
  return secure;
}

async function login(door: OwnDoor, fingerprint: string | null): Promise<AgentClient> {
  const secure = seal(await come(door));
  await once(secure, 'secureConnect');
  return AgentClient.connect({
    dial,
    stream: secure,
    link: { address: { kind: 'unix', path: '/relayed' }, token: TOKEN, fingerprint },
    client: { name: 'test', version: '1' },
    clock: systemClock,
  });
}

it('lets in who has the token and has pinned the certificate, and says how they came', async () => {
  const door = await openDoor();
  const client = await login(door, certificate.fingerprint);
  expect(door.ready.map(({ remote, role }) => [remote, role])).toEqual([['relay', 'owner']]);
  await client.close();
});

it('doesn’t where the proof is bound to nothing, as whoever is in between would have it', async () => {
  const door = await openDoor();
  const refused = login(door, null).catch((error: unknown) => error);
  await until(() => door.agent.clock.waiting > 0 && door.ready.length === 0);
  const timer = setInterval(() => door.agent.clock.advance(1_000), 20);
  onTestFinished(() => clearInterval(timer));
  expect(await refused).toMatchObject({ kind: 'wrong-token' });
});

it('speaks nothing older than TLS 1.3', async () => {
  const door = await openDoor();
  const secure = seal(await come(door), { maxVersion: 'TLSv1.2' });
  const error = await new Promise<NodeJS.ErrnoException>((resolve) =>
    secure.once('error', resolve),
  );
  expect(error.code).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  expect(door.ready).toEqual([]);
});

it('cuts who says nothing in time', async () => {
  const door = await openDoor();
  const [silent, sealed] = [(await come(door)).resume(), seal(await come(door))];
  await once(sealed, 'secureConnect');
  const over = [silent, sealed].map((one) => once(one, 'close'));
  door.agent.clock.advance(REQUEST_MS);
  await Promise.all(over);
});

it('makes a crowd wait in a room of its own: the oldest goes, and nobody elsewhere does', async () => {
  const door = await openDoor();
  await door.login();
  const crowd: Socket[] = [];
  while (crowd.length < RELAYED_PLACES) crowd.push((await come(door)).resume());
  const cut = once(crowd[0]!, 'close');
  await come(door);
  door.agent.clock.advance(1_000);
  await cut;
  expect(crowd.filter((one) => !one.closed)).toHaveLength(RELAYED_PLACES - 1);
  await door.login();
  expect(door.ready.map(({ remote }) => remote)).toEqual(['127.0.0.1', '127.0.0.1']);
  expect(door.ended).toHaveLength(0);
});

async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
}
