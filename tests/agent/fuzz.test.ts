import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { FrameFuzz } from '../support/frameFuzz.ts';
import { needs } from '../support/needs.ts';
import { descriptors, residentBytes, whyNoProcessFacts } from '../support/processFacts.ts';
import { seeded, type Random } from '../support/random.ts';
import { RawSocket } from '../support/rawSocket.ts';

/** A million at every release; fewer each time. */
const FRAMES = Number(process.env.BOWLINE_FUZZ_FRAMES ?? 40_000);
const SEED = Number(process.env.BOWLINE_FUZZ_SEED ?? 20_261_120);
const FRAMES_A_BATCH = 50;
const FRAMES_A_CONNECTION = 2_000;
/** After so many the memory has its working size. */
const WARM_UP = Math.min(FRAMES / 4, 100_000);
const COUNTED = expect.any(Number) as number;
const MAY_GROW_BYTES = 48 * 1024 * 1024;

let agent: TestAgent;
let client: AgentClient;

beforeAll(async () => {
  // A heap that may not grow out of laziness shows what is really held.
  agent = await startAgent({ env: { NODE_OPTIONS: '--max-old-space-size=64' } });
  client = await connect(agent.link);
});
afterAll(async () => {
  await client.close();
  await agent.stop(); // throws if the agent reported a mistake of its own
});

describe('frames by seed from logged-in clients', () => {
  it(
    `leave the agent up, its shells unharmed and its memory flat (${FRAMES} frames, seed ${SEED})`,
    async (test) => {
      needs(whyNoProcessFacts(), test);
      // In raw mode nothing that is typed is a signal, so whatever the clients type may not end it.
      const script = 'stty raw -echo; echo up; cat >/dev/null; cat >/dev/null';
      const shell = AgentShell.open(client, { command: ['sh', '-c', script] });
      await shell.sees(/up/);
      const random = seeded(SEED);
      await fuzz(random, WARM_UP, shell.cursor.session);
      const [memory, fds] = [residentBytes(agent.pid), descriptors(agent.pid).length];
      await fuzz(random, FRAMES - WARM_UP, shell.cursor.session);
      const grown = residentBytes(agent.pid) - memory;
      const growth = `memory ${mib(memory)} MiB, then ${mib(grown)} MiB more`;
      console.log(`${FRAMES} frames: ${growth}`, endsByName());
      // The frames went deep: every kind of violation was met, and named.
      expect(endsByName()).toMatchObject({
        ...{ 'bad-body': COUNTED, 'bad-frame': COUNTED, 'unknown-type': COUNTED },
        ...{ 'unexpected-message': COUNTED, 'offset-gap': COUNTED, 'frame-too-large': COUNTED },
        ...{ 'credit-shrunk': COUNTED, 'credit-ahead': COUNTED },
      });
      expect(endsByName()).not.toHaveProperty('internal-error');
      expect(grown).toBeLessThan(MAY_GROW_BYTES);
      await expect.poll(() => descriptors(agent.pid).length).toBeLessThanOrEqual(fds);
      const { shells } = (await client.request('list')) as {
        shells: { session: string; exit: unknown }[];
      };
      const survivor = shells.find(({ session }) => session === shell.cursor.session);
      expect(survivor?.exit).toBeNull();
      await client.request('kill', { session: shell.cursor.session });
      await shell.end;
    },
    300_000 + FRAMES,
  );
});

function endsByName(): Record<string, number> {
  const ends: Record<string, number> = {};
  for (const { event, code } of agent.events) {
    if (event === 'disconnected') ends[String(code)] = (ends[String(code)] ?? 0) + 1;
  }
  return ends;
}

/** Sends so many frames, over as many connections as it takes. */
async function fuzz(random: Random, frames: number, session: string): Promise<void> {
  for (let left = frames; left > 0;) left -= await oneConnection(random, left, session);
}

async function oneConnection(random: Random, most: number, session: string): Promise<number> {
  const raw = await RawSocket.login(agent.link);
  const source = new FrameFuzz(random, { sessions: [session], breaksOneIn: 200 });
  let ended = false;
  void raw.closed.then(() => (ended = true));
  let sent = 0;
  while (!ended && sent < Math.min(most, FRAMES_A_CONNECTION)) {
    const frames = Array.from({ length: FRAMES_A_BATCH }, () => source.next());
    sent += frames.length;
    sendInPieces(raw, Buffer.concat(frames), random);
    raw.messages.length = 0;
    const id = 1_000_000 + sent;
    raw.send('request', 0, { id, method: 'settled?', params: {} });
    await Promise.race([raw.message('response', ({ body }) => body.id === id), raw.closed]).catch(
      () => undefined,
    );
  }
  raw.ws.terminate();
  return sent;
}

/** The borders of messages mean nothing, so they are put anywhere. */
function sendInPieces(raw: RawSocket, bytes: Uint8Array, random: Random): void {
  for (let at = 0; at < bytes.byteLength;) {
    const length = 1 + random.int(4000);
    if (raw.ws.readyState !== raw.ws.OPEN) return;
    raw.sendBytes(bytes.subarray(at, at + length));
    at += length;
  }
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
