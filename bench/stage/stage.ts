// What a bench measures on: the real app on a virtual display, the real agent in a process of
// its own, and a saved host for each. All of it is ended with the run.
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { openDisplay, type Display } from '../../build/display.ts';
import { testHome } from '../../build/testing/testHome.ts';
import { formatPairingLink, parsePairingLink } from '../../core/link/pairingLink.ts';
import { startAgent, type TestAgent } from '../../tests/support/agent.ts';
import { startApp, type RunningApp } from '../../tests/support/app.ts';
import { addHost } from '../../tests/support/drive.ts';
import { agreeToLeave } from '../../tests/support/leaveDialog.ts';
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

/**
 * @param through where the app finds the agent, if not at its own port: a proxy's
 * @param userData a folder that outlives the app, to start it once more
 */
export async function openStage(
  run: Run,
  through?: (port: number) => Promise<number>,
  userData?: string,
): Promise<Stage> {
  const home = { HOME: testHome() };
  await mkdir(home.HOME, { recursive: true });
  const display = run.use(await openDisplay());
  const agent = await startAgent({ env: home });
  run.use(ending(() => stop(agent)));
  const app = await openApp(run, display, userData);
  const { window: page } = app;
  await enter(page);
  await addHosts(page, await reachedThrough(agent.link, through));
  return { display, agent, app, page, open: (host) => ShellTab.open(page, host) };
}

async function openApp(run: Run, display: Display, userData?: string): Promise<RunningApp> {
  const env = { ...display.env, HOME: testHome(), ...AS_PACKAGED };
  const app = await startApp({ env, ...(userData === undefined ? {} : { userData }) });
  run.use(ending(() => (isGone(app) ? Promise.resolve() : quit(app))));
  return app;
}

/**
 * Ends the app by kill -9 and starts it again on the same folder; its first window is there then.
 * `gone` is called in between.
 */
export async function startAgain(
  run: Run,
  { app, display, ...stage }: Stage,
  gone: () => void,
): Promise<Stage> {
  const process = app.electron.process();
  const exited = once(process, 'exit');
  process.kill('SIGKILL');
  await exited;
  gone();
  const next = await openApp(run, display, app.userData);
  const { window: page } = next;
  return { ...stage, display, app: next, page, open: (host) => ShellTab.open(page, host) };
}

function isGone({ electron }: RunningApp): boolean {
  const { exitCode, signalCode } = electron.process();
  return exitCode !== null || signalCode !== null;
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

/**
 * Programs still run in its shells, and nobody is there to be asked about them. An earlier commit asks
 * otherwise, and a run that was stopped took the app with it.
 */
async function quit(app: RunningApp): Promise<void> {
  await agreeToLeave(app.electron).catch(() => undefined);
  await app.close();
}

async function stop(agent: TestAgent): Promise<void> {
  const limit = setTimeout(() => agent.child.kill('SIGKILL'), STOP_LIMIT_MS);
  await agent.stop();
  clearTimeout(limit);
}
