// A machine of its own as far as an agent can tell: its own process numbers, name, machine id and
// boot, on this computer and with this computer's files. Made of namespaces, so it needs root.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { SYSTEM } from '../../core/system.ts';
import { agentCommand } from './agent.ts';
import { temporaryDirectory } from './temporary.ts';

export interface MachineOptions {
  name: string;
  /** A container: machine id and boot are those of this computer. */
  container?: boolean;
}

export interface TestMachine {
  /** Runs the agent's command line there, to its end. Throws what it said when it fails. */
  agent(args: readonly string[]): string;
  /** The same, for one that is to fail: what it said. */
  refused(args: readonly string[]): string;
  /** Ends everything that runs there, as pulling the plug would. */
  crash(): Promise<void>;
}

/** Why none can be made here; undefined when one can. */
export function whyNoMachine(): string | undefined {
  if (SYSTEM !== 'linux') return 'namespaces are Linux only';
  if (process.getuid?.() !== 0) return 'making namespaces needs root';
  try {
    execFileSync('unshare', ['--pid', '--fork', '--mount', '--uts', 'true'], { stdio: 'pipe' });
    return undefined;
  } catch {
    return 'this computer lets nobody make namespaces';
  }
}

export async function makeMachine(options: MachineOptions): Promise<TestMachine> {
  const folder = temporaryDirectory();
  const script = [
    `hostname ${options.name}`,
    ...(options.container ? [] : identity(folder)),
    'echo ready; while :; do sleep 1000; done',
  ].join(' && ');
  const own = ['--pid', '--fork', '--kill-child', '--mount', '--mount-proc', '--uts'];
  const outside = spawn('unshare', [...own, 'sh', '-c', script], { stdio: ['ignore', 'pipe', 2] });
  await once(createInterface({ input: outside.stdout! }), 'line');
  const inside = execFileSync('pgrep', ['-P', String(outside.pid)], { encoding: 'utf8' }).trim();
  onTestFinished(() => crash(outside));
  const command = (args: readonly string[]): string[] => {
    const [file, all] = agentCommand(args);
    return ['--target', inside, '--pid', '--mount', '--uts', '--', file, ...all];
  };
  return {
    agent: (args) => execFileSync('nsenter', command(args), { encoding: 'utf8', stdio: 'pipe' }),
    refused: (args) => {
      try {
        execFileSync('nsenter', command(args), { encoding: 'utf8', stdio: 'pipe' });
      } catch (error) {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        return stdout + stderr;
      }
      throw new Error(`${args.join(' ')} did not fail`);
    },
    crash: () => crash(outside),
  };
}

function identity(folder: string): string[] {
  const ids = {
    '/etc/machine-id': randomBytes(16).toString('hex'),
    '/proc/sys/kernel/random/boot_id': randomUUID(),
  };
  return Object.entries(ids).map(([file, id]) => {
    const own = path.join(folder, path.basename(file));
    writeFileSync(own, `${id}\n`);
    return `{ [ -e ${file} ] || touch ${file}; mount --bind ${own} ${file}; }`;
  });
}

async function crash(outside: ChildProcess): Promise<void> {
  if (outside.exitCode !== null || outside.signalCode !== null) return;
  const gone = once(outside, 'exit');
  outside.kill('SIGKILL'); // its namespace's first process goes with it, and all others with that
  await gone;
}
