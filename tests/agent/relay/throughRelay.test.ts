// An agent that dials out, a relay, and a client: the shell is the same one, whatever is cut or
// changed between them; and the relay has read nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import { AgentClient } from '../../../core/client/agentClient.ts';
import { dial } from '../../../core/socket/dial.ts';
import { parsePairingLink, type RelayAddress } from '../../../core/link/pairingLink.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { runAgent, startAgent, type AgentOptions, type TestAgent } from '../../support/agent.ts';
import { AgentShell, connect, inviteTo, join } from '../../support/agentShell.ts';
import { FakeRelay, type FakeRelayOptions, type Meddler } from '../../support/fakeRelay.ts';
import { LineCheck } from '../../support/cutter.ts';
import { eachSeed, seeded, type Random } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const ended: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function begin(
  options: FakeRelayOptions = {},
  agentOptions: AgentOptions = {},
): Promise<{ relay: FakeRelay; agent: TestAgent }> {
  const relay = await FakeRelay.start(options);
  ended.push(() => relay.stop());
  return { relay, agent: await behind(relay, agentOptions) };
}

async function behind(relay: FakeRelay, options: AgentOptions = {}): Promise<TestAgent> {
  const { args = [], ...rest } = options;
  const agent = await startAgent({ ...rest, args: ['--relay', relay.url, ...args] });
  ended.push(() => agent.stop());
  await agent.event('relay-connected');
  return agent;
}

function addressOf(agent: TestAgent): RelayAddress {
  const { address } = parsePairingLink(agent.link);
  if (address.kind !== 'relay') throw new Error('the link leads through no relay');
  return address;
}

/** By the agent's link with another address. */
function connectTo(agent: TestAgent, address: RelayAddress): Promise<AgentClient> {
  const client = { name: 'test', version: '1' };
  const link = { ...parsePairingLink(agent.link), address };
  return AgentClient.connect({ dial, link, client, clock: systemClock });
}

async function failureOf(attempt: Promise<AgentClient>): Promise<ConnectFailure> {
  const error: unknown = await attempt.then(
    () => 'connected',
    (why: unknown) => why,
  );
  expect(error).toBeInstanceOf(ConnectFailure);
  return error as ConnectFailure;
}

it('opens a shell, and shares it, with no port of the agent’s', async () => {
  const { agent } = await begin();
  const client = await connect(agent.link);
  expect(client.isRelayed).toBe(true);
  const shell = AgentShell.open(client, { command: ['cat'] });
  shell.type('hello\n');
  await shell.sees(/hello\s+hello/);
  const { session } = await shell.opened;
  const guest = await join(await inviteTo(client, agent.link, { session, role: 'viewer' }));
  expect([guest.role, guest.isRelayed]).toEqual(['viewer', true]);
  await guest.close();
  await client.close();
  expect(agent.events).toContainEqual(
    expect.objectContaining({ event: 'connected', remote: 'relay' }),
  );
});

it('is found by the commands of its machine, which print links through the relay', async () => {
  const { agent } = await begin();
  const at = ['--state-dir', agent.stateDir];
  expect(await runAgent(['list', ...at])).toEqual({
    ...{ code: 0, stdout: 'No shells.\n' },
    stderr: expect.stringMatching(/^Apps reach it through the relay 127\.0\.0\.1:\d+\.\n$/),
  });
  expect((await runAgent(['pair', ...at])).stdout.trim()).toBe(agent.link);
  expect((await runAgent(['pair', ...at, '--host', 'here'])).stderr).toMatch(/through a relay/);
  const ran = await runAgent(['run', '-', '--', 'cat'], `${agent.link}\nfrom afar`);
  expect(ran).toMatchObject({ code: 0, stdout: 'from afar' });
});

it('goes by a relay’s own certificate, and says where it isn’t trusted', async () => {
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...{ keyType: 'ec', curve: 'P-256', algorithm: 'sha256' },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const file = path.join(temporaryDirectory(), 'ca.pem');
  writeFileSync(file, pems.cert);
  const tls = { cert: pems.cert, key: pems.private };
  const { agent } = await begin({ tls }, { env: { NODE_EXTRA_CA_CERTS: file } });
  const failure = await failureOf(connect(agent.link));
  expect([failure.kind, failure.permanent]).toEqual(['certificate-untrusted', true]);
  expect(failure.message).toMatch(/^The certificate of the relay localhost:\d+ is not trusted/);
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, pems.cert]);
  try {
    const client = await connect(agent.link);
    expect(client.isRelayed).toBe(true);
    await client.close();
  } finally {
    setDefaultCACertificates(before);
  }
});

