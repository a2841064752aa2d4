// A root of its own for tests that install packages: this machine's files as they are, and what
// is written over them goes when the root does. Nothing of the machine's own Bowline is seen or
// touched. Folders for what runs (devices, processes, sockets, /tmp, this repository) are the real ones.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SYSTEM } from '../../core/system.ts';
import type { TestUser } from './testUser.ts';

const run = promisify(execFile);
const REPOSITORY = path.resolve(import.meta.dirname, '../..');

const LAYER = path.join(tmpdir(), 'bowline-root-');

/** Folders that may be file systems of their own, which an overlay of / leaves out. */
const COVERED = ['/usr', '/var', '/etc', '/opt'];
const SHARED = ['/proc', '/sys', '/dev', '/run', '/tmp', REPOSITORY];

/**
 * Makes the root in a mount namespace, says so, and holds it until stdin ends. The layer is a
 * tmpfs, because an overlay can't be written into another, which a container's / often is.
 */
const MAKE = `
set -e
layer=$1
shift
mount -t tmpfs -o mode=0755 bowline-root "$layer"
cover() {
  mkdir -p "$layer/upper$1" "$layer/work$1"
  mount -t overlay bowline-root "$layer/root$1" \\
    -o "lowerdir=$1,upperdir=$layer/upper$1,workdir=$layer/work$1"
}
mkdir -p "$layer/top/upper" "$layer/top/work" "$layer/root"
mount -t overlay bowline-root "$layer/root" \\
  -o "lowerdir=/,upperdir=$layer/top/upper,workdir=$layer/top/work"
for folder in ${COVERED.join(' ')}; do
  if mountpoint -q "$folder"; then cover "$folder"; fi
done
for folder in "$@"; do
  mkdir -p "$layer/root$folder"
  mount --rbind "$folder" "$layer/root$folder"
done
cd "$layer/root"
pivot_root . . # the old one now lies over it
umount -l .
cd /
echo made
read -r _ || :
`;

type Command = [file: string, args: string[]];

export interface PrivateRoot {
  /** What to spawn to run a program in it, as root or as somebody at home. */
  command(program: string, args: readonly string[], user?: TestUser): Command;
  /** @returns stdout; rejects as `execFile` does */
  run(program: string, args: string[], env?: NodeJS.ProcessEnv): Promise<string>;
  exists(file: string): Promise<boolean>;
  /** What is still running in it keeps it alive, unseen by anybody else. */
  remove(): Promise<void>;
}

/** Why none can be made here; undefined when one can. */
export function whyNoPrivateRoot(): string | undefined {
  if (SYSTEM !== 'linux' || process.getuid?.() !== 0) {
    return 'a root of its own needs Linux and root';
  }
  const missing = ['unshare', 'nsenter', 'setpriv'].find((name) => !existsSync(`/usr/bin/${name}`));
  if (missing) return `there is no ${missing} (package util-linux)`;
  const layer = mkdtempSync(LAYER);
  try {
    execFileSync('unshare', holder(layer), { input: '', stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const { stderr } = error as { stderr?: Buffer };
    return `no root of its own can be made here: ${String(stderr).trim().split('\n').at(-1)}`;
  } finally {
    rmdirSync(layer);
  }
}

function holder(layer: string): string[] {
  const shell = ['sh', '-c', MAKE, 'sh', layer, ...SHARED];
  return ['--mount', '--propagation', 'private', ...shell];
}

/** @throws with what mount said, when `whyNoPrivateRoot()` has a reason */
export async function makePrivateRoot(): Promise<PrivateRoot> {
  const layer = mkdtempSync(LAYER);
  const held = spawn('unshare', holder(layer), { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(held, 'exit');
  let errors = '';
  held.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const remove = async () => {
    held.stdin.end();
    await ended;
    rmdirSync(layer);
  };
  const made = await Promise.race([once(held.stdout, 'data'), ended.then(() => undefined)]);
  if (made) return rootEnteredBy(['nsenter', `--mount=/proc/${held.pid}/ns/mnt`, '--'], remove);
  await remove();
  throw new Error(`No private root: ${errors}`);
}

/** The machine itself, for one that has no Bowline and can't make a root. */
export function machineItself(): PrivateRoot {
  return rootEnteredBy([], () => Promise.resolve());
}

function rootEnteredBy(enter: readonly string[], remove: () => Promise<void>): PrivateRoot {
  const command = (program: string, args: readonly string[], user?: TestUser): Command => {
    const [file, ...all] = [...enter, ...(user ? as(user) : []), program, ...args];
    return [file!, all];
  };
  const inside = async (program: string, args: string[], env = process.env) =>
    (await run(...command(program, args), { env, maxBuffer: 64 * 1024 * 1024 })).stdout;
  const exists = (file: string) =>
    inside('test', ['-e', file]).then(
      () => true,
      () => false,
    );
  return { command, run: inside, exists, remove };
}

/** With a home as the working directory, like a login. To be made before the root is. */
function as({ uid, gid, home }: TestUser): string[] {
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  return ['env', `--chdir=${home}`, 'setpriv', ...ids];
}
