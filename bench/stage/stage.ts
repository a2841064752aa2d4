// What a bench measures on: the real app on a virtual display, the real agent in a process of
// its own, and a saved host for each. All of it is ended with the run.
import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { openDisplay, type Display } from '../../build/display.ts';
import { testHome } from '../../build/testing/testHome.ts';
import { formatPairingLink, parsePairingLink } from '../../core/link/pairingLink.ts';
import { startAgent, type TestAgent } from '../../tests/support/agent.ts';
import { startApp, type RunningApp } from '../../tests/support/app.ts';
import { addHost } from '../../tests/support/drive.ts';
import type { Run } from '../bench.ts';
import { ShellTab } from './shellTab.ts';
import { enter } from './window.ts';

/** The hosts that stand in the sidebar. */
export const AGENT = 'Agent';
export const LOCAL = 'Local';

/** What watches an app that is being worked on is no part of it. */
export const AS_PACKAGED = { BOWLINE_WATCHDOG: 'off' };

const STOP_LIMIT_MS = 10_000;

export interface Stage {
  display: Display;
  agent: TestAgent;
  app: RunningApp;
  page: Page;
  open(host: string): Promise<ShellTab>;
}

/** @param port where the app finds the agent, if not at its own: a proxy's */
export async function openStage(
  run: Run,
  through?: (port: number) => Promise<number>,
): Promise<Stage> {
  const home = { HOME: testHome() };
  await mkdir(home.HOME, { recursive: true });
  const display = run.use(await openDisplay());
  const agent = await startAgent({ env: home });
  run.use(ending(() => stop(agent)));
  const app = await startApp({ env: { ...display.env, ...home, ...AS_PACKAGED } });
  run.use(ending(() => quit(app)));
  const { window: page } = app;
  await enter(page);
  await addHosts(page, await reachedThrough(agent.link, through));
  return { display, agent, app, page, open: (host) => ShellTab.open(page, host) };
}

export function ending(end: () => Promise<unknown>): AsyncDisposable {
  return { [Symbol.asyncDispose]: async () => void (await end()) };
}

async function addHosts(page: Page, link: string): Promise<void> {
  await addHost(page, { name: AGENT, kind: 'Agent', fields: { 'Pairing link': link } });
  await addHost(page, { name: LOCAL, kind: 'Local shell' });
}

async function reachedThrough(
  link: string,
  through: ((port: number) => Promise<number>) | undefined,
): Promise<string> {
  const { address, ...rest } = parsePairingLink(link);
  if (!through || address.kind !== 'tcp') return link;
  const port = await through(address.port);
  return formatPairingLink({ ...rest, address: { ...address, port } });
}

/** Programs still run in its shells, and nobody is there to be asked about them. */
async function quit(app: RunningApp): Promise<void> {
  await app.electron
    .evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
    })
    .catch(() => undefined); // the run was stopped, and the app with it
  await app.close();
}

async function stop(agent: TestAgent): Promise<void> {
  const limit = setTimeout(() => agent.child.kill('SIGKILL'), STOP_LIMIT_MS);
  await agent.stop();
  clearTimeout(limit);
}
