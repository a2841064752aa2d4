// A screen to open windows on. On Linux always a virtual one of our own, so that tests neither
// need a real one nor take the keyboard from whoever sits before it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { SYSTEM } from '../core/system.ts';

export interface Display extends AsyncDisposable {
  /** What a program needs in its environment to open its window there. */
  env: NodeJS.ProcessEnv;
}

const SCREEN = '1600x1000x24';

/** Xvfb picks a free number itself and tells it over the descriptor. */
async function firstLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.includes('\n')) return text.trim();
  }
  throw new Error('The virtual display (Xvfb) did not start.');
}

async function startXvfb(): Promise<Display> {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
  const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  await once(xvfb, 'spawn');
  const kill = () => xvfb.kill();
  process.once('exit', kill);
  const number = await firstLine(xvfb.stdio[3] as Readable);
  return {
    env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: undefined, XDG_SESSION_TYPE: 'x11' },
    [Symbol.asyncDispose]: async () => {
      process.removeListener('exit', kill);
      const ended = once(xvfb, 'exit');
      xvfb.kill();
      await ended;
    },
  };
}

export function openDisplay(): Promise<Display> {
  if (SYSTEM === 'linux') return startXvfb();
  return Promise.resolve({ env: {}, [Symbol.asyncDispose]: () => Promise.resolve() });
}
