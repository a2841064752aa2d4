// Many viewers of one shell: nobody waits for the slowest, everybody gets the same bytes, and
// what each of them costs the agent is bounded.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { newCursor } from '../../core/client/shellCursor.ts';
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect, inviteTo, join } from '../support/agentShell.ts';
import { LiveMemory } from '../support/liveMemory.ts';
import { needs } from '../support/needs.ts';
import { descriptors, whyNoProcessFacts } from '../support/processFacts.ts';
import { randomId, RawSocket } from '../support/rawSocket.ts';

const MIB = 1024 * 1024;
const LINE = '0123456789abcde\r\n';
/** Enough of them for the largest chunk, wherever in a line it begins. */
const LINES = Buffer.from(LINE.repeat((2 * MIB) / LINE.length));
const POLL = { interval: 50 };
/** Viewers that stop reading, and what a healthy one reads beside them. */
const STALLED = Number(process.env.BOWLINE_STALLED ?? 50);
const BESIDE_BYTES = Number(process.env.BOWLINE_BESIDE_MIB ?? 32) * MIB;
/** Viewers that all read, and what each of them does. */
const CROWD = Number(process.env.BOWLINE_CROWD ?? 100);
const CROWD_BYTES = Number(process.env.BOWLINE_CROWD_KIB ?? 512) * 1024;
/**
 * What a viewer may cost, bytes: a connection's objects, and what waits in its socket and before
 * it, two frames of 64 KiB, most of which it shares with others.
 */
const MOST_A_VIEWER = 128 * 1024;
/** What a flood has on its way may differ by so much from one moment to another. */
const MOST_BESIDES = 8 * MIB;
/** As many as may be logging in at once from one address, and some to spare. */
const AT_ONCE = 8;

let agent: TestAgent;
let owner: AgentClient;
const live = new LiveMemory();

beforeAll(async () => {
  agent = await startAgent(live.options);
  owner = await connect(agent.link);
});
afterAll(async () => {
  await owner.close();
  await agent.stop();
  live.forget();
});

async function shareOf(shell: AgentShell): Promise<InvitationLink> {
  const { session } = shell.cursor;
  onTestFinished(async () => {
    await owner.request('kill', { session, signal: 'SIGKILL' });
    await shell.end;
  });
  return inviteTo(owner, agent.link, { session, role: 'viewer' });
}

async function inTurns<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  while (all.length < count) {
    const few = Math.min(AT_ONCE, count - all.length);
    all.push(...(await Promise.all(Array.from({ length: few }, make))));
  }
  return all;
}

/** Attaches, and never reads another byte. */
async function stalled(link: InvitationLink, session: string): Promise<RawSocket> {
  const raw = await RawSocket.join(link);
  const view = { cols: 80, rows: 24, window: 16 * MIB };
  raw.send('attach', 1, { session, input: randomId(), ...view, have: null });
  await raw.message('opened');
  raw.socket.pause();
  return raw;
}

describe('one who reads, beside many who stopped', () => {
  it(
    `misses nothing, and the agent’s memory stays bounded (${STALLED} of them)`,
    async (test) => {
      needs(whyNoProcessFacts(), test);
      const shell = AgentShell.open(owner, { command: ['yes', LINE.trim()], window: MIB });
      const link = await shareOf(shell);
      let wrong = 0;
      shell.onChunk = (chunk) => {
        const at = (shell.bytes - chunk.byteLength) % LINE.length;
        if (!LINES.subarray(at, at + chunk.byteLength).equals(chunk)) wrong++;
      };
      await shell.until(() => shell.bytes > 16 * MIB, 'a flood');
      const quiet = descriptors(agent.pid).length;
      const before = await live.read(agent);
      await inTurns(STALLED, () => stalled(link, shell.cursor.session));
      const from = shell.bytes;
      const during: number[] = [];
      for (let part = 1; part <= 4; part++) {
        await shell.until(() => shell.bytes > from + (part * BESIDE_BYTES) / 4, 'more of it');
        during.push(await live.read(agent));
      }
      expect(shell.lags).toEqual([]);
      expect(wrong).toBe(0);
      const most = MOST_BESIDES + STALLED * MOST_A_VIEWER;
      expect(Math.max(...during) - before).toBeLessThan(most);
      // Who answers nothing is dropped, and nothing is left.
      const dropped = (): number =>
        agent.events.filter(
          ({ event, code }) => event === 'disconnected' && code === 'heartbeat-timeout',
        ).length;
      await expect.poll(dropped, POLL).toBe(STALLED);
      await expect.poll(() => descriptors(agent.pid).length, POLL).toBe(quiet);
      expect((await shell.group(({ total }) => total === 1)).members).toHaveLength(1);
      expect((await live.read(agent)) - before).toBeLessThan(MOST_BESIDES);
    },
    300_000 + BESIDE_BYTES / 1_000,
  );
});

