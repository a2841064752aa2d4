// Coming back after a cut, whatever answers meanwhile: only the agent's own proved word ends it.
// BOWLINE_REDIALS=2000 is the long form.
import { constants } from 'node:os';
import { STATUS_CODES } from 'node:http';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { AgentClient } from '../../../core/client/agentClient.ts';
import { dial } from '../../../core/socket/dial.ts';
import { AgentConnection, type DialContext } from '../../../core/client/agentConnection.ts';
import { parsePairingLink, type PairingLink } from '../../../core/link/pairingLink.ts';
import { describeDialError } from '../../../core/socket/connectFailure.ts';
import { CLOSE_CODES } from '../../../core/wire/errors.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { fastClock } from '../../support/fastClock.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { MoodyProxy, type Mood } from '../../support/moodyProxy.ts';
import { seeded, type Random } from '../../support/random.ts';

const REDIALS = Number(process.env.BOWLINE_REDIALS ?? 150);
const SEED = Number(process.env.BOWLINE_SEED ?? 8);
const LONGEST_WAIT_MS = 5_000;
/** So that thousands of waits take minutes; the waits are judged on this clock. */
const CLOCK = fastClock(40);
const OWN = { client: { name: 'redial', version: '1' }, clock: CLOCK };

let plain: TestAgent;
let secure: TestAgent;
beforeAll(async () => {
  plain = await startAgent();
  secure = await startAgent({ args: ['--tls', 'self-signed'] });
});
afterAll(() => Promise.all([plain.stop(), secure.stop()]));

interface Setting {
  connection: AgentConnection;
  proxy: MoodyProxy;
  /** Dials so far. */
  dials: () => number;
  change: (what: () => boolean) => Promise<void>;
}

async function throughProxy(agent: TestAgent): Promise<Setting> {
  const pairing = parsePairingLink(agent.link);
  if (pairing.address.kind !== 'tcp') throw new Error('only TCP links');
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'portal' }], {
    keyType: 'ec',
  });
  const proxy = await MoodyProxy.open(pairing.address.port, { cert, key });
  const link: PairingLink = { ...pairing, address: { ...pairing.address, port: proxy.port } };
  let dials = 0;
  const connection = connectionBy((context) => {
    dials++;
    return AgentClient.connect({ dial, ...context, link, ...OWN });
  });
  const setting = { connection, proxy, dials: () => dials, change: changesOf(connection) };
  onTestFinished(async () => {
    await connection.close();
    await proxy.close();
  });
  connection.start();
  await setting.change(() => connection.status.state === 'online');
  return setting;
}

function connectionBy(
  connect: (context: DialContext) => Promise<AgentClient>,
  clock = CLOCK,
): AgentConnection {
  const thresholds = () => ({ roundTripMs: 1e9, silenceMs: 1e9 });
  return new AgentConnection({ connect, clock, random: Math.random, thresholds });
}

/** Waits until it is so; looks whenever the connection tells of a change, and at each dial's end. */
function changesOf(connection: AgentConnection): Setting['change'] {
  return (what) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (connection.status.state === 'failed')
          reject(new Error(`final: ${connection.status.failure?.message}`));
        if (what()) resolve();
        else return;
        unsubscribe();
      };
      const unsubscribe = connection.subscribe({ onChange: look, onClient: look });
      look();
    });
}

const STATUSES = [...Object.keys(STATUS_CODES).map(Number), 299, 418, 520, 599].filter(
  (status) => status >= 200,
);
const LIES = Object.keys(CLOSE_CODES);

function moodOf(random: Random, tls: boolean): Mood {
  const bytes = random.int(tls ? 1_500 : 500);
  const half: Mood = { kind: 'half', bytes, then: random.pick(['silence', 'end']) };
  const status: Mood = { kind: 'status', status: random.pick(STATUSES) };
  const special: Mood = tls ? { kind: 'foreign' } : { kind: 'liar', code: random.pick(LIES) };
  const rest = ['reset', 'close', 'garbage', 'silence'] as const;
  return random.pick([status, status, special, special, half, { kind: random.pick(rest) }]);
}

