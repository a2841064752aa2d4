// curl through tunnels, as a person would: pages come, and what can't be had is said at once, with
// the right reply of SOCKS.
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, loopback, TunnelRig, until, type OpenTunnel } from '../../support/tunnels.ts';
import { inWords } from '../../../words/said.ts';

const PAGE = `<p>${'a page '.repeat(1000)}</p>`;

let rig: TunnelRig;
let web: Server;
let port: number;
let socks: OpenTunnel;

beforeAll(async () => {
  rig = await TunnelRig.start();
  web = createServer((_request, response) => response.end(PAGE));
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  ({ port } = web.address() as AddressInfo);
  socks = await rig.open({ kind: 'dynamic', target: null });
});
afterAll(async () => {
  await rig.stop();
  web.closeAllConnections();
  web.close();
});

/** Runs curl to its end. It gives up by itself after 20 s, which no test here waits for. */
function curl(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const all = ['--silent', '--show-error', '--max-time', '20', '--noproxy', '', ...args];
    const child = execFile('curl', all, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const CURL_PROXY_FAILED = 97;

describe('curl through SOCKS', () => {
  it.each([
    ['--socks5-hostname', 'localhost'],
    ['--socks5', '127.0.0.1'],
    ['--socks4a', 'localhost'],
    ['--socks4', '127.0.0.1'],
  ])('%s gets the page', async (option, host) => {
    const got = await curl(option, `127.0.0.1:${socks.port}`, `http://${host}:${port}/`);
    expect(got).toEqual({ code: 0, stdout: PAGE, stderr: '' });
  });

  it('is told of a target that is down', async () => {
    const closed = await freePort();
    const got = await curl(
      '--socks5-hostname',
      `127.0.0.1:${socks.port}`,
      `http://localhost:${closed}/`,
    );
    expect(got.code).toBe(CURL_PROXY_FAILED);
    expect(got.stderr).toContain('(5)');
    const { error } = await until(
      socks.tunnel,
      (status) => status.error?.code === 'target-refused',
    );
    expect(inWords(error?.message)).toBe(`Nothing listens at localhost:${closed}.`);
  });

  it('is told of a name that nobody knows', async () => {
    const got = await curl(
      '--socks5-hostname',
      `127.0.0.1:${socks.port}`,
      'http://no-such-host.invalid/',
    );
    expect(got.code).toBe(CURL_PROXY_FAILED);
    expect(got.stderr).toContain('(4)');
  });

  it('is told of a target that the agent doesn’t allow', async () => {
    const got = await curl('--socks5-hostname', `127.0.0.1:${socks.port}`, 'http://192.0.2.1/');
    expect(got.code).toBe(CURL_PROXY_FAILED);
    expect(got.stderr).toContain('(2)');
    await rig.agent.event('tunnel-forbidden');
  });
});

describe('a SOCKS port with a password', () => {
  it('lets in whoever knows it, and nobody else', async () => {
    const login = { user: 'ann', password: 'open:sesame' };
    const { port: at, tunnel } = await rig.open({ kind: 'dynamic', target: null, login });
    const url = `http://localhost:${port}/`;
    const proxy = ['--socks5-hostname', `127.0.0.1:${at}`];
    expect((await curl(...proxy, '--proxy-user', 'ann:open:sesame', url)).stdout).toBe(PAGE);
    expect((await curl(...proxy, '--proxy-user', 'ann:sesame', url)).code).toBe(CURL_PROXY_FAILED);
    expect((await curl(...proxy, url)).code).toBe(CURL_PROXY_FAILED);
    expect(tunnel.status.error?.code).toBe('socks-login');
  });
});

describe('a program that speaks no SOCKS', () => {
  it('is closed, and the tunnel says so', async () => {
    const got = await curl(`http://127.0.0.1:${socks.port}/`);
    expect(got.code).not.toBe(0);
    expect(got.stdout).toBe('');
    const { error } = await until(socks.tunnel, (status) => status.error?.code === 'socks-bad');
    expect(inWords(error?.hint)).toContain('SOCKS proxy');
  });
});

describe('curl through a local tunnel', () => {
  it('gets the page', async () => {
    const { port: at } = await rig.open({ kind: 'local', target: loopback(port) });
    expect((await curl(`http://127.0.0.1:${at}/`)).stdout).toBe(PAGE);
  });

  it('is closed where nothing answers, and the tunnel says why', async () => {
    const closed = await freePort();
    const { port: at, tunnel } = await rig.open({ kind: 'local', target: loopback(closed) });
    const got = await curl(`http://127.0.0.1:${at}/`);
    expect(got.code).not.toBe(0);
    expect(tunnel.status).toMatchObject({ state: 'running', error: { code: 'target-refused' } });
  });
});
