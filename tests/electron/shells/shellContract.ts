// What every kind of shell must do, as one suite that each of them passes: local, SSH, agent, tmux,
// and the one in memory. A kind says how to make an idle shell and what can't be seen of it.
import { randomInt } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../../electron/ipc/contract.ts';
import type { Shell } from '../../../electron/shell.ts';
import { processesWith } from '../../support/processes.ts';
import { countBytes, ShellDriver } from '../../support/shellDriver.ts';
import { inWords } from '../../../words/said.ts';

/** It may pause as soon as so much is unparsed: half of the smallest window. */
const LEAST_BYTES = 8 * 1024;

export interface ShellKind {
  /** An idle shell; it will run a POSIX shell that reads command lines. */
  make(): Shell | Promise<Shell>;
  /** Unparsed output at which it pauses, and what may slip through beyond it: one chunk. */
  windowBytes: number;
  chunkBytes: number;
  /** False where the far side tells exit codes only. */
  tellsSignals: boolean;
  /** False where what keeps the shell there tells that it ended, and not how. */
  tellsExitCode?: boolean;
  /** False where a terminal there draws its screen here, and leaves out what nobody could read. */
  carriesBytes?: boolean;
  /** Waits until more than the shell itself has begun; absent where nothing else has to. */
  ready?(driver: ShellDriver): Promise<unknown>;
  /** True where a new size goes another way than what is typed, which may overtake it. */
  sizeGoesApart?: boolean;
  /** Rows that aren't the program's, for a status line there. */
  rowsTaken?: number;
  /** False where there are no processes to leave behind. */
  hasProcesses: boolean;
  /** What /dev/zero is full of there; a console can't show a zero byte. */
  filler?: number;
}

const LEGAL: Record<ConnectionState, ConnectionState[]> = {
  connecting: ['connecting', 'authenticating', 'online', 'reconnecting', 'closed', 'failed'],
  authenticating: ['authenticating', 'online', 'reconnecting', 'closed', 'failed'],
  online: ['online', 'lagging', 'reconnecting', 'closed', 'failed'],
  lagging: ['lagging', 'online', 'reconnecting', 'closed', 'failed'],
  reconnecting: ['reconnecting', 'connecting', 'authenticating', 'online', 'closed', 'failed'],
  closed: [],
  failed: [],
};

