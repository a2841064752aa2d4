// Real tools of OpenSSH on folders of a test's own, and a host that is this computer's sh.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import type { KeyPlace } from '../../../electron/keys/listKeys.ts';
import type { KnownPlaces } from '../../../electron/keys/knownHosts.ts';
import type { Tools } from '../../../electron/keys/sshTool.ts';
import { runScript, type HostCommands } from '../../../electron/ssh/hostCommands.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

export function toolsWith(more: Record<string, string> = {}): Tools {
  const env = () => ({ ...(process.env as Record<string, string>), ...more });
  return { surroundings: { platform: 'linux', env }, clock: systemClock };
}

/** An empty `~/.ssh`, which isn't there yet. */
export function keyPlace(more: Record<string, string> = {}): KeyPlace {
  return { ...toolsWith(more), folder: path.join(temporaryDirectory(), '.ssh'), shown: '~/.ssh' };
}

export function knownPlaces(folder = temporaryDirectory()): KnownPlaces & { folder: string } {
  const files = ['known_hosts', 'known_hosts2', 'ssh_known_hosts'].map((name, at) => ({
    ...{ path: path.join(folder, name), shown: `~/.ssh/${name}` },
    ...(at === 2 && { ofSystem: true }),
  }));
  return { ...toolsWith(), files, folder };
}

/** As a person would make it. */
export function keygen(folder: string, name: string, ...more: string[]): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, name);
  const args = more.includes('-N') ? more : ['-N', '', ...more];
  execFileSync('ssh-keygen', [
    '-q',
    '-f',
    file,
    ...(more.includes('-t') ? [] : ['-t', 'ed25519']),
    ...args,
  ]);
  return file;
}

/** A real ssh-agent, gone with the test: where it listens. */
export function startAgent(more: string[] = [], env: Record<string, string> = {}): string {
  const socket = path.join(temporaryDirectory(), 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket, ...more], {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void agent.kill());
  // It answers once it listens.
  while (
    spawnSync('ssh-add', ['-l'], { env: { ...process.env, SSH_AUTH_SOCK: socket } }).status === 2
  );
  return socket;
}

/** Scripts run by the sh of this computer, in a home of their own. */
export function localHost(home: string, shell = 'sh'): HostCommands {
  const script: HostCommands['script'] = (text, args = [], onOutput) => {
    const child = spawn(shell, ['-s'], {
      env: { ...process.env, HOME: home },
      cwd: home,
      stdio: 'pipe',
    });
    let stderr = '';
    child.stderr.on('data', (more: Buffer) => (stderr += more.toString()));
    const ended = new Promise<{ code: number | null; stderr: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, stderr })),
    );
    return runScript({ text, args, onOutput }, { stdin: child.stdin, stdout: child.stdout, ended });
  };
  return { script, upload: () => Promise.reject(new Error('nothing is uploaded')) };
}
