// Programs without a terminal, and little memory: none of their output is ever given up, so what
// bounds them is that they wait before all of them together hold more than there is.
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { AgentClient } from '../../../core/client/agentClient.ts';
import { newCursor } from '../../../core/client/shellCursor.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { AgentShell, connect } from '../../support/agentShell.ts';
import { randomId, RawSocket } from '../../support/rawSocket.ts';

const MIB = 1024 * 1024;

let agent: TestAgent;
let client: AgentClient;

beforeEach(async () => {
  agent = await startAgent({ args: ['--memory', '4M', '--log-bytes', '1M'] });
  client = await connect(agent.link);
});
afterEach(async () => {
  await client.close();
  await agent.stop();
});

/** Opens one that prints for ever. */
async function flood(raw: RawSocket): Promise<string> {
  const ids = { session: randomId(), input: randomId() };
  const program = { command: ['cat', '/dev/zero'], cwd: '', env: {}, pipes: { keepMs: 60_000 } };
  raw.send('open', 1, { ...ids, ...program, cols: 80, rows: 24, window: MIB });
  await raw.message('data');
  return ids.session;
}

/** Consumes what comes on channel 1; resolves when that is so many bytes more. */
function consume(raw: RawSocket, bytes: number): Promise<void> {
  let before = -1;
  return new Promise((resolve) =>
    raw.ws.on('message', () => {
      const last = raw.messages.findLast(({ type }) => type === 'data');
      if (last?.type !== 'data') return;
      const consumed = last.body.offset + last.body.bytes.byteLength;
      if (before < 0) before = consumed;
      raw.send('credit', 1, { consumed, limit: consumed + MIB });
      if (consumed >= before + bytes) resolve();
    }),
  );
}

/** What others than that one have printed, and nobody has consumed. */
async function held(but: string): Promise<number> {
  const { shells } = (await client.request('list')) as {
    shells: { session: string; outputBytes: number }[];
  };
  const unread = shells.filter(({ session }) => session !== but);
  return unread.reduce((sum, { outputBytes }) => sum + outputBytes, 0);
}

it('wait before all of them hold more than there is, and one that is read goes on', async () => {
  const read = await RawSocket.login(agent.link);
  onTestFinished(() => read.ws.terminate());
  const session = await flood(read);
  for (let count = 0; count < 6; count++) {
    const cut = await RawSocket.login(agent.link);
    await flood(cut);
    cut.ws.terminate();
    await consume(read, 4 * MIB); // meanwhile the others print what they may
  }
  expect(await held(session)).toBeLessThanOrEqual(4 * MIB);
  // Nor do they keep everybody else out.
  const shell = AgentShell.open(client, { command: ['cat'] });
  shell.type('still here\r');
  await shell.sees(/still here/);
  const again = AgentShell.attach(client, newCursor(shell.cursor.session));
  await again.sees(/still here/);
});
