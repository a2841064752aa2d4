// Which window a call comes from, and who hears what, with pages that are played.
import { beforeEach, describe, expect, it } from 'vitest';
import { ORIGIN } from '../../../electron/main/origin.ts';
import { Notices } from '../../../electron/main/notices.ts';
import { Windows, type Page } from '../../../electron/main/windows.ts';
import type { WindowRef } from '../../../electron/window.ts';
import { MemoryPort } from '../../support/memoryPort.ts';
import { told } from '../../support/told.ts';

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
let windows: Windows<PlayedPage>;
let pages: [PlayedPage, PlayedPage];
let refs: [WindowRef, WindowRef];

beforeEach(() => {
  [gone, opened] = [[], []];
  windows = new Windows(
    (page, shellId) => {
      opened.push([page, shellId]);
      return new MemoryPort();
    },
    (window) => gone.push(window),
  );
  pages = [new PlayedPage(1), new PlayedPage(2)];
  refs = [windows.add(pages[0]), windows.add(pages[1])];
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

describe('a notice', () => {
  it('that concerns one window is said there alone, also when its page starts again', () => {
    const notices = new Notices(windows.broadcast);
    notices.add('fault', 'error', told('for all'));
    notices.addFor(refs[0], 'crash', 'warning', told('of the first'));
    notices.addFor(refs[0], 'crash', 'warning', told('of the first, again'));
    const [all, again] = [
      { id: 'fault', level: 'error', text: told('for all') },
      { id: 'crash', level: 'warning', text: told('of the first, again') },
    ];
    expect(notices.for(refs[0])).toEqual([all, again]);
    expect(notices.for(refs[1])).toEqual([all]);
    expect(pages[0].sent).toHaveLength(3);
    expect(pages[1].sent).toEqual([['app:notice', all]]);
    notices.forget(refs[0]);
    expect(notices.for(refs[0])).toEqual([all]);
  });
});
