// Lag on the real app, made by a proxy between it and a real agent: shown in the tab, the status
// line and the panel, said aloud once, and gone when it is gone. The agent beats ten times a
// second here, so that many heartbeats fit into a test.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { formatPairingLink, parsePairingLink } from '../../core/link/pairingLink.ts';
import type { Bridge, Settings } from '../../electron/ipc/contract.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import {
  addHost,
  openHost,
  openSettings,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { FaultProxy } from '../support/faultProxy.ts';
import { seeded } from '../support/random.ts';

declare const window: { bowline: Bridge; states: string[]; spoken: string[] };

/** A PING and a PONG with their headers: what a heartbeat carries in each direction, at least. */
const BEAT_BYTES = 28;

let app: RunningApp;
let agent: TestAgent;
let proxy: FaultProxy;
let page: Page;

test.beforeEach(async () => {
  await beginAgent(100);
  app = await startApp();
  page = app.window;
});
test.afterEach(async () => {
  await app.close();
  await endAgent();
});

async function beginAgent(heartbeatMs: number): Promise<void> {
  agent = await startAgent({ args: ['--heartbeat', String(heartbeatMs)] });
  proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
}

async function endAgent(): Promise<void> {
  await proxy.close();
  await agent.stop();
}

async function openSlowable(settings: Partial<Settings> = {}): Promise<void> {
  await page.evaluate((change) => window.bowline.call('settings:set', change), settings);
  const link = parsePairingLink(agent.link);
  const address = { kind: 'tcp' as const, host: '127.0.0.1', port: proxy.port, tls: false };
  const fields = { 'Pairing link': formatPairingLink({ ...link, address }) };
  await addHost(page, { name: 'Far away', kind: 'Agent', fields });
  await openHost(page, 'Far away');
  await waitForState(page, 'online');
  await watchStates();
}

