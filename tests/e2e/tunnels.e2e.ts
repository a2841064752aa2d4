// Tunnels on the real app: added in its window for an agent host and for an SSH host, used with a
// real client, seen in figures, stopped; what goes wrong, and that they are back after a restart.
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { curl, whyNoCurl } from '../support/curl.ts';
import { addHost, hostEntry, openHost, waitForState, type HostEntry } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { Restarting } from '../support/restart.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';
import { freePort, startWebServer, type WebServer } from '../support/webServer.ts';

let run: Restarting;
let web: WebServer;

test.beforeEach(async () => {
  needs(whyNoCurl(), test);
  web = await startWebServer();
  run = await Restarting.start();
});
test.afterEach(async () => {
  await run?.end();
  await web?.close();
});

async function openTunnels(name: string): Promise<Locator> {
  await hostEntry(run.window, name).click({ button: 'right' });
  await run.window.getByRole('menuitem', { name: 'Tunnels…' }).click();
  const dialog = run.window.getByRole('dialog', { name: `Tunnels of ${name}` });
  await dialog.waitFor();
  return dialog;
}

interface Typed {
  kind: 'Local' | 'Remote' | 'SOCKS proxy';
  fields: Record<string, string>;
  withHost?: boolean;
}

function form(window: Page): Locator {
  return window.getByRole('dialog', { name: /^(Add|Edit) tunnel/ });
}

/** Fills the form in, beginning at the list, and starts the tunnel. */
async function addTunnel(dialog: Locator, { kind, fields, withHost }: Typed): Promise<void> {
  const first = dialog.getByRole('button', { name: `Add a tunnel: ${kind}` });
  await first.or(dialog.getByRole('button', { name: 'Add tunnel', exact: true })).click();
  const fresh = form(run.window);
  await fresh.getByRole('radio', { name: kind }).check();
  for (const [label, value] of Object.entries(fields)) {
    await fresh.getByLabel(label, { exact: true }).fill(value);
  }
  if (withHost) await fresh.getByRole('checkbox', { name: /^Start with the first shell/ }).check();
  await fresh.getByRole('button', { name: 'Save and start' }).click();
}

function row(window: Page, name: string): Locator {
  return window.locator('li[data-tunnel]').filter({ hasText: name });
}

async function reaches(name: string, state: string): Promise<Locator> {
  const found = row(run.window, name);
  await expect(found).toHaveAttribute('data-state', state);
  return found;
}

/** The states that a tunnel goes through from now on: some last for a moment only. */
async function statesOf(name: string): Promise<() => Promise<string[]>> {
  const seen = await row(run.window, name).evaluateHandle((tunnel) => {
    const states: string[] = [];
    const look = () => states.push(tunnel.getAttribute('data-state') ?? '');
    new MutationObserver(look).observe(tunnel, { attributeFilter: ['data-state'] });
    return states;
  });
  return () => seen.jsonValue();
}

