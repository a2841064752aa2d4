// Real SFTP servers, each over pipes of its own: OpenSSH's, started without any ssh.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { onTestFinished } from 'vitest';
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