export function shellContract(name: string, kind: ShellKind): void {
  const { filler = 0, tellsExitCode = true, carriesBytes = true, rowsTaken = 0 } = kind;
  const { sizeGoesApart = false } = kind;
  describe(`${name}, as any shell,`, () => {
    const open: Shell[] = [];

    /** The end of a line, which a screen that is drawn anew may clear to its edge. */
    const line = (end: string): RegExp =>
      new RegExp(`${end}${carriesBytes ? '' : '(\\x1b\\[K)?'}\\r`);

    async function idle(): Promise<Shell> {
      const shell = await kind.make();
      open.push(shell);
      return shell;
    }
    async function started(): Promise<ShellDriver> {
      const driver = new ShellDriver(await idle(), filler).start();
      await kind.ready?.(driver);
      return driver;
    }

    afterEach(async () => {
      await Promise.all(open.splice(0).map((shell) => shell.close()));
    });

    it('echoes what is typed and prints what the program answers', async () => {
      const driver = await started();
      await driver.type('echo $((6*7))\r');
      await driver.sees(/echo \$\(\(6\*7\)\)/);
      await driver.sees(line('42'));
      await driver.reaches('online');
    });

    it('starts at the size it is given, and follows a new one', async () => {
      const driver = new ShellDriver(await idle(), filler).start(91, 27);
      await driver.type('stty size\r');
      await driver.sees(line(`${27 - rowsTaken} 91`));
      driver.shell.resize({ cols: 120, rows: 40 });
      const resized = line(`${40 - rowsTaken} 120`);
      const ask = (): Promise<void> => driver.type('stty size\r');
      if (!sizeGoesApart) return void (await ask().then(() => driver.sees(resized)));
      const followed = (): Promise<boolean> => ask().then(() => resized.test(driver.text));
      await expect.poll(followed).toBe(true);
    });

    it(tellsExitCode ? 'tells the exit code' : 'tells that it ended, as 0', async () => {
      const driver = await started();
      await driver.type('exit 7\r');
      const exitCode = tellsExitCode ? 7 : 0;
      expect(await driver.ended()).toMatchObject({ state: 'closed', exitCode, signal: null });
    });

    if (kind.tellsSignals) {
      it('tells the signal that ended the program', async () => {
        const driver = await started();
        await driver.type('kill -KILL $$\r');
        expect(await driver.ended()).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
      });
    }

    if (carriesBytes) {
      it('delivers every byte of a last output before it says that it ended', async () => {
        const driver = await started();
        await driver.type('exec head -c 3000000 /dev/zero\r');
        await driver.ended();
        expect(driver.filling).toBe(3_000_000);
        expect(driver.outputEndedFirst).toBe(true);
      });

      it('pauses the program while output is unparsed, and loses nothing by it', async () => {
        const shell = await idle();
        shell.start({ cols: 80, rows: 24 });
        await shell.write(Buffer.from('exec head -c 3000000 /dev/zero\r'));
        const { filling, mostUnparsed } = await readInFits(shell, filler);
        expect(filling).toBe(3_000_000);
        expect(mostUnparsed).toBeLessThan(kind.windowBytes + kind.chunkBytes);
      });
    } else {
      it('pauses what draws the screen while output is unparsed', async () => {
        const shell = await idle();
        shell.start({ cols: 80, rows: 24 });
        await shell.write(Buffer.from('seq 300000; exit\r'));
        expect((await readInFits(shell, filler)).mostUnparsed).toBeLessThan(
          kind.windowBytes + kind.chunkBytes,
        );
        await expect.poll(() => shell.state.state).toBe('closed');
      });
    }

    it('takes far more input than any buffer holds, in order', async () => {
      const driver = await started();
      for (let n = 0; n < 200; n++) await driver.type(`: ${'x'.repeat(500)}\r`);
      await driver.type('echo $((111*3))\r');
      // Who draws a screen and fell behind puts lines by moving the cursor.
      await driver.sees(kind.carriesBytes === false ? /333/ : line('333'));
    });

    if (kind.hasProcesses) {
      it('leaves no process behind when it is closed', async () => {
        const mark = String(randomInt(1e8, 1e9));
        const driver = await started();
        await driver.type(`sleep ${mark} | sleep ${mark}\r`);
        await expect.poll(() => processesWith(mark)).toHaveLength(2);
        await driver.shell.close();
        await expect.poll(() => processesWith(mark)).toEqual([]);
      });
    }

    it('refuses what is typed after its end', async () => {
      const driver = await started();
      await driver.type('exit 0\r');
      await driver.ended();
      await expect(driver.shell.write(Buffer.from('x'))).rejects.toThrow();
    });

    it('has no program in the foreground once it has ended', async () => {
      const driver = await started();
      await driver.type('exit 0\r');
      await driver.ended();
      expect(await driver.shell.foreground()).toBe('');
    });

    it('goes through legal states only, and always says something', async () => {
      const driver = await started();
      await driver.type('exit 3\r');
      await driver.ended();
      driver.states.reduce((before, after) => {
        expect(LEGAL[before.state]).toContain(after.state);
        return after;
      });
      for (const { message } of driver.states) {
        expect(inWords(message)).not.toBe('');
        expect(JSON.parse(JSON.stringify(message))).toEqual(message); // it crosses a border
      }
      expect(driver.states.at(-1)!.canReconnect).toBe(true);
    });

    it('can be closed at any time, and twice', async () => {
      const never = await idle();
      await never.close();
      expect(never.state.state).toBe('closed');
      const driver = await started();
      await Promise.all([driver.shell.close(), driver.shell.close()]);
      await driver.shell.close();
      expect(driver.over).toBe(true);
      driver.shell.resize({ cols: 10, rows: 10 });
      driver.shell.parsed(1);
    });
  });
}

/** Reads all output, and acknowledges none until the shell has given up sending. */
async function readInFits(shell: Shell, filler: number) {
  let [filling, unparsed, mostUnparsed] = [0, 0, 0];
  for (;;) {
    if (unparsed >= LEAST_BYTES && (await givesUp(shell))) {
      shell.parsed(unparsed);
      unparsed = 0;
    }
    const bytes = await shell.output.receive();
    if (!bytes) return { filling, mostUnparsed };
    if (!(bytes instanceof Uint8Array)) continue;
    filling += countBytes(bytes, filler);
    unparsed += bytes.byteLength;
    mostUnparsed = Math.max(mostUnparsed, unparsed);
  }
}

/** True when nothing comes though the event loop has had every chance to bring it. */
async function givesUp(shell: Shell): Promise<boolean> {
  for (let turn = 0; turn < 200; turn++) {
    if (shell.output.held > 0 || shell.output.closed) return false;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return true;
}