test.describe('on an agent host', () => {
  let agent: TestAgent;
  test.beforeEach(async () => {
    agent = await startAgent();
    const fields = { 'Pairing link': agent.link };
    await addHost(run.window, { name: 'Box', kind: 'Agent', fields });
  });
  test.afterEach(async () => {
    await agent?.stop();
  });

  function local(port: number, name = 'web'): Typed {
    const ports = { 'Listening port': String(port), 'Target port': String(web.port) };
    return { kind: 'Local', fields: { Name: name, ...ports } };
  }

  test('a page is fetched, the figures move, and nobody is there after a stop', async () => {
    const port = await freePort();
    await addTunnel(await openTunnels('Box'), local(port));
    const tunnel = await reaches('web', 'running');
    await expect(tunnel.getByText(`127.0.0.1:${port} here → localhost:${web.port}`)).toBeVisible();
    await expect(tunnel.getByRole('button', { name: 'Stop web' })).toBeFocused();
    expect(await curl(`http://127.0.0.1:${port}/a`)).toBe('page of /a');
    await expect(tunnel.getByText(/0 connections open · 1 so far/)).toBeVisible();
    await expect(tunnel.getByText(/bytes sent · .*bytes received/)).toBeVisible();
    expect(await curl(`http://127.0.0.1:${port}/b`)).toBe('page of /b');
    await expect(tunnel.getByText(/2 so far/)).toBeVisible();
    await expect(hostEntry(run.window, 'Box')).toContainText('1 tunnel');
    await tunnel.getByRole('button', { name: 'Stop web' }).click();
    await reaches('web', 'stopped');
    expect(await curl(`http://127.0.0.1:${port}/`)).toBe(7);
    await expect(hostEntry(run.window, 'Box')).not.toContainText('tunnel');
  });

  test('a proxy asks for its login, and its password never reaches the window', async () => {
    const port = await freePort();
    const login = { User: 'me', Password: 'open sesame' };
    const fields = { 'Listening port': String(port), ...login };
    await addTunnel(await openTunnels('Box'), { kind: 'SOCKS proxy', fields });
    const tunnel = await reaches('SOCKS proxy', 'running');
    const page = `http://localhost:${web.port}/c`;
    const proxy = ['--proxy', `socks5h://127.0.0.1:${port}`];
    expect(await curl(...proxy, '--proxy-user', 'me:open sesame', page)).toBe('page of /c');
    expect(await curl(...proxy, page)).toBe(97);
    await tunnel.getByRole('button', { name: 'Edit SOCKS proxy' }).click();
    await expect(form(run.window).getByLabel('Password', { exact: true })).toHaveValue('');
  });

  test('a port that is taken is told at the field and in the list; another tunnel goes on', async () => {
    const port = await freePort();
    const dialog = await openTunnels('Box');
    await addTunnel(dialog, local(port));
    await reaches('web', 'running');
    await addTunnel(dialog, local(web.port, 'taken'));
    const field = form(run.window).getByLabel('Listening port', { exact: true });
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toBeFocused();
    await expect(form(run.window).getByText(/Another program listens on/)).toBeVisible();
    await form(run.window).getByRole('button', { name: 'Cancel' }).click();
    const taken = await reaches('taken', 'failed');
    await expect(taken.getByText(/Another program listens on/)).toBeVisible();
    expect(await curl(`http://127.0.0.1:${port}/`)).toBe('page of /');
    await taken.getByRole('button', { name: 'Edit taken' }).click();
    await form(run.window).getByLabel('Listening port', { exact: true }).fill('0');
    await form(run.window).getByRole('button', { name: 'Save and start' }).click();
    await reaches('taken', 'running');
  });

  test('a file in the way of a socket is told at its path, again when it is edited', async () => {
    const path = join(run.userData, 'notes.txt');
    writeFileSync(path, 'mine');
    const fields = { Name: 'sock', 'Listen here at': path, 'Target port': String(web.port) };
    await addTunnel(await openTunnels('Box'), { kind: 'Local', fields });
    const field = form(run.window).getByLabel('Listen here at', { exact: true });
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toBeFocused();
    await form(run.window).getByRole('button', { name: 'Cancel' }).click();
    const failed = await reaches('sock', 'failed');
    await failed.getByRole('button', { name: 'Edit sock' }).click();
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  });

  test('the form says how many connections it cuts, and a new name cuts none', async () => {
    const port = await freePort();
    await addTunnel(await openTunnels('Box'), local(port));
    const tunnel = await reaches('web', 'running');
    const client = connect(port, '127.0.0.1');
    await expect(tunnel.getByText(/1 connection open/)).toBeVisible();
    await tunnel.getByRole('button', { name: 'Edit web' }).click();
    const cuts = form(run.window).getByText('Saving cuts 1 open connection.');
    await form(run.window).getByLabel('Target port', { exact: true }).fill('81');
    await expect(cuts).toBeVisible();
    await form(run.window).getByLabel('Target port', { exact: true }).fill(String(web.port));
    await expect(cuts).toBeHidden();
    await form(run.window).getByLabel('Name', { exact: true }).fill('page');
    await form(run.window).getByRole('button', { name: 'Save', exact: true }).click();
    await expect((await reaches('page', 'running')).getByText(/1 connection open/)).toBeVisible();
    client.destroy();
  });

  test('a target that refuses is told in the list', async () => {
    const port = await freePort();
    const nobody = String(await freePort());
    const ports = { 'Listening port': String(port), 'Target port': nobody };
    await addTunnel(await openTunnels('Box'), { kind: 'Local', fields: { Name: 'db', ...ports } });
    const tunnel = await reaches('db', 'running');
    expect(typeof (await curl(`http://127.0.0.1:${port}/`))).toBe('number');
    await expect(tunnel.getByText(`Nothing listens at localhost:${nobody}.`)).toBeVisible();
  });

  test('what ran when the app was killed runs again; what was stopped does not', async () => {
    const [kept, stopped] = [await freePort(), await freePort()];
    const dialog = await openTunnels('Box');
    await addTunnel(dialog, local(kept, 'kept'));
    await reaches('kept', 'running');
    await addTunnel(dialog, local(stopped, 'given up'));
    const other = await reaches('given up', 'running');
    await other.getByRole('button', { name: 'Stop given up' }).click();
    await reaches('given up', 'stopped');
    await run.kill();
    await run.startAgain();
    await expect(hostEntry(run.window, 'Box')).toContainText('1 tunnel');
    expect(await curl(`http://127.0.0.1:${kept}/`)).toBe('page of /');
    expect(await curl(`http://127.0.0.1:${stopped}/`)).toBe(7);
    await run.quit();
    await run.startAgain();
    await expect(hostEntry(run.window, 'Box')).toContainText('1 tunnel');
  });

  test('one that starts with its host starts with the first shell, once', async () => {
    const port = await freePort();
    await addTunnel(await openTunnels('Box'), { ...local(port), withHost: true });
    const tunnel = await reaches('web', 'running');
    await tunnel.getByRole('button', { name: 'Stop web' }).click();
    await reaches('web', 'stopped');
    await run.window.keyboard.press('Escape');
    await openHost(run.window, 'Box');
    await waitForState(run.window, 'online');
    await expect(hostEntry(run.window, 'Box')).toContainText('1 tunnel');
    expect(await curl(`http://127.0.0.1:${port}/`)).toBe('page of /');
    await run.window.keyboard.press('Control+Shift+O');
    await row(run.window, 'web').getByRole('button', { name: 'Stop web' }).click();
    await reaches('web', 'stopped');
    await run.window.keyboard.press('Escape');
    await openHost(run.window, 'Box');
    await waitForState(run.window, 'online');
    await expect(hostEntry(run.window, 'Box')).not.toContainText('tunnel');
  });

  test('the page of a tunnel is opened in the browser only after a question', async () => {
    const port = await freePort();
    await run.app.electron.evaluate(({ shell }) => {
      shell.openExternal = (url) => {
        (globalThis as { opened?: string }).opened = url;
        return Promise.resolve();
      };
    });
    const opened = () =>
      run.app.electron.evaluate(() => (globalThis as { opened?: string }).opened ?? '');
    await addTunnel(await openTunnels('Box'), local(port));
    const tunnel = await reaches('web', 'running');
    const now = tunnel.getByRole('button', { name: /^Open http.* now$/ });
    await tunnel.getByRole('button', { name: 'Open web in browser' }).click();
    await expect(now).toBeVisible();
    expect(await opened()).toBe('');
    await run.window.keyboard.press('Escape');
    await expect(now).toBeHidden();
    await tunnel.getByRole('button', { name: 'Open web in browser' }).click();
    await now.click();
    await expect.poll(opened).toBe(`http://127.0.0.1:${port}/`);
  });
});

