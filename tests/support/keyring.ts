// A keychain of one test's own: gnome-keyring on a D-Bus session of its own, with what it keeps in the test's
// folder. The machine's own session is neither seen nor touched.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { SYSTEM } from '../../core/system.ts';
import { whyNoProgram } from './needs.ts';

export function whyNoKeyring(): string | undefined {
  if (SYSTEM !== 'linux') return 'gnome-keyring is Linux’s';
  return whyNoProgram('gnome-keyring-daemon') ?? whyNoProgram('dbus-daemon');
}

export interface Keyring {
  /** For the app that is to use it. */
  env: NodeJS.ProcessEnv;
  args: string[];
  stop(): Promise<void>;
}

/** Unlocked; `folder` has what it keeps, for the next one on it. */
export async function startKeyring(folder: string, password = 'of the keyring'): Promise<Keyring> {
  const home = path.join(folder, 'home');
  const runtime = path.join(folder, 'run');
  await mkdir(path.join(home, '.local/share/keyrings'), { recursive: true });
  await mkdir(runtime, { recursive: true, mode: 0o700 });
  const own = { ...process.env, HOME: home, XDG_RUNTIME_DIR: runtime, XDG_DATA_HOME: undefined };
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { env: own });
  const address = await firstLine(bus);
  const env = { ...own, DBUS_SESSION_BUS_ADDRESS: address };
  // It ends with its bus. The second one asks it to begin, and ends once it can be asked for secrets.
  await run(['--daemonize', '--unlock'], env, password);
  await run(['--start', '--components=secrets'], env, '');
  const stop = (): Promise<void> => ended(bus);
  return { env: { HOME: home, DBUS_SESSION_BUS_ADDRESS: address }, args: ARGS, stop };
}

const ARGS = ['--password-store=gnome-libsecret'];

async function run(args: string[], env: NodeJS.ProcessEnv, input: string): Promise<void> {
  const starter = spawn('gnome-keyring-daemon', args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
  starter.stdin.end(input);
  const [code] = (await once(starter, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`gnome-keyring-daemon ${args[0]} ended with ${code}`);
}

async function firstLine(program: ChildProcess): Promise<string> {
  const [line] = (await once(createInterface(program.stdout!), 'line')) as [string];
  return line;
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return;
  const gone = once(program, 'exit');
  program.kill();
  await gone;
}