describe('a guest who takes nothing', () => {
  it('holds the program up for a while, and not for ever', async () => {
    const shell = AgentShell.open(owner, { command: ['yes', 'output'], read: false });
    await shell.opened;
    const { session } = shell.cursor;
    const guest = await join(await shareOf(shell));
    onTestFinished(() => guest.close());
    const stuck = AgentShell.attach(guest, newCursor(session), { read: false });
    await stuck.opened;
    shell.shell.detach(); // an owner would be waited for
    const produced = async (): Promise<number> => {
      const { shells } = (await owner.request('list')) as {
        shells: { session: string; outputBytes: number }[];
      };
      return shells.find((one) => one.session === session)!.outputBytes;
    };
    await expect.poll(produced, POLL).toBeGreaterThan(10 * MIB);
    expect(stuck.lags).toEqual([]); // it would be told when it goes on
    void shell.read();
  });
});

describe('a crowd', () => {
  it(
    `of ${CROWD} gets the same bytes, each of them`,
    async (test) => {
      needs(whyNoProcessFacts(), test);
      const count = `head -c ${CROWD_BYTES} /dev/urandom | base64 -w 76; echo over`;
      const shell = AgentShell.open(owner, {
        command: ['sh', '-c', `stty raw -echo; printf ready; read go; ${count}; exec cat`],
      });
      await shell.sees(/ready/);
      const link = await shareOf(shell);
      const before = await live.read(agent);
      const crowd = await inTurns(CROWD, () => watcher(link));
      onTestFinished(async () => {
        await Promise.all(crowd.map(({ client }) => client.close()));
      });
      await shell.group(({ total }) => total === CROWD + 1);
      const own = createHash('sha256');
      shell.onChunk = (chunk) => own.update(chunk);
      shell.type('go\n');
      const letters = 4 * Math.ceil(CROWD_BYTES / 3);
      const whole = 'ready'.length + letters + Math.ceil(letters / 76) + 'over\n'.length;
      const all = [shell, ...crowd.map(({ seen }) => seen)];
      await Promise.all(all.map((one) => one.until(() => one.bytes === whole, 'all of it')));
      expect(shell.text).toMatch(/over\n$/);
      const digests = new Set(crowd.map(({ hash }) => hash.digest('hex')));
      expect(digests).toEqual(new Set([own.digest('hex')]));
      expect(crowd.flatMap(({ seen }) => seen.lags)).toEqual([]);
      const cost = (await live.read(agent)) - before;
      expect(cost).toBeLessThan(MOST_BESIDES + CROWD * MOST_A_VIEWER);
    },
    300_000 + CROWD * 500,
  );

  async function watcher(link: InvitationLink) {
    const client = await join(link);
    const seen = AgentShell.attach(client, newCursor(client.session!));
    const hash = createHash('sha256');
    await seen.sees(/ready/);
    seen.onChunk = (chunk) => hash.update(chunk);
    return { client, seen, hash };
  }
});

describe('two who type at once', () => {
  it('tear nothing apart, in a shell that prints what it is given', async () => {
    const shell = AgentShell.open(owner, {
      command: ['sh', '-c', 'stty raw -echo; printf ready; exec cat'],
    });
    await shell.sees(/ready/);
    const { session } = shell.cursor;
    await shareOf(shell);
    const link = await inviteTo(owner, agent.link, { session, role: 'editor' });
    const guest = await join(link);
    onTestFinished(() => guest.close());
    const other = AgentShell.attach(guest, newCursor(session));
    await other.opened;
    // Long pastes are cut into many frames on their way, and keys come in between.
    const paste = `\x1b[200~${'pasted '.repeat(8_000)}\x1b[201~`;
    const keys = Array.from({ length: 200 }, (_, n) => `\x1b[${n};5A\x1bOPé🪢`);
    shell.type(paste);
    for (const key of keys) {
      other.type(key);
      await new Promise((resolve) => setImmediate(resolve));
    }
    shell.type(paste);
    const whole = 'ready'.length + 2 * paste.length + Buffer.byteLength(keys.join(''));
    await shell.until(() => shell.bytes === whole, 'everything typed');
    const rest = shell.text.slice('ready'.length).split(paste);
    expect(rest).toHaveLength(3);
    expect(rest.join('')).toBe(keys.join(''));
  });
});
