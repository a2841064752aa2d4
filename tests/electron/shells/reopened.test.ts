// Shells of panes that were closed, opened again by their records on a real agent.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import { agentShells } from '../../../electron/shells/agentShell.ts';
import { ShellManager } from '../../../electron/shells/shellManager.ts';
import type { ShellRecord } from '../../../electron/shells/shellSession.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import type { MemoryPort } from '../../support/memoryPort.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { agentHost } from './hosts.ts';

const SIZE = { cols: 80, rows: 24 };
const ANEW = 'The earlier shell ended when it was closed. This is a new one.';

let agent: TestAgent;
let shells: ShellManager;
let window: MemoryWindow;
beforeAll(async () => {
  agent = await startAgent();
});
afterAll(() => agent.stop());

beforeEach(() => {
  const make = agentShells(new AgentConnections(systemClock, 'test'), systemClock);
  window = new MemoryWindow();
  shells = new ShellManager({
    findHost: () => agentHost({ pairingLink: agent.link }),
    factory: make,
    installer: make,
    broadcast: () => undefined,
    clock: systemClock,
    onStatus: () => undefined,
    onChange: () => undefined,
  });
});
afterEach(() => shells.closeAll());

/** The record of a shell that has printed 42, about to be closed. */
async function printed(): Promise<ShellRecord> {
  shells.open('a', 'agent', SIZE, window);
  window.port.type('secret=yes; echo $((6*7))\r');
  await window.port.until(() => window.port.text.includes('42\r\n'));
  return shells.record('a')!;
}

function reopened(record: ShellRecord): MemoryPort {
  shells.restore(record, 'pane');
  shells.attach('a', SIZE, window);
  return window.port;
}

it('one that was kept goes on where it was, while it is being left still', async () => {
  const record = await printed();
  const leaving = shells.detach('a');
  const port = reopened(record);
  await leaving;
  port.type('echo is-$secret\r');
  await port.until(() => port.text.includes('is-yes\r\n'));
  expect([port.text.split('42\r\n').length, port.notes]).toEqual([2, []]);
});

it('one that was ended shows its last output, and a new one follows', async () => {
  const record = await printed();
  await shells.close('a');
  const port = reopened({ ...record, ended: true });
  await port.until(() => port.notes.length > 0);
  expect(port.notes).toEqual([ANEW]);
  const at = port.posted.findIndex(({ type }) => type === 'note');
  const before = port.posted.slice(0, at).filter((one) => one.type === 'output');
  expect(Buffer.concat(before.map(({ bytes }) => bytes)).toString()).toContain('42\r\n');
  await expect.poll(() => shells.list()[0]!.state).toBe('online');
  port.type('echo is-$secret.\r');
  await port.until(() => port.text.includes('is-.\r\n'));
  expect(shells.record('a')!.session).not.toBe(record.session);
  port.type('exit 3\r');
  await expect.poll(() => shells.list()[0]).toMatchObject({ state: 'closed', exitCode: 3 });
});

it('one whose agent has forgotten it is followed by a new one, too', async () => {
  const record = await printed();
  await shells.close('a');
  const port = reopened({ ...record, session: '0123456789abcdef'.repeat(2), ended: true });
  await port.until(() => port.notes.length > 0);
  await expect.poll(() => shells.list()[0]!.state).toBe('online');
  expect(port.notes).toEqual([ANEW]);
});