test.describe('on an SSH host', () => {
  let sshd: TestSshd;
  test.beforeEach(async () => {
    needs(whyNoSshd(), test);
    sshd = await startSshd();
    await sshd.trustHostKey();
  });
  test.afterEach(async () => {
    await sshd?.close();
  });

  function entry(change: NonNullable<HostEntry['fields']> = {}): HostEntry {
    const { host: Address, port, user: User, identityFile, clientOptions: Options } = sshd;
    const fields = { Address, Port: String(port), User, 'Identity file': identityFile, Options };
    return { name: 'Server', kind: 'SSH', fields: { ...fields, ...change } };
  }

  async function addLocal(port: number): Promise<void> {
    const ports = { 'Listening port': String(port), 'Target port': String(web.port) };
    const fields = { Name: 'web', ...ports };
    await addTunnel(await openTunnels('Server'), { kind: 'Local', fields });
  }

  test('a page is fetched, also after a cut, and nobody is there after a stop', async () => {
    await addHost(run.window, entry());
    const port = await freePort();
    await addLocal(port);
    const tunnel = await reaches('web', 'running');
    expect(await curl(`http://127.0.0.1:${port}/a`)).toBe('page of /a');
    await expect(tunnel.getByText(/OpenSSH carries it/)).toBeVisible();
    const states = await statesOf('web');
    sshd.dropConnections();
    await expect.poll(states).toEqual(expect.arrayContaining(['waiting', 'running']));
    expect(await curl(`http://127.0.0.1:${port}/b`)).toBe('page of /b');
    await tunnel.getByRole('button', { name: 'Stop web' }).click();
    await reaches('web', 'stopped');
    expect(await curl(`http://127.0.0.1:${port}/`)).toBe(7);
  });

  test('the password that ssh wants is asked for among the tunnels', async () => {
    const options = `${sshd.clientOptions}\nPreferredAuthentications=password`;
    await addHost(run.window, entry({ 'Identity file': '', Options: options }));
    const port = await freePort();
    await addLocal(port);
    const answer = run.window.getByLabel(/^ssh asks: .*password:$/);
    await expect(answer).toBeFocused();
    await expect(answer).toHaveAttribute('type', 'password');
    await answer.fill(sshd.password);
    await run.window.keyboard.press('Enter');
    await reaches('web', 'running');
    expect(await curl(`http://127.0.0.1:${port}/`)).toBe('page of /');
  });

  test('a pane of its host says that ssh asks, and leads to the answer', async () => {
    const options = `${sshd.clientOptions}\nPreferredAuthentications=password`;
    await addHost(run.window, entry({ 'Identity file': '', Options: options }));
    await openHost(run.window, 'Server');
    await addLocal(await freePort());
    const answer = run.window.getByLabel(/^ssh asks: .*password:$/);
    await expect(answer).toBeFocused();
    await run.window.getByRole('button', { name: 'Done', exact: true }).click();
    // The pane's own login asks first.
    const own = run.window.locator('[data-login="password"]');
    await own.locator('input[type="password"]').fill(sshd.password);
    await run.window.keyboard.press('Enter');
    const card = run.window.getByRole('group', { name: 'A question' });
    await expect(card).toContainText('ssh asks something for the tunnels of Server.');
    await card.getByRole('button', { name: 'Answer…' }).click();
    await expect(answer).toBeFocused();
  });
});
