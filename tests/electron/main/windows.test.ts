// Which window a call comes from, and who hears what, with pages that are played.
import { beforeEach, describe, expect, it } from 'vitest';
import { ORIGIN } from '../../../electron/main/origin.ts';
import { Windows, type Page } from '../../../electron/main/windows.ts';
import type { WindowRef } from '../../../electron/window.ts';
import { settle } from '../../support/manualClock.ts';
import { MemoryPort } from '../../support/memoryPort.ts';

/** A page of which the test says what became of it. */
class PlayedPage implements Page {
  readonly id: number;
  readonly sent: [string, unknown][] = [];
  crashed = false;
  destroyed = false;
  #onDestroyed: () => void = () => undefined;

  constructor(id: number) {
    this.id = id;
  }

  isDestroyed = (): boolean => this.destroyed;
  isCrashed = (): boolean => this.crashed;

  send(channel: string, payload: unknown): void {
    if (this.crashed || this.destroyed) throw new Error('Nobody is there.');
    this.sent.push([channel, payload]);
  }

  once(_event: 'destroyed', listener: () => void): void {
    this.#onDestroyed = listener;
  }

  destroy(): void {
    this.destroyed = true;
    this.#onDestroyed();
  }
}

const OWN_FRAME = { parent: null, origin: ORIGIN };
let gone: WindowRef[];
let opened: [Page, string][];
/** In this order; then any. */
let nextPorts: MemoryPort[];
let windows: Windows<PlayedPage>;
let pages: [PlayedPage, PlayedPage];
let refs: [WindowRef, WindowRef];

beforeEach(() => {
  [gone, opened, nextPorts] = [[], [], []];
  windows = new Windows(
    (page, shellId) => {
      opened.push([page, shellId]);
      return nextPorts.shift() ?? new MemoryPort();
    },
    (window) => gone.push(window),
  );
  pages = [new PlayedPage(1), new PlayedPage(2)];
  refs = [windows.add(pages[0], 'left'), windows.add(pages[1], 'right')];
  expect(refs.map(({ layoutId }) => layoutId)).toEqual(['left', 'right']);
});

describe('a call', () => {
  it('is known to come from the one of our windows that made it', () => {
    for (const [index, sender] of pages.entries()) {
      expect(windows.callerOf({ sender, senderFrame: OWN_FRAME })).toBe(refs[index]);
    }
  });

  it.each([
    ['a page that isn’t ours', () => new PlayedPage(1), OWN_FRAME],
    ['a frame in our page', () => pages[0], { parent: {}, origin: ORIGIN }],
    ['our window gone elsewhere', () => pages[0], { parent: null, origin: 'https://example.org' }],
    ['a frame that is gone', () => pages[0], null],
  ])('comes from nobody when it comes from %s', (_, sender, senderFrame) => {
    expect(windows.callerOf({ sender: sender(), senderFrame })).toBeUndefined();
  });

  it('comes from nobody once its window is gone', () => {
    pages[0].destroy();
    expect(windows.callerOf({ sender: pages[0], senderFrame: OWN_FRAME })).toBeUndefined();
    expect(windows.callerOf({ sender: pages[1], senderFrame: OWN_FRAME })).toBe(refs[1]);
    expect(gone).toEqual([refs[0]]);
  });
});

describe('an event', () => {
  it('of one window reaches that one alone, of what they share all', () => {
    refs[1].emit('app:fullScreen', true);
    windows.broadcast('app:theme', 'dark');
    expect(pages[0].sent).toEqual([['app:theme', 'dark']]);
    expect(pages[1].sent).toEqual([
      ['app:fullScreen', true],
      ['app:theme', 'dark'],
    ]);
  });

  it('for a window whose page has crashed or is gone is for the others', () => {
    pages[0].crashed = true;
    windows.broadcast('app:theme', 'dark');
    pages[0].destroy();
    windows.broadcast('app:theme', 'light');
    refs[0].emit('app:fullScreen', true);
    expect(pages[0].sent).toEqual([]);
    expect(pages[1].sent).toHaveLength(2);
  });
});

it('a port goes to the window that shows the shell, and to none that is closing', () => {
  refs[1].openPort('shell');
  expect(opened).toEqual([[pages[1], 'shell']]);
  pages[1].destroy();
  expect(() => refs[1].openPort('shell')).toThrow('The window is closing.');
});

it('all windows that there are can be told each its own', () => {
  expect(windows.all).toEqual(refs);
  pages[0].destroy();
  expect(windows.all).toEqual([refs[1]]);
});

describe('the ports of a window', () => {
  it('are waited for, whichever end closes them, and those of no other', async () => {
    const [left, right] = refs;
    const ports = ['a', 'b'].map(() => new MemoryPort());
    nextPorts.push(...ports, new MemoryPort());
    const ours = [left.openPort('a'), left.openPort('b')];
    right.openPort('c');
    let isDone = false;
    const done = windows.showsNone(left).then(() => (isDone = true));
    ours[0]!.close();
    await settle();
    expect(isDone).toBe(false);
    ports[1]!.vanish();
    await done;
    await windows.showsNone(left);
  });
});
