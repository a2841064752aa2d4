// Gets into the app's window without a door in the app: the developer tools' protocol finds the
// terminals among the page's objects, and the probes are put beside them. So what is measured is
// the window that people have, to the byte.
import type { CDPSession, Page } from '@playwright/test';
import type { Terminal } from '@xterm/xterm';
import { BareTerminal } from '../window/bareTerminal.ts';
import { FrameGaps } from '../window/frameGaps.ts';
import { SeenFrames } from '../window/seenFrames.ts';
import { MARK_CODE, TerminalProbe } from '../window/terminalProbe.ts';

export interface BenchWindow {
  TerminalProbe: typeof TerminalProbe;
  BareTerminal: typeof BareTerminal;
  FrameGaps: typeof FrameGaps;
  SeenFrames: typeof SeenFrames;
  /** One for each terminal that was asked for, in that order. */
  probes: TerminalProbe[];
  /** Those of the page, as they were when last looked for. */
  terminals: Terminal[];
  bare?: BareTerminal;
  frames?: FrameGaps;
  seen?: SeenFrames;
}

declare global {
  interface Window {
    bench: BenchWindow;
  }
}

/** The classes run in the window as they are written: none of them uses anything outside. */
const CLASSES = { TerminalProbe, BareTerminal, FrameGaps, SeenFrames };

/** Makes `window.bench`. */
export async function enter(page: Page): Promise<void> {
  const classes = Object.entries(CLASSES).map(([name, made]) => `${name}: ${String(made)}`);
  await page.evaluate(`window.bench = { ${classes.join(', ')}, probes: [], terminals: [] }`);
}

/** Puts a probe on the terminal that has the keyboard now; answers with its number. */
export async function probeVisible(page: Page): Promise<number> {
  await findTerminals(page);
  return page.evaluate((markCode) => {
    const { bench } = window;
    const visible = bench.terminals.filter(({ element }) => element?.checkVisibility());
    const current = '[role="tabpanel"], [aria-current="true"]'; // of a tab alone, and of several
    const seen = visible.find(({ element }) => element!.closest(current)) ?? visible[0];
    if (!seen) throw new Error('No terminal is visible.');
    const known = bench.probes.findIndex(({ terminal }) => terminal === seen);
    return known >= 0 ? known : bench.probes.push(new bench.TerminalProbe(seen, markCode)) - 1;
  }, MARK_CODE);
}

async function findTerminals(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  try {
    await cdp.send('Runtime.callFunctionOn', {
      objectId: await allObjects(cdp),
      functionDeclaration: `function () { window.bench.terminals = this.filter(${isTerminal}); }`,
    });
    await cdp.send('Runtime.releaseObjectGroup', { objectGroup: 'bench' });
  } finally {
    await cdp.detach();
  }
}

/** Handle of an array that holds every object of the page. */
async function allObjects(cdp: CDPSession): Promise<string> {
  const expression = 'Object.prototype';
  const { result } = await cdp.send('Runtime.evaluate', { expression, objectGroup: 'bench' });
  const { objects } = await cdp.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId!,
    objectGroup: 'bench',
  });
  return objects.objectId!;
}

/** Runs in the window. Some of the page's objects throw whatever they are asked. */
const isTerminal = `(object) => {
  try {
    return Object.hasOwn(object, '_core') && Boolean(object._core.element) && 'write' in object;
  } catch {
    return false;
  }
}`;