it('takes the direct way where it leads there, and the relay where it doesn’t', async () => {
  const args = ['--listen', '127.0.0.1:0', '--tls', 'self-signed'];
  const { relay, agent } = await begin({}, { args });
  const record = JSON.parse(readFileSync(path.join(agent.stateDir, 'agent.json'), 'utf8')) as {
    local: { port: number };
  };
  const address = addressOf(agent);
  expect(address.direct).toBeUndefined(); // of loopback nobody elsewhere has anything
  const here = { host: '127.0.0.1', port: record.local.port };
  const direct = await connectTo(agent, { ...address, direct: here });
  expect([direct.isRelayed, relay.splices.length]).toEqual([false, 0]);
  await direct.close();
  const another = await startAgent({ args });
  ended.push(() => another.stop());
  for (const port of [relay.port, Number(new URL(another.url).port)]) {
    const through = await connectTo(agent, { ...address, direct: { ...here, port } });
    expect(through.isRelayed).toBe(true);
    await through.close();
  }
});

it('comes back by its links when the relay does, with the next key of its chain', async () => {
  const { relay, agent } = await begin();
  const { port } = relay;
  await relay.stop();
  const lost = await agent.event('relay-lost');
  expect(lost.againInMs).toBeLessThan(60_000);
  const again = await FakeRelay.start({ port });
  ended.push(() => again.stop());
  const rotated = await runAgent(['relay-key', 'rotate', '--state-dir', agent.stateDir, '--json']);
  expect(JSON.parse(rotated.stdout)).toMatchObject({ keys: expect.any(Number), told: true });
  await again.until(() => again.proofs.at(-1)?.keys === 2);
  const [first, last] = [relay.proofs[0]!, again.proofs.at(-1)!];
  expect(last.id).toBe(first.id);
  expect(last.epoch).toBeGreaterThan(first.epoch);
  const client = await connect(agent.link);
  await client.close();
});

it('proves a new key at once, while shells go on', async () => {
  const { relay, agent } = await begin();
  const client = await connect(agent.link);
  const shell = AgentShell.open(client, { command: ['cat'] });
  await shell.opened;
  await runAgent(['relay-key', 'rotate', '--state-dir', agent.stateDir]);
  await relay.until(() => relay.proofs.at(-1)!.keys === 2);
  shell.type('still here\n');
  await shell.sees(/still here\s+still here/);
  await client.close();
});

it('tells nothing of what passes: neither the token nor a word', async () => {
  const { relay, agent } = await begin();
  const { token } = parsePairingLink(agent.link);
  const random = seeded(20);
  const planted = Array.from({ length: 10_000 }, (_, n) => `planted-${n}-${random.int(1e9)}`);
  const client = await connect(agent.link);
  const shell = AgentShell.open(client, { command: ['sh', '-c', 'stty -echo; echo go; cat'] });
  await shell.sees(/go/);
  for (let at = 0; at < planted.length; at += 1_000) {
    shell.type(`${planted.slice(at, at + 1_000).join('\n')}\n`);
    await shell.sees(new RegExp(planted[at + 999]!));
  }
  await client.close();
  for (const direction of ['to-agent', 'to-client'] as const) {
    const seen = Buffer.concat(
      relay.passed.filter((one) => one.direction === direction).map(({ bytes }) => bytes),
    );
    expect(seen.length).toBeGreaterThan(100_000);
    for (const word of [token, 'planted', 'bowline', ...planted])
      if (seen.includes(word)) throw new Error(`${word} could be read ${direction}`);
  }
});

describe('cut on any leg', () => {
  const LINES = 20_000;
  const script = `stty -echo -onlcr; echo ready; n=1; while [ $n -le ${LINES} ]; do printf '%09d\\n' $n; n=$((n+1)); done; read x; [ "$x" = all ] && echo done`;

  it('loses no byte and doubles none', async () => {
    await eachSeed(3, async (random) => {
      const { relay, agent } = await begin();
      const check = new LineCheck(LINES);
      let client = await connect(agent.link);
      let shell = AgentShell.open(client, { command: ['sh', '-c', script] });
      shell.onChunk = (bytes) => check.add(bytes);
      await shell.opened;
      for (let cut = 0; cut < 4; cut++) {
        const until = check.lines + random.between(1, LINES / 6);
        await shell.until(() => check.lines >= Math.min(until, LINES - 100), 'lines');
        relay.cut(random.pick(['agents', 'clients', 'all'] as const));
        await client.lost;
        await relay.until(({ agents }) => agents.length === 1);
        client = await connect(agent.link);
        await shell.drained;
        shell = AgentShell.attach(client, shell.cursor);
        shell.onChunk = (bytes) => check.add(bytes);
      }
      shell.type('all\n');
      await shell.end;
      expect([check.lines, shell.text.endsWith('done\n')]).toEqual([LINES, true]);
      await client.close();
    });
  });
});

