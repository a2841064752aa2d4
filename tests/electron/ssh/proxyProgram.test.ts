// bowline-proxy alone, before proxies that refuse, lie and babble: each comes to one line, of which the app
// makes words, and to nothing of what the proxy said.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nativeFolder } from '../../../core/native/nativeFolder.ts';
import { sshFailure } from '../../../electron/ssh/sshEnding.ts';
import { inWords } from '../../../words/said.ts';
import { needs } from '../../support/needs.ts';
import { WayProxy, type WayProxyOptions } from '../../support/wayProxy.ts';

const program = join(nativeFolder() ?? '', 'bowline-proxy');
const why = existsSync(program) ? undefined : 'bowline-proxy is not compiled';
const proxies: WayProxy[] = [];

beforeEach((test) => needs(why, test));
afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

async function run(words: readonly string[]): Promise<Ended> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: {} });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (piece) => (said[name] += String(piece)));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

async function through(options: WayProxyOptions, user = '', host = 'web.example'): Promise<Ended> {
  const proxy = await WayProxy.open(options);
  proxies.push(proxy);
  return run([options.kind, '127.0.0.1', String(proxy.port), `=${user}`, host, '22']);
}

/** As a person is told it, at the end of a connection that was never up. */
function told({ stderr }: Ended): string {
  const said = `${stderr}proxy dialer did not pass back a connection\r\n`;
  const exit = { code: 255, signal: null };
  const host = { name: 'web', address: 'web', port: '', user: '', identityFile: '' };
  const target = { ...host, jumpHost: '', options: '' };
  const failure = sshFailure(target, { exit, wasOnline: false, said }, 'linux');
  return `${inWords(failure.said)} ${inWords(failure.advice)}`;
}

const says = (...pieces: (string | number[])[]) => ({
  says: (socket: Socket) => {
    for (const piece of pieces) {
      socket.write(typeof piece === 'string' ? piece : Buffer.from(piece));
    }
  },
});
const closes = { says: (socket: Socket) => void socket.end() };
const BABBLE = 'X-Babble: \x1b[31mred\r\n'.repeat(2_000);

describe('what goes wrong is one line, and words', () => {
  it.each<[string, WayProxyOptions, string, RegExp]>([
    [
      'a SOCKS proxy that is none',
      { kind: 'socks5', ...says('HTTP/1.1 400 Bad\r\n\r\n') },
      'no-socks',
      /no SOCKS 5 proxy/,
    ],
    [
      'an HTTP proxy that is none',
      { kind: 'http', ...says('SSH-2.0-OpenSSH_9.2\r\n') },
      'no-http',
      /no HTTP proxy/,
    ],
    ['bytes of nothing', { kind: 'http', ...says([0, 1, 2, 255]) }, 'no-http', /no HTTP proxy/],
    [
      'a status that is none',
      { kind: 'http', ...says('HTTP/x.y ok\r\n\r\n') },
      'no-http',
      /no HTTP proxy/,
    ],
    [
      'headers without end',
      { kind: 'http', ...says(`HTTP/1.1 200 OK\r\n${BABBLE}`) },
      'too-much',
      /no HTTP proxy/,
    ],
    [
      'a line without end',
      { kind: 'http', ...says(`HTTP/1.1 200 ${'x'.repeat(100_000)}`) },
      'too-much',
      /no HTTP proxy/,
    ],
    ['the end at once', { kind: 'socks5', ...closes }, 'lost', /closed the connection/],
    ['the end at once, of HTTP', { kind: 'http', ...closes }, 'lost', /closed the connection/],
    [
      'a login that wasn’t offered',
      { kind: 'socks5', ...says([5, 2]) },
      'no-socks',
      /no SOCKS 5 proxy/,
    ],
    [
      'an address of no kind',
      { kind: 'socks5', ...says([5, 0], [5, 0, 0, 9]) },
      'no-socks',
      /no SOCKS 5 proxy/,
    ],
    ['a rule', { kind: 'socks5', refuses: 2 }, 'socks-refused 2', /its rules forbid it/],
    ['a host that refuses', { kind: 'socks5', refuses: 5 }, 'socks-refused 5', /host refuses/],
    [
      'a code that isn’t any',
      { kind: 'socks5', refuses: 99 },
      'socks-refused 99',
      /answers with 99/,
    ],
    ['a rule of HTTP', { kind: 'http', refuses: 403 }, 'http-refused 403', /forbids connections/],
    ['a bad gateway', { kind: 'http', refuses: 502 }, 'http-refused 502', /answers with 502/],
    [
      'a login',
      { kind: 'socks5', login: { user: 'a', password: 'b' } },
      'wants-login',
      /wants a user/,
    ],
    [
      'a login of HTTP',
      { kind: 'http', login: { user: 'a', password: 'b' } },
      'wants-login',
      /wants a user/,
    ],
  ])('%s', async (_, options, line, words) => {
    const ended = await through(options);
    expect(ended).toEqual({ code: 1, stdout: '', stderr: `bowline-proxy: ${line}\n` });
    expect(told(ended)).toMatch(words);
  });

  it('nobody to give a password', async () => {
    for (const kind of ['socks5', 'http'] as const) {
      const ended = await through({ kind, login: { user: 'a', password: 'b' } }, 'a');
      expect(ended).toEqual({ code: 1, stdout: '', stderr: 'bowline-proxy: no-password\n' });
      expect(told(ended)).toMatch(/none to give it\. Open a shell/);
    }
  });

  it('a proxy that isn’t there, and one that nobody knows', async () => {
    const proxy = await WayProxy.open({ kind: 'http' });
    const port = String(proxy.port);
    await proxy.close();
    const refused = await run(['http', '127.0.0.1', port, '=', 'web', '22']);
    expect(refused.stderr).toMatch(/^bowline-proxy: refused /);
    expect(told(refused)).toMatch(/The proxy refused the connection/);
    const unknown = await run(['socks5', 'proxy.invalid', port, '=', 'web', '22']);
    expect(unknown.stderr).toBe('bowline-proxy: unknown proxy.invalid\n');
    expect(told(unknown)).toMatch(/no proxy called “proxy\.invalid”/);
  });
});

it('takes no words that it doesn’t understand', async () => {
  const good = ['http', '127.0.0.1', '1', '=', 'web', '22'];
  const wrong = [
    ...[[], good.slice(1), [...good, 'more'], good.with(0, 'telnet'), good.with(3, 'user')],
    ...[good.with(3, '=%'), good.with(3, '=%00'), good.with(3, '=%0g'), good.with(5, '0')],
    ...[good.with(5, '65536'), good.with(4, ''), good.with(4, 'a\r\nb'), good.with(4, 'a b')],
    ...[good.with(4, 'x'.repeat(256)), good.with(3, `=${'x'.repeat(256)}`)],
  ];
  for (const words of wrong) {
    expect([words, await run(words)]).toEqual([
      words,
      { code: 1, stdout: '', stderr: 'bowline-proxy: misused\n' },
    ]);
  }
});
