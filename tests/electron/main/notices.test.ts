// Where the user is told what: in the window that it concerns or in the one in front, and nowhere twice.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../../electron/ipc/contract.ts';
import { Notices } from '../../../electron/main/notices.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { told } from '../../support/told.ts';

let windows: [MemoryWindow, MemoryWindow];
let front: MemoryWindow | undefined;
let notices: Notices;

beforeEach(() => {
  windows = [new MemoryWindow('left'), new MemoryWindow('right')];
  front = windows[0];
  notices = new Notices({
    broadcast: (name, payload) => windows.forEach((window) => window.emit(name, payload)),
    front: () => front,
  });
});

const heard = (): string[][] =>
  windows.map((window) => window.heard('app:notice').map(({ id }: Notice) => id));
const known = (): string[][] => windows.map((window) => notices.for(window).map(({ id }) => id));

describe('a notice', () => {
  it('that concerns one window is said there alone, also when its page starts again', () => {
    notices.addFor(windows[1], 'crash', 'warning', told('once'));
    notices.addFor(windows[1], 'crash', 'warning', told('twice'));
    notices.addFor(windows[0], 'crash', 'warning', told('of the other'));
    expect(heard()).toEqual([['crash'], ['crash', 'crash']]);
    expect(notices.for(windows[1])).toEqual([
      { id: 'crash', level: 'warning', text: told('twice') },
    ]);
    notices.forget(windows[1]);
    expect(known()).toEqual([['crash'], []]);
  });

  it('of the app is said in the window in front, and not again in one that comes later', () => {
    notices.add('fault', 'error', told('a fault'));
    front = windows[1];
    expect([heard(), known()]).toEqual([
      ...[
        [['fault'], []],
        [['fault'], []],
      ],
    ]);
  });

  it('that takes an earlier one back is said where that was', () => {
    notices.add('unstored', 'warning', told('a full disk'));
    front = windows[1];
    notices.add('unstored', 'info', told('room again'));
    expect(heard()).toEqual([['unstored', 'unstored'], []]);
    expect(notices.for(windows[0])).toMatchObject([{ level: 'info' }]);
    notices.forget(windows[0]);
    notices.add('unstored', 'warning', told('a full disk, again'));
    expect(heard()[1]).toEqual(['unstored']);
  });

  it('from before there was a window is said in one of them', () => {
    front = undefined;
    notices.add('hosts-file', 'warning', told('damaged'));
    front = windows[1];
    expect(known()).toEqual([[], ['hosts-file']]);
  });

  it('that stays true is said in all of them, also in those that come later', () => {
    notices.addLasting('debugging', 'warning', told('open'));
    expect(heard()).toEqual([['debugging'], ['debugging']]);
    notices.forget(windows[0]);
    expect(known()).toEqual([['debugging'], ['debugging']]);
  });
});
