// Real SFTP servers: OpenSSH's over pipes, without any ssh; ProFTPD's and asyncssh's through ssh.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './webServer.ts';
import { openSftp, type SftpClient } from '../../core/sftp/sftpClient.ts';
import type { SftpPipes } from '../../core/sftp/sftpPipes.ts';

const PLACES = ['/usr/lib/openssh/sftp-server', '/usr/libexec/sftp-server'];
const SERVER = PLACES.find((path) => existsSync(path));

export function whyNoSftpServer(): string | undefined {
  return SERVER ? undefined : 'no sftp-server is installed (package openssh-sftp-server)';
}

/** A program that speaks SFTP on its input and output; ended with the test. */
export function pipesTo(file: string, args: readonly string[]): SftpPipes {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const close = (): Promise<void> => {
    child.kill('SIGKILL');
    child.stdout.destroy();
    return gone;
  };
  onTestFinished(close);
  return { readable: child.stdout, writable: child.stdin, close };
}

/** Options as `sftp-server` has them: `-R`, `-P limits,fsync`. */
export function openOpenSsh(...options: string[]): Promise<SftpClient> {
  return openSftp(pipesTo(SERVER!, ['-e', ...options]));
}

export interface OtherServer {
  /** Over a login of its own, ended with the test. */
  open(): Promise<SftpClient>;
  /** Where its users may do as they like. */
  folder(): string;
  close(): Promise<void>;
}

export function whyNoProftpd(): string | undefined {
  if (!existsSync('/usr/sbin/proftpd')) return 'proftpd is not installed (package proftpd-core)';
  if (!existsSync('/usr/lib/proftpd/mod_sftp.so')) {
    return 'mod_sftp is not installed (package proftpd-mod-crypto)';
  }
  return process.getuid?.() === 0 ? undefined : 'proftpd needs root';
}

export function whyNoAsyncssh(): string | undefined {
  const { status } = spawnSync(PYTHON, ['-c', 'import asyncssh'], { stdio: 'ignore' });
  return status === 0 ? undefined : 'asyncssh is not installed (package python3-asyncssh)';
}

const PYTHON = '/usr/bin/python3';
/** `nobody`'s, on Debian. */
const NOBODY = 65534;

/** `whyNoProftpd()` has been asked. */
export async function startProftpd(): Promise<OtherServer> {
  const dir = makeFolder('proftpd');
  const key = makeKeys(dir);
  const port = await freePort();
  execFileSync('sh', ['-c', `ssh-keygen -e -f ${key}.pub > ${dir}/authorized`]);
  writeFileSync(`${dir}/passwd`, `anna:x:${NOBODY}:${NOBODY}::${dir}:/bin/sh\n`, { mode: 0o600 });
  writeFileSync(`${dir}/group`, `anna:x:${NOBODY}:\n`, { mode: 0o600 });
  writeFileSync(`${dir}/conf`, proftpdConfiguration(dir, port));
  const child = spawn('/usr/sbin/proftpd', ['-n', '-q', '-c', `${dir}/conf`], { stdio: 'ignore' });
  await listens(port);
  return otherServer({ child, dir, port, key, owner: NOBODY });
}

function proftpdConfiguration(dir: string, port: number): string {
  return [
    'ModulePath /usr/lib/proftpd',
    'LoadModule mod_sftp.c',
    'ServerType standalone',
    'DefaultAddress 127.0.0.1',
    'UseIPv6 off',
    `Port ${port}`,
    'User nobody',
    'Group nogroup',
    `PidFile ${dir}/pid`,
    'ScoreboardFile none',
    'WtmpLog off',
    'RequireValidShell off',
    'AuthOrder mod_auth_file.c',
    `AuthUserFile ${dir}/passwd`,
    `AuthGroupFile ${dir}/group`,
    'AllowOverwrite on',
    'Umask 022',
    'SFTPEngine on',
    `SFTPLog ${dir}/log`,
    `SFTPHostKey ${dir}/host`,
    `SFTPAuthorizedUserKeys file:${dir}/authorized`,
    'SFTPAuthMethods publickey',
    '',
  ].join('\n');
}

const ASYNCSSH = `
import asyncio, asyncssh, sys
async def main():
    server = await asyncssh.listen('127.0.0.1', 0, server_host_keys=[sys.argv[1]],
        authorized_client_keys=sys.argv[2], sftp_factory=True)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
`;

/** `whyNoAsyncssh()` has been asked. */
export async function startAsyncssh(): Promise<OtherServer> {
  const dir = makeFolder('asyncssh');
  const key = makeKeys(dir);
  const args = ['-c', ASYNCSSH, `${dir}/host`, `${key}.pub`];
  const child = spawn(PYTHON, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return otherServer({ child, dir, port: Number(port), key, owner: process.getuid!() });
}

function makeFolder(name: string): string {
  const dir = mkdtempSync(join(tmpdir(), `bowline-${name}-`));
  chmodSync(dir, 0o755);
  return dir;
}

function makeKeys(dir: string): string {
  for (const [name, type] of [
    ['host', 'rsa'],
    ['key', 'ed25519'],
  ] as const) {
    execFileSync('ssh-keygen', ['-q', '-t', type, '-m', 'PEM', '-N', '', '-f', `${dir}/${name}`]);
  }
  return `${dir}/key`;
}

interface Running {
  child: ChildProcess;
  dir: string;
  port: number;
  key: string;
  owner: number;
}

function otherServer({ child, dir, port, key, owner }: Running): OtherServer {
  const options = ['UserKnownHostsFile=/dev/null', 'StrictHostKeyChecking=no', 'LogLevel=ERROR'];
  const args = ['-F', '/dev/null', ...options.flatMap((option) => ['-o', option])];
  const where = ['-i', key, '-p', `${port}`, '-l', 'anna', '-T', '-s', '--', '127.0.0.1', 'sftp'];
  return {
    open: () => openSftp(pipesTo('ssh', [...args, ...where])),
    folder: () => {
      const folder = mkdtempSync(`${dir}/files-`);
      chownSync(folder, owner, owner === NOBODY ? NOBODY : process.getgid!());
      return folder;
    },
    close: async () => {
      const gone = once(child, 'close');
      child.kill('SIGKILL');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A server that tells nobody when it is there. */
async function listens(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const stands = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (stands) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
