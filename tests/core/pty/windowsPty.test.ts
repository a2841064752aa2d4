// The Windows PTY over a stand-in that behaves as node-pty's sources say, with real programs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { IPty } from 'node-pty';
import { spawnWindows } from '../../../core/pty/nodePty.ts';
import { openPty, type Pty } from '../../../core/pty/pty.ts';
import { WindowsPty } from '../../../core/pty/windowsPty.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { CONPTY_GREETING, fakeWindows, type FakeConPty } from '../../support/fakeConPty.ts';
import { readToEnd, readUntil, until } from '../../support/ptys.ts';
import { seeded } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const consoles: FakeConPty[] = [];
const open: Pty[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((pty) => pty.close()));
  expect(consoles.splice(0).flatMap(({ crimes }) => crimes)).toEqual([]);
});

interface Started {
  pty: Pty;
  console: FakeConPty;
  /** Programs whose trees were ended. */
  endedTrees: number[];
}

function start(script: string, piece?: () => number): Started {
  const env = { PATH: process.env.PATH!, TERM: 'xterm-256color' };
  const options = { file: '/bin/sh', args: ['-c', script], env, cwd: '/', size: SIZE };
  const endedTrees: number[] = [];
  const windows = fakeWindows((made) => consoles.push(made), piece);
  const endTree = (pid: number): Promise<void> => (endedTrees.push(pid), windows.endTree(pid));
  const tools = { ...windows, endTree };
  const pty = openPty(options, systemClock, (it, clock) => new WindowsPty(it, clock, tools));
  open.push(pty);
  return { pty, console: consoles.at(-1)!, endedTrees };
}

const SIZE = { cols: 80, rows: 24 };
const SLEEP = 'while :; do sleep 1000 & wait $!; done';

