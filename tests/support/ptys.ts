// Real PTYs for tests: started in one line, read to the end, and gone when the test is.
import { onTestFinished } from 'vitest';
import { Pty } from '../../core/pty/pty.ts';
import { PosixPty } from '../../core/pty/posixPty.ts';
import { systemClock, type Clock } from '../../core/time/clock.ts';
import { settle } from './manualClock.ts';

export interface RunningPty {
  pty: Pty;
  device: PosixPty;
}

/** Starts a program on a PTY; what is left of it is killed when the test ends. */
export function startPty(
  file: string,
  args: readonly string[] = [],
  clock: Clock = systemClock,
): RunningPty {
  const device = startDevice(file, args, clock);
  return { pty: new Pty(device, clock), device };
}

/** The same, without the tasks that read and write it. */
export function startDevice(
  file: string,
  args: readonly string[] = [],
  clock: Clock = systemClock,
): PosixPty {
  const env = { PATH: process.env.PATH!, TERM: 'dumb', PS1: '$ ' };
  const device = new PosixPty({ file, args, env, cwd: '/', size: { cols: 80, rows: 24 } }, clock);
  onTestFinished(() => {
    device.destroy();
    killGroup(device.pid);
  });
  return device;
}

/** Runs a script with `sh`. */
export function startScript(script: string, clock?: Clock): RunningPty {
  return startPty('/bin/sh', ['-c', script], clock);
}

/** Reads a PTY's output as text until it contains the words; all that came so far. */
export async function readUntil({ pty }: { pty: Pty }, words: string): Promise<string> {
  let text = '';
  while (!text.includes(words)) {
    const chunk = await pty.output.receive();
    if (!chunk) throw new Error(`ended before "${words}": ${text}`);
    text += Buffer.from(chunk).toString();
  }
  return text;
}

/** All that is still to come, as text. */
export async function readToEnd({ pty }: { pty: Pty }): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of pty.output) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Resolves when the condition holds; the test's own time limit bounds it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await settle();
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody left.
  }
}
