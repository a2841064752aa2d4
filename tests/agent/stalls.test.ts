import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { needs } from '../support/needs.ts';
import { residentBytes, waits, whyNoProcessFacts } from '../support/processFacts.ts';
import { randomId, RawSocket } from '../support/rawSocket.ts';
import { temporaryDirectory } from '../support/temporary.ts';

let agent: TestAgent;
let client: AgentClient;

beforeAll(async () => {
  agent = await startAgent();
});
afterAll(() => agent.stop());
beforeEach(async () => {
  client = await connect(agent.link);
  onTestFinished(() => client.close());
});

const VIEW = { cols: 80, rows: 24, command: [], cwd: '', env: {} };
const FLOOD = ['sh', '-c', 'while :; do echo flood of some output; done'];

describe('a connection on which one direction is stalled', () => {
  it('still carries input while the client reads nothing', async () => {
    const raw = await RawSocket.login(agent.link);
    const session = randomId();
    const mark = path.join(temporaryDirectory(), 'typed');
    // Prints without end, and notes on the side what it is told.
    const note = `exec 3<&0; (while read line <&3; do echo "$line"; done >${mark}) &`;
    const command = ['sh', '-c', `${note} ${FLOOD[2]}`];
    raw.send('open', 1, { session, input: randomId(), ...VIEW, command, window: 16 * 1024 * 1024 });
    await raw.message('opened');
    raw.socket.pause();
    raw.send('data', 1, { offset: 0, bytes: Buffer.from('typed into the silence\r') });
    const watcher = AgentShell.open(client, {
      command: ['sh', '-c', `until grep -s typed ${mark}; do sleep 0.05; done`],
    });
    await watcher.drained;
    expect(watcher.text).toBe('typed into the silence\r\n');
    raw.ws.terminate();
    await client.request('kill', { session });
  });

  it('still carries output while the program reads no input', async () => {
    const script = 'stty raw -echo; echo go; while :; do sleep 0.01; echo tick; done';
    const shell = AgentShell.open(client, { command: ['sh', '-c', script] });
    await shell.sees(/go/);
    // Far more than the terminal takes, so that everything between here and it is full.
    for (let i = 0; i < 10; i++) shell.type(Buffer.alloc(64 * 1024, 'x'));
    const before = shell.bytes;
    await shell.until(() => shell.bytes > before + 500, 'ticks');
    expect(shell.cursor.input.size).toBeGreaterThan(256 * 1024);
    await client.request('kill', { session: shell.cursor.session });
    await shell.end;
  });

  it('holds the program back, not the memory', async (test) => {
    needs(whyNoProcessFacts(), test);
    const shell = AgentShell.open(client, { command: FLOOD, read: false });
    const { pid } = await shell.opened;
    const produced = async (): Promise<number> => {
      const { shells } = (await client.request('list')) as {
        shells: { session: string; outputBytes: number }[];
      };
      return shells.find(({ session }) => session === shell.cursor.session)!.outputBytes;
    };
    // It waits for room in its terminal, before and after the agent had its turn to make some.
    const stands = async (): Promise<boolean> => {
      const before = await produced();
      return waits(pid) && before > 0 && before === (await produced()) && waits(pid);
    };
    await expect.poll(stands, POLL).toBe(true);
    const [held, memory] = [await produced(), residentBytes(agent.pid)];
    for (let i = 0; i < 50; i++) await client.request('list');
    expect(await produced()).toBe(held);
    expect(residentBytes(agent.pid) - memory).toBeLessThan(16 * 1024 * 1024);
    const reading = shell.read();
    await shell.until(() => shell.bytes > 1_000_000, 'output to go on');
    await client.request('kill', { session: shell.cursor.session });
    await shell.end;
    await reading;
  });

  it('of one shell does not hold back another', async () => {
    const stalled = AgentShell.open(client, { command: FLOOD, read: false });
    await stalled.opened;
    const other = AgentShell.open(client, { command: ['sh', '-c', 'echo $((6*7))'] });
    await other.drained;
    expect(other.text).toBe('42\r\n');
    await client.request('kill', { session: stalled.cursor.session });
  });
});

const POLL = { interval: 20 };
