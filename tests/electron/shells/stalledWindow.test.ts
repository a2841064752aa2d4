// A window that has stopped parsing, which is what a busy or a stopped process looks like: the
// program waits, memory stays where it is for as long as that lasts, and nothing is lost by it.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { agentShells } from '../../../electron/shells/agentShell.ts';
import { localShells } from '../../../electron/shells/localShell.ts';
import { ShellManager } from '../../../electron/shells/shellManager.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { connect } from '../../support/agentShell.ts';
import type { MemoryPort } from '../../support/memoryPort.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { needs } from '../../support/needs.ts';
import { residentBytes, whyNoProcessFacts } from '../../support/processFacts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { agentHost, localHost, surroundings } from './hosts.ts';

const BYTES = 20_000_000;
/** Printed before the window stalls: what a process takes for being busy is taken by then. */
const BUSY_BYTES = 4_000_000;
/**
 * What a stalled window may cost the app and the agent each: the 4 MiB that the app grants, the 8 MiB
 * that the agent keeps anyway, and as much again for what two runtimes do with their heaps.
 */
const BOUND_BYTES = 24 * 1024 * 1024;
/** Turns in which whatever grows would have grown. */
const TURNS = 300;

let agent: TestAgent;
beforeAll(async () => {
  agent = await startAgent();
});
afterAll(async () => {
  await agent.stop();
});

function open(host: StoredHost): MemoryPort {
  const window = new MemoryWindow();
  const connections = new AgentConnections(systemClock, 'test');
  const local = localShells(surroundings());
  const agent = agentShells(connections, systemClock);
  const manager = new ShellManager({
    findHost: () => host,
    factory: host.kind === 'agent' ? agent : local,
    installer: local,
    broadcast: (name, payload) => window.emit(name, payload),
    clock: systemClock,
    onStatus: () => undefined,
    onChange: () => undefined,
  });
  manager.open('stalled', host.id, { cols: 80, rows: 24 }, window);
  return window.port;
}

async function turns(): Promise<void> {
  const client = await connect(agent.link);
  for (let turn = 0; turn < TURNS; turn++) await client.request('list');
  await client.close();
}

describe.each([
  ['local', () => localHost()],
  ['agent', () => agentHost({ pairingLink: agent.link })],
])('a window that stops parsing what a shell of the kind %s prints', (_, host) => {
  it('pauses the program within a stated bound of memory, and loses no byte', async (test) => {
    needs(whyNoProcessFacts(), test);
    const file = path.join(temporaryDirectory(), 'flood');
    // No line ends: a terminal would turn each into two bytes.
    const contents = Buffer.alloc(BYTES, 'The quick brown fox jumps over the lazy dog. ');
    writeFileSync(file, contents);
    const port = open(host());
    port.type(`stty -echo; PS1=; printf 'be%s' gin; cat '${file}'; printf 'en%s' d; exit\r`);
    await port.until(() => port.outputBytes > BUSY_BYTES);
    port.parses = false;
    const held = await stands(port);
    const [app, far] = [residentBytes(process.pid), residentBytes(agent.pid)];
    await turns();
    expect(port.outputBytes).toBe(held);
    expect(held).toBeLessThan(BYTES / 2);
    expect(residentBytes(process.pid) - app).toBeLessThan(BOUND_BYTES);
    expect(residentBytes(agent.pid) - far).toBeLessThan(BOUND_BYTES);
    port.parses = true;
    port.send({ type: 'parsed', bytes: held });
    await port.until(() => port.posted.at(-1)?.type === 'end');
    const shown = port.text.slice(port.text.indexOf('begin') + 5, port.text.lastIndexOf('end'));
    expect(shown.length).toBe(BYTES);
    expect(contents.equals(Buffer.from(shown))).toBe(true);
  });
});

/** Turns for all that is under way to arrive, until none does; what has come then. */
async function stands(port: MemoryPort): Promise<number> {
  for (let before = -1; before !== port.outputBytes;) {
    before = port.outputBytes;
    await turns();
  }
  return port.outputBytes;
}
