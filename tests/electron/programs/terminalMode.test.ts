// How a real terminal is set, asked of the kernel, and of stty where that can't be done.
import { beforeEach, expect, it } from 'vitest';
import { canTellModes } from '../../../core/native/terminalMode.ts';
import type { TerminalMode } from '../../../core/native/terminalMode.ts';
import { readTerminalMode } from '../../../electron/programs/terminalMode.ts';
import { needs } from '../../support/needs.ts';
import { readToEnd, readUntil, startScript } from '../../support/ptys.ts';

const WAIT = 'echo ready; read line';

beforeEach((test) => needs(canTellModes() ? undefined : 'no native part was compiled here', test));

it.each<[string, TerminalMode]>([
  ['sane', { lines: true, echo: true, signals: true }],
  ['-echo', { lines: true, echo: false, signals: true }],
  ['-isig', { lines: true, echo: true, signals: false }],
  ['raw -echo', { lines: false, echo: false, signals: false }],
])('after `stty %s` both say the same', async (setting, mode) => {
  const started = startScript(`stty ${setting}; ${WAIT}`);
  await readUntil(started, 'ready');
  expect(started.pty.mode).toEqual(mode);
  expect(await readTerminalMode(started.pty.device)).toEqual(mode);
});

it('what a program left its terminal in is known once it is gone', async () => {
  const started = startScript('stty raw; echo last');
  await readToEnd(started);
  await started.pty.exited;
  expect(started.pty.mode).toMatchObject({ lines: false, signals: false });
  expect(await readTerminalMode(started.pty.device)).toBeUndefined();
});
