// Starts other terminal programs, in the size of ours and without their owner's settings.
import { spawn, spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { within } from '../stage/within.ts';
import type { Size } from './peers.ts';

const RUN_LIMIT_MS = 120_000;

export interface TerminalProgram {
  name: string;
  /** Its arguments up to the command that it runs. */
  args(size: Size): string[];
}

const PROGRAMS: readonly TerminalProgram[] = [
  {
    name: 'xterm',
    args: ({ cols, rows }) => ['-geometry', `${cols}x${rows}`, '-e'],
  },
  {
    name: 'kitty',
    args: ({ cols, rows }) => [
      ...['--config', 'NONE', '-o', 'remember_window_size=no'],
      ...['-o', `initial_window_width=${cols}c`, '-o', `initial_window_height=${rows}c`],
    ],
  },
  {
    name: 'alacritty',
    args: ({ cols, rows }) => [
      ...['--config-file', '/dev/null', '-o', `window.dimensions.columns=${cols}`],
      ...['-o', `window.dimensions.lines=${rows}`, '-e'],
    ],
  },
];

export function findTerminals(): { found: TerminalProgram[]; missing: string[] } {
  const isHere = ({ name }: TerminalProgram): boolean =>
    spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
  const found = PROGRAMS.filter(isHere);
  const missing = PROGRAMS.filter((program) => !found.includes(program));
  return { found, missing: missing.map(({ name }) => name) };
}

export interface Session {
  command: string[];
  size: Size;
  env: NodeJS.ProcessEnv;
  /** File in which the command leaves a number. */
  answer: string;
}

/** Runs a command in it to its end; the number that it leaves. */
export async function startTerminal(program: TerminalProgram, session: Session): Promise<number> {
  await rm(session.answer, { force: true });
  const child = spawn(program.name, [...program.args(session.size), ...session.command], {
    stdio: 'ignore',
    env: { ...process.env, ...session.env },
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', reject);
  });
  try {
    await within(RUN_LIMIT_MS, `${program.name} did not print its file`, ended);
  } finally {
    child.kill('SIGKILL');
  }
  const text = await readFile(session.answer, 'utf8').catch(() => '');
  if (!/^\d+\n$/.test(text)) throw new Error(`${program.name} ended without having been timed.`);
  return Number(text);
}
