// Terminals of Windows on node-pty's real module: what a person does in them, one thing at a time.
import { expect, it, onTestFinished } from 'vitest';
import type { Pty } from '../../core/pty/pty.ts';
import { readToEnd, readUntil } from '../support/ptys.ts';
import { appTools, runCmd, runInConsole, runShell, SYSTEM32 } from './console.ts';

function open(pty: Pty): { pty: Pty; type: (line: string) => Promise<unknown> } {
  onTestFinished(() => pty.close());
  return { pty, type: (line) => pty.input.send(Buffer.from(`${line}\r`)) };
}

it('cmd.exe opens, answers, and tells its exit code', async () => {
  const { pty, type } = open(runCmd());
  await readUntil({ pty }, '>');
  await type('echo h%OS%i');
  await readUntil({ pty }, 'hWindows_NTi');
  await type('exit 7');
  await readToEnd({ pty });
  expect(await pty.exited).toEqual({ code: 7, signal: null });
});

it('what is typed before the first output arrives', async () => {
  const { pty, type } = open(runShell());
  await type('echo $((6*7))');
  expect(await readUntil({ pty }, '42')).toContain('echo $((6*7))');
});

it('letters of other languages go there and back', async () => {
  const { pty, type } = open(runShell());
  await type('print naïve — 日本語 Ω');
  await type('echo $((6*7))');
  const seen = await readUntil({ pty }, '42');
  expect(seen.match(/naïve — 日本語 Ω/g)).toHaveLength(2); // as echo, and as output
});

it('a program that isn’t there is refused', () => {
  expect(() => runInConsole('C:\\nowhere\\gone.exe', [])).toThrow(/not found/i);
});

it('closing ends all that runs in it', async () => {
  const { pty, type } = open(runShell());
  await type('sleep &');
  const [, sleeper] = /\[(\d+)\]/.exec(await readUntil({ pty }, ']'))!;
  expect(isAlive(Number(sleeper))).toBe(true);
  await pty.close();
  expect(isAlive(pty.pid)).toBe(false);
  await expect.poll(() => isAlive(Number(sleeper))).toBe(false);
});

it('an end is told though a program in the background holds the console', async () => {
  const { pty, type } = open(runShell());
  await type('sleep &');
  const [, sleeper] = /\[(\d+)\]/.exec(await readUntil({ pty }, ']'))!;
  onTestFinished(() => void (isAlive(Number(sleeper)) && process.kill(Number(sleeper))));
  await type('exit 3');
  await readToEnd({ pty });
  expect(await pty.exited).toEqual({ code: 3, signal: null });
});

it('a size that comes after the end throws nothing', async () => {
  const { pty, type } = open(runShell());
  await type('exit 0');
  await readToEnd({ pty });
  pty.resize({ cols: 80, rows: 24 });
  await pty.exited;
  pty.resize({ cols: 81, rows: 24 });
});

it('the program learns of a new size', async () => {
  const { pty, type } = open(runShell());
  await type('stty size');
  await readUntil({ pty }, '27 91');
  pty.resize({ cols: 120, rows: 40 });
  await type('stty size');
  await type('echo $((6*7))');
  expect(await readUntil({ pty }, '42')).toContain('40 120');
});

it('a program that looks for its output where Windows puts it finds the console', async () => {
  const { pty } = open(runInConsole(`${SYSTEM32}\\cmd.exe`, ['/d', '/c', 'echo h%OS%i']));
  expect(await readToEnd({ pty })).toContain('hWindows_NTi');
});

it('the console that the app uses opens', async () => {
  const { pty } = open(runShell(appTools));
  await readUntil({ pty }, 'ready');
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
