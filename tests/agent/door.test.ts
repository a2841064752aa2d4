// A crowd of strangers at the door: whoever can prove who it is gets in, every time, and the log
// keeps what it is for.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { connect } from '../support/agentShell.ts';
import { RawSocket, refusedStatus } from '../support/rawSocket.ts';
import { Strangers, type CrowdOptions, type Progress } from '../support/strangers.ts';

/** BOWLINE_LOGINS=1000 is the long form. */
const LOGINS = Number(process.env.BOWLINE_LOGINS ?? 12);

let plain: TestAgent;
let secure: TestAgent;
beforeAll(async () => {
  plain = await startAgent();
  secure = await startAgent({ args: ['--tls', 'self-signed'] });
});
afterAll(() => Promise.all([plain.stop(), secure.stop()]));

function portOf(agent: TestAgent): number {
  const { address } = parsePairingLink(agent.link);
  if (address.kind !== 'tcp') throw new Error('only TCP links');
  return address.port;
}

async function crowd(options: CrowdOptions): Promise<Strangers> {
  const strangers = new Strangers(options);
  onTestFinished(() => strangers.leave());
  await strangers.here;
  return strangers;
}

/** An owner who connects once, and must get in. */
async function comesIn(agent: TestAgent): Promise<void> {
  const client = await connect(agent.link);
  await client.close();
}

describe('a crowd at the door keeps no owner out', () => {
  const PROGRESS: Progress[] = ['tcp', 'request', 'socket', 'hello'];
  // 600 are more than there are places for.
  const some = PROGRESS.flatMap((progress) =>
    [200, 600].flatMap((count) => [1, 50].map((addresses) => ({ progress, count, addresses }))),
  );

  // As many sockets as these the agent takes in all, guests included.
  const many = { progress: 'tcp' as const, count: 1_400, addresses: 50 };

  it.each([...some, many])('$count from $addresses, as far as $progress', async (options) => {
    await crowd({ port: portOf(plain), ...options });
    for (let i = 0; i < LOGINS; i++) await comesIn(plain);
  });

  it.each([
    { progress: 'tcp', count: 600, addresses: 1 },
    { progress: 'tls', count: 200, addresses: 50 },
    { progress: 'socket', count: 200, addresses: 1 },
  ] as const)('$count from $addresses over TLS, as far as $progress', async (options) => {
    await crowd({ port: portOf(secure), tls: true, ...options });
    for (let i = 0; i < 3; i++) await comesIn(secure);
  });

  it('nor one who comes for the first time, from where the crowd is', async () => {
    const fresh = await startAgent();
    await crowd({ port: portOf(fresh), count: 600, addresses: 1, progress: 'tcp' });
    await comesIn(fresh);
    await fresh.stop();
  });
});

describe('the door', () => {
  it('gives a WebSocket two seconds to say HELLO', async () => {
    const raw = await RawSocket.open(plain.url);
    expect(await raw.closed).toEqual({ code: 4004, reason: 'handshake-timeout' });
  });

  it('tells of a flood in few lines, and how many there were', async () => {
    const agent = await startAgent();
    const headers = { Origin: 'https://example.org' };
    const waves = 20;
    for (let wave = 0; wave < waves; wave++) {
      await Promise.all(Array.from({ length: 25 }, () => refusedStatus(agent.url, { headers })));
    }
    await agent.stop();
    const lines = agent.events.filter(({ event }) => event === 'turned-away');
    const told = lines.reduce((sum, { leftOut }) => sum + 1 + Number(leftOut ?? 0), 0);
    expect(told).toBe(waves * 25);
    expect(lines.length).toBeLessThan(10);
  });
});
