import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { invitations, revoke } from '../../core/client/sharing.ts';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect, inviteTo } from '../support/agentShell.ts';
import { holdings, nothingMoreThan } from '../support/leftovers.ts';
import { needs } from '../support/needs.ts';
import { closeWaits, whyNoProcessFacts } from '../support/processFacts.ts';
import { seeded } from '../support/random.ts';
import { HELLO, randomId, RawSocket } from '../support/rawSocket.ts';

const COUNT = 2_000;
/** Guests that come and go. */
const GUESTS = Number(process.env.BOWLINE_GUESTS ?? 320);

let agent: TestAgent;
let client: AgentClient;

beforeAll(async () => {
  agent = await startAgent();
  client = await connect(agent.link);
});
afterAll(async () => {
  await client.close();
  await agent.stop();
});

const FLOOD = ['sh', '-c', 'while :; do echo flood of some output; done'];
const VIEW = { cols: 80, rows: 24, window: 65_536 };

/** How somebody comes in. */
type Enter = () => Promise<RawSocket>;

const asOwner: Enter = () => RawSocket.login(agent.link);

/** Attaches to a shell that floods, so that much is on its way when the end comes. */
async function attachRaw(session: string, enter: Enter): Promise<RawSocket> {
  const raw = await enter();
  raw.send('attach', 1, { session, input: randomId(), ...VIEW, have: null });
  await raw.message('opened');
  return raw;
}

const MANNERS: Record<string, (session: string, enter: Enter) => Promise<RawSocket>> = {
  'closes with a Close frame': async (session, enter) => {
    const raw = await attachRaw(session, enter);
    raw.ws.close(1000);
    return raw;
  },
  'says goodbye first': async (session, enter) => {
    const raw = await attachRaw(session, enter);
    raw.send('goodbye', 0, { reason: 'done' });
    raw.ws.close(1000);
    return raw;
  },
  'vanishes without a Close frame': async (session, enter) => {
    const raw = await attachRaw(session, enter);
    raw.socket.destroy();
    return raw;
  },
  'resets the connection': async (session, enter) => {
    const raw = await attachRaw(session, enter);
    raw.socket.resetAndDestroy();
    return raw;
  },
  'closes its half only': async (session, enter) => {
    const raw = await attachRaw(session, enter);
    raw.socket.end();
    return raw;
  },
  'breaks the protocol': async (session, enter) => {
    const raw = await attachRaw(session, enter);
    raw.sendBytes(Buffer.from('0000007f00000000', 'hex'));
    return raw;
  },
  'stops reading and then vanishes': async (session, enter) => {
    const raw = await attachRaw(session, enter);
    raw.socket.pause();
    raw.socket.destroy();
    return raw;
  },
  'vanishes in the middle of a frame': async (session, enter) => {
    const raw = await attachRaw(session, enter);
    raw.sendBytes(Buffer.from('00ffff20000000', 'hex'));
    raw.socket.resetAndDestroy();
    return raw;
  },
  'leaves before it logs in': async () => {
    const raw = await RawSocket.open(agent.url);
    raw.send('hello', 0, HELLO);
    raw.socket.destroy();
    return raw;
  },
};

describe('clients that come and go in every manner', () => {
  it(
    `leave no socket and no descriptor behind (${COUNT} times)`,
    async (test) => {
      needs(whyNoProcessFacts(), test);
      const address = parsePairingLink(agent.link).address as { port: number };
      const shell = AgentShell.open(client, { command: FLOOD });
      // More than the log holds, so that the thread that keeps screens runs already.
      await shell.until(() => shell.bytes > 12_000_000, 'output');
      const before = holdings(agent.pid);
      const random = seeded(COUNT);
      const manners = Object.values(MANNERS);
      for (let done = 0; done < COUNT; done += 8) {
        const some = Array.from({ length: 8 }, () =>
          random.pick(manners)(shell.cursor.session, asOwner),
        );
        const sockets = await Promise.all(some);
        await Promise.all(sockets.map((raw) => raw.closed));
      }
      await nothingMoreThan(before, agent.pid);
      expect(closeWaits(address.port)).toEqual([]);
      await client.request('kill', { session: shell.cursor.session });
      await shell.end;
    },
    300_000 + COUNT * 100,
  );

  it(
    `leave nothing behind as guests either (${GUESTS} times)`,
    async (test) => {
      needs(whyNoProcessFacts(), test);
      const address = parsePairingLink(agent.link).address as { port: number };
      const shell = AgentShell.open(client, { command: FLOOD });
      await shell.until(() => shell.bytes > 12_000_000, 'output');
      const { session } = shell.cursor;
      const links = await Promise.all(
        (['viewer', 'editor'] as const).map((role) =>
          inviteTo(client, agent.link, { session, role }),
        ),
      );
      const before = holdings(agent.pid);
      const random = seeded(GUESTS);
      const guest: Enter = () => RawSocket.join(random.pick(links));
      const manners = [...Object.values(MANNERS), revokedAtOnce];
      for (let done = 0; done < GUESTS; done += 8) {
        const some = Array.from({ length: 8 }, () => random.pick(manners)(session, guest));
        const sockets = await Promise.all(some);
        await Promise.all(sockets.map((raw) => raw.closed));
      }
      await nothingMoreThan(before, agent.pid);
      expect(closeWaits(address.port)).toEqual([]);
      await shell.group(({ total }) => total === 1);
      const online = async () => (await invitations(client)).map((one) => one.online);
      await expect.poll(async () => new Set(await online())).toEqual(new Set([0]));
      await client.request('kill', { session });
      await shell.end;
    },
    300_000 + GUESTS * 100,
  );

  it('leave no shell behind that nobody could find', async () => {
    const { shells } = (await client.request('list')) as { shells: { viewers: number }[] };
    expect(shells.map(({ viewers }) => viewers)).toEqual([0, 0]);
  });

  it.each(Object.keys(MANNERS))('end both tasks of the connection when one %s', async (manner) => {
    const shell = AgentShell.open(client, { command: ['cat'] });
    await shell.opened;
    const reported = agent.events.length;
    const raw = await MANNERS[manner]!(shell.cursor.session, asOwner);
    await raw.closed;
    const ready = manner !== 'leaves before it logs in';
    const isNew = (event: object): boolean => agent.events.indexOf(event as never) >= reported;
    if (ready) await agent.event('disconnected', isNew);
    await client.request('kill', { session: shell.cursor.session });
    await shell.end;
  });
});

/** By an invitation of its own, which is taken back while the guest is sent the whole log. */
async function revokedAtOnce(session: string): Promise<RawSocket> {
  const link = await inviteTo(client, agent.link, { session, role: 'viewer' });
  const raw = await attachRaw(session, () => RawSocket.join(link));
  await revoke(client, link.invitation.id);
  await raw.message('error', ({ body }) => body.code === 'invitation-revoked');
  return raw;
}
