// Launches an Electron app, ours or another, and tells how long it takes until its window can be used.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Display } from '../../build/display.ts';
import { findElectron } from '../../build/setup/electron.mjs';
import { ROOT_ARGS } from '../../tests/support/app.ts';
import { buildUnderTest } from '../../tests/support/buildUnderTest.ts';
import { AS_PACKAGED } from '../stage/stage.ts';
import { within } from '../stage/within.ts';

const LIMIT_MS = 30_000;

/** What clock.mjs tells, in milliseconds since 1970. */
interface Told {
  shown: number;
  painted: number;
  took: number;
  entries: number;
}

/** Milliseconds until the window is shown, painted, and has taken a key. */
export type Launch = () => Promise<number>;

/** Bowline on a data folder; `entries`: that its list has at least. */
export function bowlineOn(userData: string, display: Display, entries: number): Launch {
  const env = { ...display.env, ...AS_PACKAGED, BOWLINE_USER_DATA: userData };
  return () => launch([buildUnderTest()], env, entries);
}

/** An app that is nothing but a window with a button. */
export function emptyWindow(userData: string, display: Display): Launch {
  const args = [`--user-data-dir=${userData}`, path.join(import.meta.dirname, 'empty.mjs')];
  return () => launch(args, display.env, 1);
}

/** Each once to warm the disk's cache, and then so often in turns; `begin` is called in between. */
export async function inTurns<Name extends string>(
  launches: Record<Name, Launch>,
  rounds: number,
  { begin, say }: { begin: () => void; say: (line: string) => void },
): Promise<Record<Name, number[]>> {
  const all = Object.entries(launches) as [Name, Launch][];
  for (const [, launch] of all) await launch();
  begin();
  const times = Object.fromEntries(all.map(([name]) => [name, [] as number[]]));
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round}`);
    for (const [name, launch] of all) times[name]!.push(await launch());
  }
  return times as Record<Name, number[]>;
}

async function launch(args: string[], env: NodeJS.ProcessEnv, entries: number): Promise<number> {
  const clock = ['-r', path.join(import.meta.dirname, 'clock.mjs')];
  const began = performance.timeOrigin + performance.now();
  const child = spawn(findElectron()!.executable, [...ROOT_ARGS, ...clock, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  try {
    const output = child.stdout.setEncoding('utf8').toArray() as Promise<string[]>;
    await within(LIMIT_MS, 'The app did not start', once(child, 'exit'));
    const told = read((await output).join(''), entries);
    return Math.max(told.shown, told.painted, told.took) - began;
  } finally {
    child.kill('SIGKILL');
  }
}

/** @throws Error when the window was not what it should be */
function read(output: string, entries: number): Told {
  const line = /^bench (.*)$/m.exec(output)?.[1];
  if (!line) throw new Error(`The app ended without having told its times: ${output}`);
  const told = JSON.parse(line) as Told;
  if (told.entries < entries) throw new Error(`Only ${told.entries} hosts were shown.`);
  return told;
}
