// A browser with the SOCKS port as its proxy: it sees pages that only the agent's machine knows
// the names of, and says at once what can't be had.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browse, whyNoBrowser } from '../../support/browser.ts';
import { needs } from '../../support/needs.ts';
import { freePort, TunnelRig, type OpenTunnel } from '../../support/tunnels.ts';

/** Only the agent can look this up. */
const NAME = 'intranet.bowline.test';
const LINES = 20_000;
const SCRIPT = `for (let n = 1; n <= ${LINES}; n++) document.write('line ' + n + '<br>');`;
/** Makes the script longer than any window on the way. */
const PADDING = `/*${' '.repeat(2_000_000)}*/`;

const asked: string[] = [];
let rig: TunnelRig;
let web: Server;
let port: number;
let socks: OpenTunnel;

beforeAll(async () => {
  const known = pathToFileURL(path.resolve(import.meta.dirname, '../../support/knownName.mjs'));
  const env = { KNOWN_NAME: NAME, NODE_OPTIONS: `--import=${known.href}` };
  // It leads to loopback, where other names than the machine's own have to be allowed.
  rig = await TunnelRig.start({ env, args: ['--allow-forward', '127.0.0.0/8:*'] });
  web = createServer((request, response) => {
    asked.push(`${request.headers.host}${request.url}`);
    const isScript = request.url === '/script.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? PADDING + SCRIPT : '<p>Through.</p><script src="/script.js"></script>');
  });
  await once(web.listen(0, '127.0.0.1'), 'listening');
  ({ port } = web.address() as AddressInfo);
  socks = await rig.open({ kind: 'dynamic', target: null });
});
afterAll(async () => {
  await rig.stop();
  web.closeAllConnections();
  web.close();
});

it('shows a page by a name that only the agent knows', async (test) => {
  needs(whyNoBrowser(), test);
  const [visit] = await browse(socks.port, [`http://${NAME}:${port}/page`]);
  expect(visit?.error).toBeUndefined();
  expect(visit?.text).toMatch(/^Through\.\s+line 1\n/);
  expect(visit?.text?.trimEnd().endsWith(`line ${LINES}`)).toBe(true);
  expect(asked).toEqual(
    expect.arrayContaining([`${NAME}:${port}/page`, `${NAME}:${port}/script.js`]),
  );
  expect(socks.tunnel.status.down).toBeGreaterThan(PADDING.length);
  expect(socks.tunnel.status.total).toBeGreaterThan(0);
});

it('shows pages of the agent’s loopback by its name and address', async (test) => {
  needs(whyNoBrowser(), test);
  const before = socks.tunnel.status.total ?? 0;
  const urls = ['localhost', '127.0.0.1'].map((host) => `http://${host}:${port}/loopback`);
  const visits = await browse(socks.port, urls);
  expect(visits.map(({ text }) => text?.slice(0, 8))).toEqual(['Through.', 'Through.']);
  expect(socks.tunnel.status.total).toBeGreaterThanOrEqual(before + 2);
});

it('shows the proxy’s error where nothing is to be had', async (test) => {
  needs(whyNoBrowser(), test);
  const closed = await freePort();
  const told = new Set<string | undefined>();
  const stop = socks.tunnel.subscribe(() => told.add(socks.tunnel.status.error?.code));
  const urls = [`http://${NAME}:${closed}/`, 'http://nowhere.bowline.test/', 'http://192.0.2.1/'];
  const visits = await browse(socks.port, urls);
  stop();
  // Not ERR_NAME_NOT_RESOLVED: it is the agent that looked the name up, in vain.
  const refused: unknown = expect.stringMatching(/^ERR_SOCKS_CONNECTION/);
  expect(visits.map(({ error }) => error)).toEqual(urls.map(() => refused));
  const codes = ['target-refused', 'target-unknown', 'forward-forbidden'];
  expect([...told]).toEqual(expect.arrayContaining(codes));
  await rig.agent.event('tunnel-forbidden');
});
