// Programs that people really use, through tunnels: git, redis, ssh over SOCKS.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '../../support/needs.ts';
import { startSshd, whyNoSshd } from '../../support/sshd.ts';
import { freePort, loopback, TunnelRig } from '../../support/tunnels.ts';

const run = promisify(execFile);

let rig: TunnelRig;
let folder: string;
beforeAll(async () => {
  rig = await TunnelRig.start();
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-programs-'));
});
afterAll(async () => {
  await rig.stop();
  await rm(folder, { recursive: true });
});

function whyNo(program: string): string | undefined {
  const found = (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((dir) => existsSync(path.join(dir, program)));
  return found ? undefined : `there is no ${program}`;
}

describe('git', () => {
  const git = (...args: string[]): Promise<unknown> =>
    run('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args]);

  it('clones over HTTP', async (test) => {
    needs(whyNo('git'), test);
    const source = path.join(folder, 'source');
    await git('init', '--quiet', source);
    await writeFile(path.join(source, 'big'), Buffer.alloc(2_000_000, 'bowline '));
    await git('-C', source, 'add', '.');
    await git('-C', source, 'commit', '--quiet', '-m', 'one');
    await git('clone', '--quiet', '--bare', source, path.join(folder, 'served.git'));
    await git('-C', path.join(folder, 'served.git'), 'update-server-info');
    const files = createServer((request, response) => {
      const file = path.join(folder, new URL(request.url ?? '/', 'http://localhost').pathname);
      readFile(file).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    }).listen(0, '127.0.0.1');
    await once(files, 'listening');
    const { port: at } = files.address() as AddressInfo;
    const local = await rig.open({ kind: 'local', target: loopback(at) });
    const socks = await rig.open({ kind: 'dynamic', target: null });
    const proxy = `http.proxy=socks5h://127.0.0.1:${socks.port}`;
    await git(
      'clone',
      '--quiet',
      `http://127.0.0.1:${local.port}/served.git`,
      path.join(folder, 'a'),
    );
    await git(
      '-c',
      proxy,
      'clone',
      '--quiet',
      `http://localhost:${at}/served.git`,
      path.join(folder, 'b'),
    );
    for (const name of ['a', 'b']) {
      expect((await readFile(path.join(folder, name, 'big'))).byteLength).toBe(2_000_000);
    }
    files.closeAllConnections();
    files.close();
  });
});

describe('redis-cli', () => {
  it('speaks with its server', async (test) => {
    needs(whyNo('redis-server') ?? whyNo('redis-cli'), test);
    const port = await freePort();
    const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder];
    const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of server.stdout.setEncoding('utf8')) {
      if (String(line).includes('Ready to accept')) break;
    }
    const { port: at } = await rig.open({ kind: 'remote', target: loopback(port) });
    const cli = async (...words: string[]): Promise<string> =>
      (await run('redis-cli', ['-p', `${at}`, ...words])).stdout.trim();
    expect(await cli('set', 'knot', 'x'.repeat(100_000))).toBe('OK');
    expect(await cli('get', 'knot')).toBe('x'.repeat(100_000));
    server.kill('SIGTERM');
    await once(server, 'exit');
  });
});

describe('ssh', () => {
  it('goes through SOCKS with a ProxyCommand', async (test) => {
    needs(whyNoSshd() ?? whyNo('nc'), test);
    const sshd = await startSshd();
    await sshd.trustHostKey();
    const { port: socks } = await rig.open({ kind: 'dynamic', target: null });
    const options = sshd.clientOptions.split('\n').filter((option) => option !== '');
    const { stdout } = await run('ssh', [
      ...options.flatMap((option) => ['-o', option]),
      ...['-o', `ProxyCommand=nc -X 5 -x 127.0.0.1:${socks} %h %p`, '-o', 'BatchMode=yes'],
      ...['-i', sshd.identityFile, '-p', `${sshd.port}`, `${sshd.user}@${sshd.host}`],
      'echo through && head -c 3000000 /dev/zero | wc -c',
    ]);
    expect(stdout).toBe('through\n3000000\n');
    await sshd.close();
  });
});
