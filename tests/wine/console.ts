// The Windows PTY on node-pty's real Windows module and Wine's own pseudo console. The one that
// node-pty brings along, which the app uses, doesn't open under Wine; see limits.ts.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as NodePty from 'node-pty';
import { endTree } from '../../core/pty/conPty.ts';
import { spawnWindows } from '../../core/pty/nodePty.ts';
import { openPty, type OpenDevice, type Pty } from '../../core/pty/pty.ts';
import { WindowsPty, type WindowsTools } from '../../core/pty/windowsPty.ts';
import { systemClock } from '../../core/time/clock.ts';

const nodePty = createRequire(import.meta.url)('node-pty') as typeof NodePty;
const SHELL = fileURLToPath(new URL('./shell.mjs', import.meta.url));

export const SIZE = { cols: 91, rows: 27 };
export const SYSTEM32 = 'C:\\windows\\system32';

/** The environment of this process, as plain pairs. */
export function environment(): Record<string, string> {
  return { ...process.env } as Record<string, string>;
}

const wineTools: WindowsTools = {
  spawn: (options) =>
    spawnWindows(options, {
      spawn: (file, args, settings) =>
        nodePty.spawn(file, args, { ...settings, useConptyDll: false }),
    }),
  endTree,
};

/** Runs a program of Windows in a console. */
export function runInConsole(file: string, args: readonly string[], tools = wineTools): Pty {
  const options = { file, args, env: environment(), cwd: 'C:\\', size: SIZE };
  return openPty(options, systemClock, (it, clock) => new WindowsPty(it, clock, tools));
}

/** cmd.exe on its console by name: Wine 8 gives a program on a pseudo console no standard handles. */
export function runCmd(): Pty {
  const inner = `${SYSTEM32}\\cmd.exe <CONIN$ >CONOUT$ 2>CONOUT$`;
  return runInConsole(`${SYSTEM32}\\cmd.exe`, ['/d', '/c', inner]);
}

/** Runs the contract suite's shell, whatever program is said. */
export const openContractShell: OpenDevice = (options, clock) => {
  const program = { ...options, file: process.execPath, args: [SHELL] };
  return new WindowsPty(program, clock, wineTools);
};

/** As the app does it: with the console that node-pty brings along. */
export const appTools: WindowsTools = { spawn: (options) => spawnWindows(options), endTree };

/** The contract suite's shell, on a console. */
export function runShell(tools = wineTools): Pty {
  return runInConsole(process.execPath, [SHELL, 'ready'], tools);
}