describe.each([
  ['plainly', () => plain, false],
  ['by TLS', () => secure, true],
])('an agent that is reached %s', (_how, agent, tls) => {
  it('is dialled until it is back, whatever answers in its place', async () => {
    const { connection, proxy, dials, change } = await throughProxy(agent());
    const random = seeded(SEED);
    const stop = dials() + REDIALS / 2;
    for (let round = 0; dials() < stop; round++) {
      const mood = moodOf(random, tls);
      const why = `round ${round}, seed ${SEED}: ${JSON.stringify(mood)}`;
      proxy.mood = mood;
      proxy.cut();
      const enough = dials() + random.between(1, 3);
      await change(() => connection.status.state === 'reconnecting' && dials() >= enough).catch(
        (error: unknown) => expect.fail(`${why}: ${String(error)}`),
      );
      expect(connection.status.failure?.message, why).toMatch(/\.$/);
      proxy.mood = { kind: 'agent' };
      proxy.cut();
      if (random.once(3)) {
        const before = dials();
        connection.reconnectNow();
        expect(dials(), why).toBe(before + 1);
      }
      const { nextTryAt } = connection.status;
      expect(nextTryAt! - CLOCK.now(), why).toBeLessThanOrEqual(LONGEST_WAIT_MS);
      await change(() => connection.status.state === 'online');
    }
    expect(proxy.given).toBe(0);
  });
});

it('shows the warning of a foreign certificate, sends it nothing, and goes on', async () => {
  const { connection, proxy, dials, change } = await throughProxy(secure);
  proxy.mood = { kind: 'foreign' };
  proxy.cut();
  await change(() => connection.status.failure?.kind === 'certificate-changed');
  expect(connection.status).toMatchObject({ state: 'reconnecting' });
  expect(connection.status.failure?.message).toMatch(
    /^THE CERTIFICATE OF .* HAS CHANGED.* Nothing was sent\.$/,
  );
  expect(connection.status.failure?.hint).toMatch(
    /^Expected SHA-256 [0-9a-f]{64}, got [0-9a-f]{64}\./,
  );
  const seen = dials();
  await change(() => dials() > seen + 2);
  expect(proxy.given).toBe(0);
  proxy.mood = { kind: 'agent' };
  await change(() => connection.status.state === 'online');
});

describe('after a connection once stood', () => {
  const address = { kind: 'tcp', host: '127.0.0.1', port: 1, tls: false } as const;
  it.each(Object.keys(constants.errno))('%s is tried again', async (code) => {
    let fails = false;
    const clock = new ManualClock();
    const pairing = parsePairingLink(plain.link);
    const connection = connectionBy((context) => {
      const error = Object.assign(new Error(`connect ${code}`), { code });
      if (fails) return Promise.reject(describeDialError(error, address));
      return AgentClient.connect({ dial, ...context, link: pairing, ...OWN });
    }, clock);
    connection.start();
    const change = changesOf(connection);
    await change(() => connection.client !== undefined);
    fails = true;
    connection.client!.giveUp('a cut');
    for (let tries = 0; tries < 12; tries++) {
      await change(() => connection.status.state === 'reconnecting');
      await clock.pass(LONGEST_WAIT_MS);
      expect(connection.status.state).toBe('reconnecting');
    }
    fails = false;
    connection.reconnectNow();
    await change(() => connection.status.state === 'online');
    await settle();
    await connection.close();
  });
});

describe('the pace of dialling', () => {
  it('falls where somebody takes the connection and says nothing, as where nothing listens', async () => {
    const clock = new ManualClock();
    const pairing = parsePairingLink(plain.link);
    let dials = 0;
    const connection = new AgentConnection({
      connect: (context) => {
        if (dials++ === 0) return AgentClient.connect({ dial, ...context, link: pairing, ...OWN });
        context.onConnected?.();
        return new Promise(() => undefined);
      },
      clock,
      random: () => 0,
      thresholds: () => ({ roundTripMs: 1e9, silenceMs: 1e9 }),
    });
    connection.start();
    const change = changesOf(connection);
    await change(() => connection.client !== undefined);
    connection.client!.giveUp('a cut');
    await change(() => connection.status.state === 'reconnecting');
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      waits.push(connection.status.nextTryAt! - clock.now());
      await clock.pass(waits.at(-1)!);
    }
    expect(waits).toEqual([500, 250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    await connection.close();
  });
});
