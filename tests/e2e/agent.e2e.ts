// Shells on a machine that runs the agent, on the real app and a real agent in a process of
// its own: the main job, what goes wrong and how it is told, and a cut that costs nothing.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { formatPairingLink, parsePairingLink } from '../../core/link/pairingLink.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, typeLine, waitForRow, waitForState } from '../support/drive.ts';
import { FaultProxy } from '../support/faultProxy.ts';
import { workAndLeave } from '../support/work.ts';

const run = promisify(execFile);

let app: RunningApp;
let agent: TestAgent;

test.beforeEach(async () => {
  agent = await startAgent();
  app = await startApp();
});
test.afterEach(async () => {
  await app.close();
  await agent.stop();
});

async function openAgentHost(link: string): Promise<void> {
  await addHost(app.window, { name: 'Kept', kind: 'Agent', fields: { 'Pairing link': link } });
  await openHost(app.window, 'Kept');
}

/** The agent's link, leading elsewhere or with another token. */
function linkWith(change: { port?: number; token?: string }): string {
  const link = parsePairingLink(agent.link);
  const address = { ...link.address, ...(change.port ? { port: change.port } : {}) };
  return formatPairingLink({ ...link, address, token: change.token ?? link.token });
}

test('the main job on an agent', async () => {
  await openAgentHost(agent.link);
  await workAndLeave(app);
});

test('several shells share one connection', async () => {
  await openAgentHost(agent.link);
  await waitForState(app.window, 'online');
  await openHost(app.window, 'Kept');
  await waitForState(app.window, 'online');
  await expect(app.window.getByRole('tab')).toHaveCount(2);
  await typeLine(app.window, 'echo $((6*7))');
  await waitForRow(app.window, '42');
  expect(agent.events.filter(({ event }) => event === 'connected')).toHaveLength(1);
});

test('a refused token is told with what to do, and the tab stays', async () => {
  await openAgentHost(linkWith({ token: 'A'.repeat(43) }));
  await waitForState(app.window, 'failed');
  await expect(app.window.getByText(/refused the pairing token/).first()).toBeVisible();
  await expect(app.window.getByText(/bowline-agent pair/).first()).toBeVisible();
  await expect(app.window.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('a port where nothing listens is told', async () => {
  // Given to nobody: one of those that were free a moment ago may be another test's by now.
  await openAgentHost(linkWith({ port: 9 }));
  await waitForState(app.window, 'failed');
  await expect(app.window.getByText(/Nothing listens at/).first()).toBeVisible();
});

test('a server that is no agent is told', async () => {
  const other = createServer((socket) => {
    // Who hears nothing that it knows may reset the connection.
    socket.on('error', () => undefined).end('SSH-2.0-other\r\n');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  await openAgentHost(linkWith({ port: (other.address() as AddressInfo).port }));
  await waitForState(app.window, 'failed');
  await expect(app.window.getByText(/Bowline agent/).first()).toBeVisible();
  other.close();
});

test('after a cut, the same shell goes on by itself, with what was printed meanwhile', async () => {
  const proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  const fifo = path.join(agent.stateDir, 'go');
  await run('mkfifo', [fifo]);
  await openAgentHost(linkWith({ port: proxy.port }));
  await waitForState(app.window, 'online');
  await typeLine(
    app.window,
    `clear; kept=$((6*7)); echo begun; read go < '${fifo}'; echo "$go $kept"`,
  );
  await waitForRow(app.window, 'begun'); // or what is still under way would be typed only later
  proxy.stall();
  proxy.cut('rst');
  await waitForState(app.window, 'reconnecting');
  await expect(app.window.getByText(/keeps running there/).first()).toBeVisible();
  await writeFile(fifo, 'while away\n'); // returns once the shell has opened it
  await typeLine(app.window, 'echo "typed $kept"');
  proxy.resume();
  await waitForState(app.window, 'online');
  await waitForRow(app.window, 'while away 42');
  await waitForRow(app.window, 'typed 42');
  await proxy.close();
});