describe('a terminal on Windows', () => {
  it('shows what comes as text, byte for byte, wherever it is torn', async () => {
    const random = seeded(7);
    const line = 'naïve — 日本語 🎈 \x1b[31mred\x1b[m';
    const { pty } = start(`i=0; while [ $i -lt 300 ]; do echo '${line}'; i=$((i+1)); done`, () =>
      random.between(1, 7),
    );
    expect(await readToEnd({ pty })).toBe(CONPTY_GREETING + `${line}\r\n`.repeat(300));
  });

  it('tells the exit code once the last byte is there', async () => {
    const { pty, console } = start('echo last; exit 7');
    expect(await readToEnd({ pty })).toBe(`${CONPTY_GREETING}last\r\n`);
    expect(await pty.exited).toEqual({ code: 7, signal: null });
    expect(console.released).toBeGreaterThan(0);
  });

  it('loses nothing that nobody reads for a while after the end', async () => {
    const { pty } = start('head -c 300000 /dev/zero | tr "\\0" x');
    await until(() => pty.output.held > 0);
    expect((await readToEnd({ pty })).length).toBe(300_000 + CONPTY_GREETING.length);
  });

  it('ends though a program in the background holds its console', async () => {
    const { pty } = start('sleep 1000 & echo begun; exit 3');
    expect(await readToEnd({ pty })).toBe(`${CONPTY_GREETING}begun\r\n`);
    expect(await pty.exited).toEqual({ code: 3, signal: null });
  });

  it('is typed into and resized before its first output, and after its end', async () => {
    const started = start('read -r line; echo "got $line"; stty size');
    await started.pty.input.send(Buffer.from('early\r'));
    started.pty.resize({ cols: 132, rows: 50 });
    expect(await readUntil(started, '50 132')).toContain('got early');
    await started.pty.exited;
    started.pty.resize({ cols: 90, rows: 20 });
    started.pty.kill('SIGKILL');
  });

  it('bears a size that comes between its end and the closing of its console', async () => {
    const { pty } = start('exit 0');
    for (let turn = 0; turn < 2_000; turn++) {
      pty.resize({ cols: 80 + (turn % 40), rows: 24 });
      await new Promise(setImmediate);
    }
    await readToEnd({ pty });
  });

  it('makes input wait while the program reads none', async () => {
    const { pty, console } = start(`stty raw -echo; echo ready; ${SLEEP}`);
    await readUntil({ pty }, 'ready');
    const piece = new Uint8Array(16 * 1024).fill(0x78);
    let sent = 0;
    for (let still = 0; still < 50; still++) {
      while (pty.input.trySend(piece)) [sent, still] = [sent + piece.byteLength, 0];
      await new Promise(setImmediate);
    }
    expect(sent).toBeLessThan(512 * 1024);
    expect(console._agent.inSocket.writableLength).toBeLessThanOrEqual(64 * 1024);
  });

  it('has no name of a program in front that would keep a tab from closing', async () => {
    const started = start(`echo ready; ${SLEEP}`);
    await readUntil(started, 'ready');
    expect(started.console.process).toBe('xterm-256color');
    expect(started.pty.foreground()).toBe('');
  });

  it('runs under the ConPTY whose closing forks nothing and cuts nothing off', () => {
    let used: object | undefined;
    const spawn = (_file: unknown, _args: unknown, options: object): IPty => {
      used = options;
      throw new Error('not here');
    };
    const options = { file: 'cmd.exe', args: [], env: { Path: 'C:\\' }, cwd: 'C:\\', size: SIZE };
    expect(() => spawnWindows(options, { spawn })).toThrow('not here');
    expect(used).toMatchObject({ useConptyDll: true, cols: 80, rows: 24, env: { Path: 'C:\\' } });
  });

  it('is closed once, with all that runs in it', async () => {
    const started = start(`echo ready; ${SLEEP}`);
    await readUntil(started, 'ready');
    await Promise.all([started.pty.close(), started.pty.close()]);
    await started.pty.close();
    expect(() => process.kill(started.pty.pid, 0)).toThrow();
  });

  it('hangs up before it kills, so that a program can save what it has', async () => {
    const file = path.join(temporaryDirectory(), 'saved');
    const trap = `trap 'echo saved > ${file}; exit 0' HUP`;
    const { pty, endedTrees } = start(`${trap}; echo ready; ${SLEEP}`);
    await readUntil({ pty }, 'ready');
    await pty.close();
    expect(readFileSync(file, 'utf8')).toBe('saved\n');
    expect(endedTrees).toEqual([]);
    expect(await pty.exited).toEqual({ code: 0, signal: null });
  });

  it('ends all that a program has started where that doesn’t obey', async () => {
    const { pty, endedTrees } = start(`trap '' HUP; echo ready; ${SLEEP}`);
    await readUntil({ pty }, 'ready');
    await pty.close();
    expect(endedTrees).toEqual([pty.pid]);
    expect(() => process.kill(pty.pid, 0)).toThrow();
  });

  it('tells what still runs in its console when that closes', async () => {
    const { pty, console } = start('echo begun; exit 3');
    console.heldByOthers = true;
    expect(await readToEnd({ pty })).toBe(`${CONPTY_GREETING}begun\r\n`);
    await pty.ended;
    expect(console._agent.inSocket.destroyed).toBe(true);
  });

  it('takes no more input once it is hung up', async () => {
    const { pty } = start(`trap '' HUP; echo ready; ${SLEEP}`);
    await readUntil({ pty }, 'ready');
    pty.kill('SIGHUP');
    await pty.input.send(Buffer.from('late\r'));
    await new Promise(setImmediate);
  });

  it('bears it when its pipes break before its end is told', async () => {
    const { pty, console } = start('echo ready; exit 0');
    await readUntil({ pty }, 'ready');
    console.breakPipes();
    await readToEnd({ pty });
  });

  it('can be closed before it has shown anything', async () => {
    const { pty } = start(SLEEP);
    await pty.close();
    expect(() => process.kill(pty.pid, 0)).toThrow();
  });
});
