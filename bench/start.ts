// From launching the app to a window that shows its hosts and takes a key, against an Electron
// app that is nothing but a window.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { openDisplay, type Display } from '../build/display.ts';
import { findElectron } from '../build/setup/electron.mjs';
import type { Bridge } from '../electron/ipc/contract.ts';
import { ROOT_ARGS, startApp } from '../tests/support/app.ts';
import { buildUnderTest } from '../tests/support/buildUnderTest.ts';
import type { Bench, Measurement, Run } from './bench.ts';
import { median } from './report/statistics.ts';
import { AS_PACKAGED } from './stage/stage.ts';
import { temporaryFolder } from './stage/temporaryFolder.ts';
import { within } from './stage/within.ts';

declare const window: { bowline: Bridge };

const HOSTS = 20;
const ROUNDS = 7;
const QUICK_ROUNDS = 2;
const START_LIMIT_MS = 30_000;
const STARTUP = path.join(import.meta.dirname, 'startup');

/** What startup/clock.mjs tells, in milliseconds since 1970. */
interface Told {
  shown: number;
  painted: number;
  took: number;
  entries: number;
}

type Launch = () => Promise<number>;

async function measure(run: Run): Promise<Measurement> {
  const display = run.use(await openDisplay());
  const folder = await temporaryFolder(run);
  await saveHosts(folder, display);
  const launches = { Bowline: app(folder, display), 'empty window': empty(folder, display) };
  const times: Record<string, number[]> = { Bowline: [], 'empty window': [] };
  for (const launch of Object.values(launches)) await launch(); // warms the disk's cache
  run.begin();
  for (let round = 0; round < (run.quick ? QUICK_ROUNDS : ROUNDS); round++) {
    run.say(`round ${round + 1}`);
    for (const [name, launch] of Object.entries(launches)) times[name]!.push(await launch());
  }
  return { ...judge(times['Bowline']!, times['empty window']!), notes: [] };
}

function judge(ours: number[], theirs: number[]): Pick<Measurement, 'figures' | 'samples'> {
  const ratio = median(ours.map((ms, round) => ms / theirs[round]!));
  return {
    figures: [
      { what: 'of the time of an empty window', value: ratio, unit: '×', aim: { most: 1.5 } },
      { what: 'Bowline', value: median(ours), unit: 'ms' },
      { what: 'empty window', value: median(theirs), unit: 'ms' },
    ],
    samples: { 'Bowline, ms': ours, 'empty window, ms': theirs },
  };
}

async function saveHosts(userData: string, display: Display): Promise<void> {
  const app = await startApp({ userData, env: display.env });
  try {
    await app.window.evaluate(async (count) => {
      // Whole: earlier commits refuse a draft that lacks fields of other kinds.
      const others = { address: '', port: '', user: '', identityFile: '', jumpHost: '' };
      const more = { options: '', keepAlive: 'off', pairingLink: '' } as const;
      const draft = { kind: 'local', color: 'blue', shell: '/bin/sh', ...others, ...more } as const;
      for (let at = 1; at <= count; at++) {
        await window.bowline.call('hosts:save', { ...draft, name: `Host ${at}` }, null);
      }
    }, HOSTS);
  } finally {
    await app.close();
  }
}

function app(userData: string, display: Display): Launch {
  const env = { ...display.env, ...AS_PACKAGED, BOWLINE_USER_DATA: userData };
  return () => launch([buildUnderTest()], env, HOSTS);
}

function empty(folder: string, display: Display): Launch {
  const data = `--user-data-dir=${path.join(folder, 'empty')}`;
  return () => launch([data, path.join(STARTUP, 'empty.mjs')], display.env, 1);
}

/** Milliseconds until its window is shown, painted, and has taken a key. */
async function launch(args: string[], env: NodeJS.ProcessEnv, entries: number): Promise<number> {
  const clock = ['-r', path.join(STARTUP, 'clock.mjs')];
  const began = performance.timeOrigin + performance.now();
  const child = spawn(findElectron()!.executable, [...ROOT_ARGS, ...clock, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  try {
    const output = child.stdout.setEncoding('utf8').toArray() as Promise<string[]>;
    await within(START_LIMIT_MS, 'The app did not start', once(child, 'exit'));
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

export const start: Bench = {
  name: 'start',
  title: 'From launch to a window that takes a key',
  method:
    'Bowline with 20 saved hosts and no tabs, and an Electron app that is one window with a ' +
    'button, are launched in turns, each once before it counts. The time runs from starting the ' +
    'process until the window is shown, has painted (its hosts stand in the list) and has ' +
    'handled a key; a module loaded before each app (`electron -r`) tells these moments.',
  limitMs: 300_000,
  measure,
};