describe('a relay that lies', () => {
  /** Begins to do so once so many messages have passed in that direction. */
  function from(count: number, meddle: Meddler, way = 'to-client'): Meddler {
    let seen = 0;
    return (bytes, direction, splice) =>
      direction === way && ++seen > count ? meddle(bytes, direction, splice) : [bytes];
  }

  function flipped(bytes: Buffer, random: Random): Buffer {
    const copy = Buffer.from(bytes);
    const at = random.int(copy.length);
    copy[at] = copy[at]! ^ (1 << random.int(8));
    return copy;
  }

  const LIES: Record<string, (random: Random) => Meddler> = {
    flips: (random) => (bytes) => [flipped(bytes, random)],
    drops: () => {
      let dropped = false;
      return (bytes) => {
        if (dropped) return [bytes];
        dropped = true;
        return [];
      };
    },
    replays: () => (bytes) => [bytes, bytes],
    reorders: () => {
      let held: Buffer | undefined;
      return (bytes) => {
        if (!held) {
          held = bytes;
          return [];
        }
        const both = [bytes, held];
        held = undefined;
        return both;
      };
    },
  };

  it.each(Object.keys(LIES))(
    'and %s is found out, before and after the seal stands',
    async (lie) => {
      const { relay, agent } = await begin();
      for (const [count, way] of [
        [0, 'to-agent'],
        [0, 'to-client'],
        [6, 'to-client'],
        [6, 'to-agent'],
      ] as const) {
        const random = seeded(count + 7);
        relay.meddle = from(count, LIES[lie]!(random), way);
        const failure = await failureWhile(agent);
        expect(failure.kind).toMatch(/^(relay-altered|lost|timeout)$/);
        relay.meddle = (bytes) => [bytes];
      }
      const honest = await connect(agent.link);
      await honest.close();
    },
  );

  /** Connects and types until it fails. */
  async function failureWhile(agent: TestAgent): Promise<ConnectFailure> {
    const client = { name: 'test', version: '1' };
    const link = parsePairingLink(agent.link);
    let connected: AgentClient;
    try {
      connected = await AgentClient.connect({
        dial,
        link,
        client,
        clock: systemClock,
        timeoutMs: 2_000,
      });
    } catch (error) {
      return error as ConnectFailure;
    }
    const shell = AgentShell.open(connected, { command: ['cat'] });
    let over = false;
    void connected.lost.then(() => (over = true));
    while (!over) {
      shell.cursor.input.tryAppend(Buffer.from('word after word\n'));
      shell.shell.inputReady();
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(shell.text).toMatch(/^(?:word after word\r?\n|\^?[A-Z]|[a-z \r\n])*$/);
    }
    return connected.lost;
  }

  it('says that bytes were changed', async () => {
    const { relay, agent } = await begin();
    relay.meddle = from(6, (bytes) => [flipped(bytes, seeded(1))]);
    const failure = await failureWhile(agent);
    expect(failure.kind).toBe('relay-altered');
    expect(failure.message).toMatch(/What came through the relay .* was changed on the way/);
    expect(failure.permanent).toBe(false);
  });

  it('and leads to another agent is found out before a byte was sent', async () => {
    const relay = await FakeRelay.start({
      leadTo: (id) => relay.agents.find((one) => one !== id)!,
    });
    ended.push(() => relay.stop());
    const [agent, another] = [await behind(relay), await behind(relay)];
    const failure = await failureOf(connect(agent.link));
    expect(failure.kind).toBe('certificate-changed');
    expect(failure.message).toMatch(/LEADS TO SOMEBODY WHO IS NOT THE AGENT.*Nothing was sent/);
    const words = another.events.map(({ event }) => event);
    expect(words).not.toContain('connected');
  });

  it('and names itself as another, sends the agent elsewhere or with foreign tickets, gets nothing', async () => {
    const { relay, agent } = await begin();
    const { agent: id } = addressOf(agent);
    relay.summon(id, { node: 'ws://127.0.0.2:1' });
    relay.summon(id, { node: 'wss://elsewhere.example' });
    await relay.until(({ declined }) => declined.length === 2);
    relay.summon(id);
    const missed = await agent.event('relay-missed', ({ code }) => code === 'bad-ticket');
    expect(missed).toBeDefined();
    const other = await FakeRelay.start({ name: () => 'relay.example' });
    ended.push(() => other.stop());
    const lied = await startAgent({ args: ['--relay', other.url] });
    ended.push(() => lied.stop());
    await lied.event('relay-lost', ({ code }) => code === 'bad-message');
    expect(other.proofs).toEqual([]);
  });
});

it('names what the relay says', async () => {
  const { relay, agent } = await begin();
  const said: Record<string, string> = {};
  for (const code of ['agent-offline', 'banned', 'draining', 'limit', 'agent-busy', 'registry']) {
    relay.refuse = { door: 'client', code };
    const { kind, message } = await failureOf(connect(agent.link));
    said[code] = kind;
    expect(message).toContain(`127.0.0.1:${relay.port}`);
  }
  expect(said).toEqual({
    'agent-offline': 'agent-offline',
    banned: 'relay-refused',
    draining: 'relay-draining',
    limit: 'busy',
    'agent-busy': 'busy',
    registry: 'unreachable',
  });
  await relay.stop();
  const gone = await failureOf(connect(agent.link));
  expect([gone.kind, gone.message]).toEqual([
    'refused',
    expect.stringMatching(/^The relay .* can't be reached. Nothing listens at/),
  ]);
});
