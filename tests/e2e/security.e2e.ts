// What the window can't do, tried on the real app from inside the window, as a page taken over
// by an attacker would.
import { expect, test } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost } from '../support/drive.ts';

let app: RunningApp;

test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(async () => {
  await app.close();
});

const URL_OF_THE_APP = 'app://bowline/';

test('knows nothing of Node or Electron', async () => {
  const found = await app.window.evaluate(() =>
    ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
  );
  expect(found).toEqual([]);
  expect(await app.window.evaluate(() => Object.keys(window.bowline))).toEqual([
    'call',
    'on',
    'language',
    'pathOf',
  ]);
});

test('runs in a sandbox, in a world of its own', async () => {
  const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as Electron.WebContents & {
      getLastWebPreferences(): Electron.WebPreferences;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('can’t leave its page', async () => {
  for (const url of ['https://example.org/', 'file:///etc/passwd', 'data:text/html,x']) {
    await app.window.evaluate((to) => void (location.href = to), url);
    await app.window.evaluate(() => fetch('/index.html')); // the attempt has been dealt with
    expect(app.window.url()).toBe(URL_OF_THE_APP);
  }
});

test('can’t embed another page', async () => {
  await app.window.evaluate(async () => {
    const frame = document.createElement('iframe');
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    frame.src = 'https://example.org/';
    document.body.append(frame, document.createElement('webview'));
    await loaded;
  });
  const origins = await app.electron.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .flatMap(({ mainFrame }) => mainFrame.framesInSubtree.map((frame) => frame.origin)),
  );
  expect(origins).not.toContain('https://example.org');
  await app.window.reload();
});

test('can’t open windows', async () => {
  expect(await app.window.evaluate(() => window.open('https://example.org/'))).toBeNull();
  expect(app.electron.windows()).toHaveLength(1);
});

test('gets no permission, whatever it asks for', async () => {
  const states = await app.window.evaluate(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read'];
    const asked = names.map((name) =>
      navigator.permissions.query({ name } as PermissionDescriptor),
    );
    return (await Promise.all(asked)).map((permission) => permission.state);
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
  const camera = app.window.evaluate(() => navigator.mediaDevices.getUserMedia({ video: true }));
  await expect(camera).rejects.toThrow();
  const clipboard = app.window.evaluate(() => navigator.clipboard.readText());
  await expect(clipboard).rejects.toThrow();
});

test('its policy stops inline scripts, foreign pictures and foreign requests', async () => {
  await app.window.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      seen.push(effectiveDirective),
    );
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    const image = document.createElement('img');
    image.src = 'https://example.org/x.png';
    document.body.append(script, image);
    void fetch('https://example.org/').catch(() => undefined);
  });
  const seen = (): Promise<string[]> =>
    app.window.evaluate(() => (window as unknown as { seen: string[] }).seen);
  for (const directive of ['script-src-elem', 'img-src', 'connect-src']) {
    await expect.poll(seen).toContain(directive);
  }
  expect(await app.window.evaluate(() => 'ran' in window)).toBe(false);
});

test('text never becomes code', async () => {
  // In a task of its own: what a debugger evaluates directly is let off the policy.
  const outcome = await app.window.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('return 1')());
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      }),
  );
  expect(outcome).toBe('EvalError');
});

test('draws itself without breaking its own policy', async () => {
  const complaints: string[] = [];
  app.window.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await app.window.reload();
  await app.window.getByRole('button', { name: 'Add host', exact: true }).first().waitFor();
  expect(complaints).toEqual([]);
});

test('only calls of the contract get through, with well-formed arguments', async () => {
  const outcomes = await app.window.evaluate(async () => {
    const call = window.bowline.call as (name: string, ...args: unknown[]) => Promise<unknown>;
    const attempts: [string, ...unknown[]][] = [
      ['shells:spawn', '/bin/sh'],
      ['ELECTRON_BROWSER_REQUIRE', 'fs'],
      ['shells:open', { evil: true }, 80, 24],
      ['hosts:save', { name: 'x' }, null],
      ['app:openLink', 'file:///bin/sh'],
      ['app:openLink', 'smb://server/share'],
      ['app:openLink', 'mailto:a@example.org?subject=x&attach=/etc/passwd'],
    ];
    return Promise.all(
      attempts.map(([name, ...args]) => call(name, ...args).then(String, (e: Error) => e.message)),
    );
  });
  expect(outcomes.slice(0, 2)).toEqual([
    'There is no call “shells:spawn”.',
    'There is no call “ELECTRON_BROWSER_REQUIRE”.',
  ]);
  for (const outcome of outcomes.slice(2)) expect(outcome).toMatch(/^Bowline refused this request/);
});

test('a frame inside the page is refused by main, though the page is ours', async () => {
  // Only a page that got round the bridge could do this; main must not rely on the bridge.
  const reply = await app.electron.evaluate(async ({ ipcMain, BrowserWindow }) => {
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, CallHandler> })
      ._invokeHandlers;
    type CallHandler = (event: object, ...args: unknown[]) => Promise<unknown>;
    const contents = BrowserWindow.getAllWindows()[0]!.webContents;
    const senders = [
      { sender: contents, senderFrame: { parent: contents.mainFrame, origin: 'app://bowline' } },
      { sender: contents, senderFrame: { parent: null, origin: 'https://example.org' } },
      { sender: {}, senderFrame: { parent: null, origin: 'app://bowline' } },
      { sender: contents, senderFrame: null },
    ];
    return Promise.all(senders.map((event) => handlers.get('hosts:list')!(event)));
  });
  for (const one of reply) expect(one).toMatchObject({ ok: false });
});

test('never sees a stored pairing link again', async () => {
  const token = 'tok_0123456789abcdefghijklmnop';
  const link = `bowline://127.0.0.1:7722/?v=1&token=${token}`;
  await addHost(app.window, { name: 'Agent', kind: 'Agent', fields: { 'Pairing link': link } });
  const known = await app.window.evaluate(() => window.bowline.call('hosts:list'));
  expect(known).toMatchObject([{ name: 'Agent', pairingLink: '', detail: 'ws://127.0.0.1:7722' }]);
  expect(JSON.stringify(known)).not.toContain(token);
});
