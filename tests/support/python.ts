// The client in Python that knows nothing but PROTOCOL.md, as a program of its own.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';

const PROGRAM = path.resolve(import.meta.dirname, '../independent/run.py');
/** The system's own first: a package of the system is found by no other. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

let found: string | null | undefined;

function python(): string | null {
  const hasPackage = (file: string): boolean =>
    spawnSync(file, ['-c', 'import websockets']).status === 0;
  return (found ??= PYTHONS.find(hasPackage) ?? null);
}

/** Why the client can't run here, and what to do; undefined where it can. */
export function whyNoPython(): string | undefined {
  if (python() !== null) return undefined;
  return 'Python has no module websockets (sudo apt-get install python3-websockets)';
}

/** Runs a scenario to its end; its result. Rejects with what Python says. */
export async function runPython(
  scenario: string,
  options: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  // Loopback is no way for a proxy, and a folder of the repository none for bytecode.
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(python()!, [PROGRAM, scenario, JSON.stringify(options)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL')); // of one that waits for what never comes
  const stdout = child.stdout.setEncoding('utf8').toArray();
  const stderr = child.stderr.setEncoding('utf8').toArray();
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${scenario} ended with ${code}:\n${(await stderr).join('')}`);
  return JSON.parse((await stdout).join(''));
}