/** Keeps every state the tab shows, and everything a screen reader would say of it. */
async function watchStates(): Promise<void> {
  await page.evaluate(() => {
    const tab = document.querySelector('[role="tab"]')!;
    const heard = document.querySelector('[role="status"][aria-label="Connection"] .only-heard')!;
    window.states = [tab.getAttribute('data-state')!];
    window.spoken = [];
    const state = () => window.states.push(tab.getAttribute('data-state')!);
    const filter = { attributes: true, attributeFilter: ['data-state'] };
    new MutationObserver(state).observe(tab, filter);
    const say = () => window.spoken.push(heard.textContent);
    new MutationObserver(say).observe(heard, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
}

const states = () => page.evaluate(() => window.states);
const spoken = () => page.evaluate(() => window.spoken);

/** Of every round trip; half of it each way. */
function delay(ms: number): void {
  proxy.up.delayMs = proxy.down.delayMs = ms / 2;
}

async function heartbeats(count: number): Promise<void> {
  const target = proxy.down.carried + count * BEAT_BYTES;
  const carried = () => proxy.down.carried;
  await expect.poll(carried, { intervals: [20] }).toBeGreaterThan(target);
}

/** The seconds without an answer that the status line shows, which are behind those that it said aloud; else NaN. */
async function silence(): Promise<number> {
  const words = /The link is slow\. No answer for (\d+) s\./g;
  const [, shown] = [...(await statusLine().innerText()).matchAll(words)];
  return Number(shown?.[1] ?? NaN);
}

const statusLine = (): Locator => page.getByRole('status', { name: 'Connection' });
const panel = (): Locator => page.getByRole('dialog', { name: 'Connection details' });
const badge = (): Locator => page.locator('[role="tab"] [title="Connection details"]');

test('a slow link is shown with its figure and said aloud, and goes again', async () => {
  // More than a busy machine makes of a link that isn't slow.
  await openSlowable({ slowRoundTripMs: 1_000 });
  await heartbeats(10);
  await expect(badge()).toHaveCount(0);
  delay(2_000);
  await waitForState(page, 'lagging');
  await expect(statusLine()).toContainText('Lagging');
  await expect(statusLine()).toContainText(/The link is slow\. Answers take \d+ ms, usually \d+\./);
  await expect(statusLine()).toContainText(/round trip \d{3,} ms/);
  await expect(badge()).toHaveText(/^slow, \d{3,} ms$/);
  expect(await spoken()).toEqual([expect.stringMatching(/^The link is slow\. Answers take/)]);
  delay(0);
  await waitForState(page, 'online');
  await expect(badge()).toHaveCount(0);
  expect((await spoken()).slice(1)).toEqual([expect.stringMatching(/^No longer slow\./)]);
  expect(await states()).toEqual(['online', 'lagging', 'online']);
});

test('a delay that trembles around the threshold doesn’t make the tab flicker', async () => {
  const random = seeded(1);
  await openSlowable({ slowRoundTripMs: 300 });
  for (let beat = 0; beat < 80; beat++) {
    delay(random.between(250, 350));
    await heartbeats(1);
  }
  expect((await states()).length).toBeLessThanOrEqual(2);
  expect((await spoken()).length).toBeLessThanOrEqual(1);
});

test('silence is shown as it grows, and what is typed into it is marked until it arrives', async () => {
  // Of one that beats seldom: its links count as dead after 32 s, which leaves time to look.
  await endAgent();
  await beginAgent(8_000);
  await openSlowable({ silenceSeconds: 11 });
  proxy.stall();
  await terminal(page).locator('.xterm').click();
  await page.keyboard.type('echo $((6*7))');
  await page.keyboard.press('Enter');
  await expect(statusLine()).toContainText('14 bytes typed, not yet received');
  await waitForState(page, 'lagging');
  await expect.poll(silence).toBeGreaterThanOrEqual(11);
  const first = await silence();
  await expect.poll(silence).toBeGreaterThan(first);
  expect(await spoken()).toEqual([expect.stringMatching(/No answer for \d+ s\./)]);
  proxy.resume();
  await waitForRow(page, '42');
  await waitForState(page, 'online');
  await expect(statusLine()).not.toContainText('typed');
});

test('the panel opens by keyboard, tells where the time goes, and gives the focus back', async () => {
  await openSlowable();
  await typeLine(page, 'echo $((6*7))');
  await waitForRow(page, '42');
  await page.keyboard.press('Control+Shift+I');
  await expect(panel().getByRole('button', { name: 'Close connection details' })).toBeFocused();
  for (const part of ['Link', 'Host', 'App']) {
    const row = panel()
      .locator('dl > div')
      .filter({ hasText: new RegExp(`^${part} `) });
    await expect(row).toContainText(/\d ms$/);
  }
  const curve = panel().getByRole('img', { name: /^Round trip\. Over the last 5 min: from / });
  await expect(curve).toBeVisible();
  await expect(panel()).toContainText(/Received\s*\d/);
  await page.keyboard.press('Escape');
  await expect(panel()).toHaveCount(0);
  await expect(terminal(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('echo $((7*7))\n');
  await waitForRow(page, '49');
  const state = statusLine().getByRole('button', { name: 'Online' });
  await state.focus();
  await page.keyboard.press('Enter');
  await expect(state).toHaveAttribute('aria-expanded', 'true');
  await expect(panel().locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(state).toBeFocused();
});

test('the badge opens the panel, which follows what it shows', async () => {
  await openSlowable();
  delay(900);
  await waitForState(page, 'lagging');
  await badge().click();
  await expect(panel()).toContainText(/The link is slow/);
  delay(0);
  await expect(panel()).toContainText(/Online\./);
  await typeLine(page, 'echo $((6*7))'); // it lies beside the work, and stays
  await waitForRow(page, '42');
  await expect(panel()).toBeVisible();
  await panel().getByRole('button', { name: 'Close connection details' }).click();
  await expect(panel()).toHaveCount(0);
});

test('a threshold that is set in the settings holds for open connections at once', async () => {
  await openSlowable();
  delay(200);
  await heartbeats(20);
  const lag = await openSettings(page, 'Lag and reconnecting');
  const roundTrip = lag.getByLabel('Slow round trip', { exact: true });
  await roundTrip.fill('100');
  await roundTrip.press('Tab');
  await page.locator('[role="tab"][data-state="lagging"]').waitFor();
  await roundTrip.fill('5');
  await roundTrip.press('Tab');
  await expect(roundTrip).toHaveAttribute('aria-invalid', 'true');
  const settings = await page.evaluate(() => window.bowline.call('settings:get'));
  expect(settings.slowRoundTripMs).toBe(100);
});

test('a local shell tells the echo of its keys', async () => {
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(page, 'Here');
  await waitForState(page, 'online');
  await terminal(page).locator('.xterm').click();
  const pressed = async (): Promise<string> => {
    await page.keyboard.press('x');
    return statusLine().innerText();
  };
  await expect.poll(pressed, { intervals: [300] }).toMatch(/echo (< 1|\d+) ms/);
  await page.keyboard.press('Control+Shift+I');
  await expect(panel()).toContainText(/Program\s*(< 1|\d+) ms/);
});
