// From launching the app to a window that shows its hosts and takes a key, against an Electron
// app that is nothing but a window.
import path from 'node:path';
import { openDisplay, type Display } from '../build/display.ts';
import type { Bridge } from '../electron/ipc/contract.ts';
import { startApp } from '../tests/support/app.ts';
import type { Bench, Measurement, Run } from './bench.ts';
import { median } from './report/statistics.ts';
import { temporaryFolder } from './stage/temporaryFolder.ts';
import { bowlineOn, emptyWindow, inTurns } from './startup/launch.ts';

declare const window: { bowline: Bridge };

const HOSTS = 20;
const ROUNDS = 7;
const QUICK_ROUNDS = 2;

async function measure(run: Run): Promise<Measurement> {
  const display = run.use(await openDisplay());
  const folder = await temporaryFolder(run);
  await saveHosts(folder, display);
  const launches = {
    Bowline: bowlineOn(folder, display, HOSTS),
    'empty window': emptyWindow(path.join(folder, 'empty'), display),
  };
  const times = await inTurns(launches, run.quick ? QUICK_ROUNDS : ROUNDS, run);
  return { ...judge(times['Bowline'], times['empty window']), notes: [] };
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
