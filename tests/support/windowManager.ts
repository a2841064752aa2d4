// A window manager on the tests' virtual screen: without one nothing can be minimised, raised or put
// where the app wants it, and no window has the keyboard but by chance.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SYSTEM } from '../../core/system.ts';
import { findProgram } from '../../electron/programs/localFiles.ts';

const OPENBOX = 'openbox';

/** Why windows can't be managed here; undefined when they can. */
export function whyNoWindowManager(): string | undefined {
  if (SYSTEM !== 'linux') return 'the system has a window manager of its own';
  return findProgram(OPENBOX) ? undefined : 'no openbox is installed (package openbox)';
}

/** Manages the windows of this worker's screen until it is disposed of. */
export async function manageWindows(): Promise<AsyncDisposable> {
  // It says so once it manages them: what is asked for before is nobody's.
  const manager = spawn(OPENBOX, ['--sm-disable', '--startup', 'echo managed'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(manager.stdout, 'data');
  const ended = once(manager, 'exit');
  return {
    [Symbol.asyncDispose]: async () => {
      manager.kill();
      await ended;
    },
  };
}
