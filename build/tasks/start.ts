// npm start: compiles what is out of date and opens the app; where there is no display, gives
// the tour on a virtual one instead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { compile } from '../compile.ts';
import { hasDisplay } from '../setup/display.mjs';
import { findElectron } from '../setup/electron.mjs';
import { note } from '../setup/progress.mjs';
import { testHome } from '../testing/testHome.ts';
import { giveTour } from '../tour/tour.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

function sandboxArgs(): string[] {
  if (process.getuid?.() !== 0) return [];
  note('You are root, so the window runs without its sandbox (--no-sandbox).');
  return ['--no-sandbox'];
}

async function openApp(args: string[]): Promise<number> {
  const executable = findElectron()?.executable ?? '';
  const app = spawn(executable, [...sandboxArgs(), ROOT, ...args], { stdio: 'inherit' });
  const [code] = (await once(app, 'exit')) as [number | null];
  return code ?? 1;
}

async function tour(): Promise<number> {
  note('There is no display here, so the app gives a tour on a virtual one.');
  process.env.HOME = testHome(); // nothing of the user's own is read, or shown in the pictures
  try {
    await giveTour();
    return 0;
  } catch (error) {
    console.error(error);
    return 1;
  }
}

await compile();
process.exitCode = hasDisplay() ? await openApp(process.argv.slice(2)) : await tour();
