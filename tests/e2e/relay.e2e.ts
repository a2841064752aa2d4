// Two apps and an agent that meet at a real relay: the agent has no port, and what the relay loses
// when it is killed is only time.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import {
  addHost,
  hostEntry,
  openHost,
  stateComes,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { RelayProcess } from '../support/relayProcess.ts';
import { allLines, atHome } from '../support/restart.ts';
import { done, invite, joinShell, people, shareDialog } from '../support/sharing.ts';

const LINES = 100_000;

let relay: RelayProcess;
let agent: TestAgent;
let olga: RunningApp;
let greta: RunningApp;
let home: string;

test.beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'bowline-relay-'));
  relay = await RelayProcess.start();
  agent = await startAgent({
    args: ['--relay', relay.url],
    env: { ...atHome(home), SHELL: '/bin/sh', PS1: '$ ' },
  });
  await agent.event('relay-connected');
  [olga, greta] = await Promise.all([startApp(), startApp()]);
});
test.afterEach(async () => {
  await Promise.all([olga.close(), greta.close()]);
  await agent.stop();
  await relay.kill();
  await rm(home, { recursive: true, maxRetries: 20 });
});

test('a shell behind a relay is opened, shared and joined, and outlives the relay', async () => {
  const [owner, guest] = [olga.window, greta.window];
  await addHost(owner, { name: 'Far', kind: 'Agent', fields: { 'Pairing link': agent.link } });
  await expect(hostEntry(owner, 'Far')).toContainText(`through ${relay.name}`);
  await openHost(owner, 'Far');
  await waitForState(owner, 'online');
  await typeLine(owner, 'echo $((6*7))');
  await waitForRow(owner, '42');

  const link = await invite(owner, { role: 'may type', note: 'Greta' });
  expect(new URL(link).host).toBe(relay.name);
  expect(link).not.toContain(new URL(agent.link).searchParams.get('token')!);
  await expect(shareDialog(owner).getByText(/leads to the computer on which/)).toBeVisible();
  await done(owner);
  await joinShell(guest, link, 'Greta');
  await waitForState(guest, 'online');
  await expect(people(owner)).toHaveAccessibleName(/^2 people here/);
  await typeLine(guest, 'echo $((7*9))');
  for (const window of [owner, guest]) await waitForRow(window, '63');

  const cut = await Promise.all([owner, guest].map((window) => stateComes(window, 'reconnecting')));
  await typeLine(owner, `seq -f 'n%.0f' 1 ${LINES}; echo over-$((5*111))`);
  await relay.kill();
  for (const comes of cut) await comes();
  await relay.startAgain();
  for (const window of [owner, guest]) await waitForState(window, 'online');
  await waitForRow(owner, 'over-555');
  await typeLine(guest, 'echo $((7*111))');
  for (const window of [owner, guest]) await waitForRow(window, '777');
  const lines = (await allLines(olga)).filter((line) => /^n\d+$/.test(line));
  const first = Number(lines[0]!.slice(1));
  expect(lines).toEqual(lines.map((_, index) => `n${first + index}`));
  expect(lines.at(-1)).toBe(`n${LINES}`);
});
