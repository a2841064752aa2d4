// The windows follow the layout, stand where they stood, and one of them is in front.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { NO_LAYOUT } from '../../../core/layout/layout.ts';
import { CRASH_LIMIT } from '../../../electron/main/appWindow.ts';
import { STEP_LIMIT_MS } from '../../../electron/main/closing.ts';
import { PICTURE_LIMIT_MS } from '../../../electron/main/oneByOne.ts';
import { HANDING_OVER_LIMIT_MS } from '../../../electron/main/windowDesk.ts';
import { settle } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { layoutOf, openOp, WindowRig } from '../../support/windowRig.ts';

let rig: WindowRig;
beforeEach(() => {
  rig = new WindowRig();
});

describe('the windows', () => {
  it('are those of the layout: opened, taken away and opened again with it', async () => {
    rig.open(layoutOf('a', 'b'));
    rig.change('a', { op: 'new-window', window: 'c' });
    expect(rig.ids).toEqual(['a', 'b', 'c']);
    const [b] = [rig.native('b')];
    rig.change('a', { op: 'close-window', window: 'b', item: 'item' });
    expect([rig.ids, b.visible]).toEqual([['a', 'c'], false]);
    await settle();
    expect(b.destroyed).toBe(true);
    rig.change('a', { op: 'reopen', item: 'item' });
    expect(rig.ids).toEqual(['a', 'c', 'b']);
    expect(rig.natives).toHaveLength(4);
    expect(rig.window('b').ref.layoutId).toBe('b');
  });

  it('stay as they are where the layout changes otherwise', () => {
    rig.open(layoutOf('a', 'b'));
    rig.change('a', openOp('tab', 'pane'));
    expect(
      rig.natives.map(({ webContents, destroyed }) => [webContents.loaded, destroyed]),
    ).toEqual([
      ...[
        [1, false],
        [1, false],
      ],
    ]);
  });

  it('are never all taken away by a layout: the last one goes with the app', () => {
    rig.open(layoutOf('a'));
    rig.desk.follow(NO_LAYOUT);
    expect(rig.ids).toEqual(['a']);
  });

  it('that go are out of sight at once, and there until what they show has been handed over', async () => {
    rig.open(layoutOf('a', 'b'));
    const native = rig.native('b');
    let handedOver = (): void => undefined;
    rig.beforeGone = () => new Promise((resolve) => (handedOver = resolve));
    rig.change('a', { op: 'close-window', window: 'b', item: 'item' });
    await settle();
    expect([native.visible, native.destroyed]).toEqual([false, false]);
    handedOver();
    await settle();
    expect(native.destroyed).toBe(true);
  });

  it('go after a while where it never is', async () => {
    rig.open(layoutOf('a', 'b'));
    const native = rig.native('b');
    rig.beforeGone = () => new Promise(() => undefined);
    rig.change('a', { op: 'close-window', window: 'b', item: 'item' });
    await settle();
    rig.clock.advance(STEP_LIMIT_MS); // a large terminal takes longer
    await settle();
    expect(native.destroyed).toBe(false);
    rig.clock.advance(HANDING_OVER_LIMIT_MS);
    await settle();
    expect(native.destroyed).toBe(true);
    expect(rig.done).toEqual([expect.stringContaining('took more than')]);
  });

  it('that hand over still go with the app', () => {
    rig.open(layoutOf('a', 'b'));
    const native = rig.native('b');
    rig.beforeGone = () => new Promise(() => undefined);
    rig.change('a', { op: 'close-window', window: 'b', item: 'item' });
    rig.desk.destroyAll();
    expect(native.destroyed).toBe(true);
  });

  it('that the system took away are known no more, and no call is made for them', () => {
    rig.open(layoutOf('a', 'b'));
    const { ref } = rig.window('b');
    rig.native('b').destroy();
    expect([rig.ids, rig.desk.front!.id, rig.desk.of(ref)]).toEqual([['a'], 'a', undefined]);
    rig.desk.fitIn();
  });
});

describe('the window in front', () => {
  it('is the one that had the keyboard last, of those that are there', () => {
    rig.open(layoutOf('a', 'b', 'c'));
    rig.native('a').focus();
    rig.native('c').focus();
    rig.native('b').focus();
    expect(rig.desk.front!.id).toBe('b');
    expect(rig.fronts.slice(-3)).toEqual(['a', 'c', 'b']);
    rig.change('a', { op: 'close-window', window: 'b', item: 'item' });
    expect(rig.desk.front!.id).toBe('c');
    rig.window('c').leave();
    expect(rig.desk.front!.id).toBe('a');
  });

  it('is a new one from the moment on that it is made', () => {
    rig.open(layoutOf('a', 'b'));
    rig.change('a', { op: 'new-window', window: 'c' });
    expect(rig.desk.front!.id).toBe('c');
  });

  it('is the same after a restart, and the others come up behind it', () => {
    rig.open(layoutOf('a', 'b', 'c'));
    rig.native('b').focus();
    rig.desk.end();
    const next = new WindowRig({ path: rig.path });
    next.open(rig.layout);
    expect(next.desk.front!.id).toBe('b');
    const behind = next.ids.map((id) => {
      const { visible, inactive } = next.native(id);
      return [visible, inactive];
    });
    expect(behind).toEqual([
      ...[
        [true, true],
        [true, false],
        [true, true],
      ],
    ]);
  });

  it('is none where there is no window', () => expect(rig.desk.front).toBeUndefined());
});

describe('windows of the last run', () => {
  let next: WindowRig;
  beforeEach(() => {
    rig.open(layoutOf('a', 'b', 'c', 'd'));
    for (const id of ['a', 'd', 'c', 'b']) rig.native(id).focus(); // so b was in front, and c before it
    rig.desk.end();
    next = new WindowRig({ path: rig.path });
    next.begin(rig.layout);
  });

  /** In the order in which they opened. */
  const opened = (): string[] => next.desk.all.map(({ id }) => id);
  const pictured = (id: string): void => {
    next.native(id).ready();
    next.desk.hasPicture(next.window(id).ref);
  };

  it('open one by one, the one in front first, each once the one before has its picture', () => {
    expect(opened()).toEqual(['b']);
    next.native('b').ready(); // which isn't it yet: there is nothing in it
    expect(opened()).toEqual(['b']);
    for (const [id, more] of [
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'a'],
    ] as const) {
      pictured(id);
      pictured(id); // loaded again, say
      expect(opened().at(-1)).toBe(more);
    }
    pictured('a');
    expect(opened()).toEqual(['b', 'c', 'd', 'a']);
  });

  it('don’t wait for ever for one that never has a picture', () => {
    next.clock.advance(PICTURE_LIMIT_MS - 1);
    expect(opened()).toEqual(['b']);
    next.clock.advance(1);
    expect(opened()).toEqual(['b', 'c']);
    pictured('b'); // late: it is c's turn by now
    expect(opened()).toEqual(['b', 'c']);
    next.clock.advance(2 * PICTURE_LIMIT_MS);
    expect(opened()).toEqual(['b', 'c', 'd', 'a']);
  });

  it('are seen by whoever waits for the first, whichever that is', async () => {
    let seen = false;
    void next.desk.firstShown.then(() => (seen = true));
    next.clock.advance(PICTURE_LIMIT_MS);
    await settle();
    expect(seen).toBe(false);
    next.native('c').ready();
    await settle();
    expect(seen).toBe(true);
  });

  it('go on opening where one crashes, which loses nothing', async () => {
    for (let n = 0; n <= CRASH_LIMIT; n++) {
      next.native('b').crash();
      await settle();
    }
    expect(opened()).toEqual(['c']);
    expect(next.layout.windows.flatMap(({ tabs }) => tabs)).toHaveLength(4);
    expect(next.done).toEqual([]);
    next.clock.advance(2 * PICTURE_LIMIT_MS);
    expect(opened()).toEqual(['c', 'd', 'a']);
  });

  it('go on opening where one is gone', () => {
    next.native('b').destroy();
    expect(opened()).toEqual(['c']);
  });

  it('are still to be counted by who closes the only one that is there', async () => {
    next.native('b').close();
    await settle();
    expect([next.done, opened(), next.desk.front!.id]).toEqual([['b closed'], ['c'], 'c']);
    next.programs.set('a-pane', 'vim');
    next.rules.quitting();
    next.native('c').close();
    await settle();
    expect(next.asked).toEqual(['c: quit vim']);
  });

  it('open at once where their user wants to see them, with the keyboard', () => {
    pictured('b');
    next.desk.raise('a');
    expect(opened()).toEqual(['b', 'c', 'a']);
    next.native('a').ready();
    expect([next.native('a').inactive, next.desk.front!.id]).toEqual([false, 'a']);
    pictured('c');
    expect(opened()).toEqual(['b', 'c', 'a', 'd']);
    next.desk.raise('b');
    expect(next.desk.front!.id).toBe('b');
  });

  it('open at once where a tab is moved into them, behind', () => {
    next.change('b', { op: 'new-window', window: 'e' });
    expect(opened()).toEqual(['b', 'e']);
    next.change('b', openOp('own', 'own-pane'));
    expect(opened()).toEqual(['b', 'e']);
    next.change('b', { op: 'move-tab', tab: 'own', to: { window: 'a', index: 0 } });
    expect([opened(), next.desk.front!.id]).toEqual([['b', 'e', 'a'], 'e']);
  });

  it('that are closed before their turn never open', () => {
    next.change('b', { op: 'move-tab', tab: 'c-tab', to: { window: 'b', index: 0 } });
    expect(next.layout.windows.map(({ id }) => id)).toEqual(['a', 'b', 'd']);
    next.clock.advance(3 * PICTURE_LIMIT_MS);
    expect(opened()).toEqual(['b', 'd', 'a']);
  });

  it('open no more once the app ends', () => {
    next.desk.end();
    pictured('b');
    next.clock.advance(3 * PICTURE_LIMIT_MS);
    expect(opened()).toEqual(['b']);
    expect(new WindowRig({ path: rig.path }).open(rig.layout).desk.front!.id).toBe('b');
  });

  it('don’t cover the one that their user is in, nor bring it before other programs', async () => {
    pictured('b');
    pictured('c');
    await settle();
    expect(next.native('b').raised).toBe(1);
    next.native('b').focused = false;
    pictured('d');
    await settle();
    expect(next.native('b').raised).toBe(1);
    next.native('a').ready();
    await settle();
    expect(next.natives.map(({ raised }) => raised)).toEqual([1, 0, 0, 0]);
  });
});

describe('the place of a window', () => {
  const place = (x: number, y = 20) => ({ x, y, width: 700, height: 500 });

  it('is what it was, also of one that was closed and is reopened in another run', () => {
    rig.open(layoutOf('a', 'b'));
    rig.native('a').setBounds(place(10));
    rig.native('b').setBounds(place(900));
    rig.native('a').maximize();
    rig.change('a', { op: 'close-window', window: 'b', item: 'item' });
    rig.desk.end();
    const next = new WindowRig({ path: rig.path }).open(rig.layout);
    next.change('a', { op: 'reopen', item: 'item' });
    expect(next.native('a')).toMatchObject({ bounds: place(10), maximized: true });
    expect(next.native('b')).toMatchObject({ bounds: place(900), maximized: false });
  });

  it('outlives a kill -9, but for the last half second', async () => {
    rig.open(layoutOf('a'));
    rig.native('a').setBounds(place(10));
    rig.clock.advance(500);
    await expect
      .poll(() => new WindowRig({ path: rig.path }).open(layoutOf('a')).native('a').bounds)
      .toEqual(place(10));
  });

  it('is that of the one window that there was, for the one in front', () => {
    const path = join(temporaryDirectory(), 'window.json');
    writeFileSync(path, JSON.stringify({ ...place(30), maximized: false }));
    const migrated = new WindowRig({ path }).open(layoutOf('a', 'b'));
    expect(migrated.native('b').bounds).toEqual(place(30));
    expect(migrated.native('a').bounds).toEqual(place(54, 44));
  });

  it('is a little beside the one in front for a new one', () => {
    rig.open(layoutOf('a', 'b'));
    rig.native('a').setBounds(place(100));
    rig.native('a').focus();
    rig.change('a', { op: 'new-window', window: 'c' });
    expect(rig.native('c').bounds).toEqual(place(124, 44));
  });

  it('is where it was dropped for one that was pulled out, once, and if that is a display', () => {
    rig.open(layoutOf('a'));
    rig.native('a').setBounds(place(100));
    for (const [id, x] of [
      ['b', 400],
      ['c', 5000],
    ] as const) {
      rig.desk.placeNext(id, { x, y: 300 });
      rig.native('a').focus();
      rig.change('a', { op: 'new-window', window: id });
    }
    expect(rig.native('b').bounds).toEqual(place(400, 300));
    expect(rig.native('c').bounds).toEqual(place(124, 44));
  });

  it('is moved in when its display goes, but for one that fills a screen or is minimised', () => {
    rig.displays.push({ x: 1920, y: 0, width: 1280, height: 1000 });
    rig.open(layoutOf('a', 'b', 'c'));
    for (const id of rig.ids) rig.native(id).setBounds(place(2500));
    rig.native('b').minimize();
    rig.native('c').maximize();
    rig.displays.pop();
    rig.desk.fitIn();
    const seen = place(1920 - 700);
    const bounds = rig.ids.map((id) => rig.native(id).bounds);
    expect(bounds).toEqual([seen, place(2500), place(2500)]);
    rig.native('b').restore();
    expect(rig.native('b').bounds).toEqual(seen);
  });

  it('is forgotten with a window that can’t be had back', () => {
    rig.open(layoutOf('a'));
    rig.change('a', { op: 'new-window', window: 'b' });
    const native = rig.native('b');
    native.setBounds(place(900));
    rig.change('a', { op: 'close-window', window: 'b', item: 'empty' });
    native.emit('move'); // on its way out
    rig.change('a', { op: 'new-window', window: 'b' });
    expect(rig.native('b').bounds).not.toEqual(place(900));
  });
});

describe('a window', () => {
  it('is told whether it can be seen', () => {
    rig.open(layoutOf('a'));
    const [native, page] = [rig.native('a'), rig.heard('a')];
    native.minimize();
    native.minimize();
    expect(rig.window('a').isShown).toBe(false);
    native.restore();
    rig.window('a').putAway();
    rig.window('a').bringToFront();
    expect(page.heard('app:shown')).toEqual([true, false, true, false, true]);
    expect(rig.window('a').isShown).toBe(true);
  });

  it('can be seen where it comes back filling its screen, without the keyboard', () => {
    rig.open(layoutOf('a'));
    const native = rig.native('a');
    native.minimize();
    native.minimized = false;
    native.emit('maximize');
    expect(rig.window('a').isShown).toBe(true);
  });

  it('minimised is restored where it is wanted', () => {
    rig.open(layoutOf('a'));
    rig.native('a').minimize();
    rig.window('a').bringToFront();
    expect(rig.native('a')).toMatchObject({ minimized: false, visible: true });
  });

  it('full screen is left before it is put away', () => {
    rig.open(layoutOf('a'));
    rig.native('a').setFullScreen(true);
    rig.window('a').putAway();
    expect(rig.native('a')).toMatchObject({ fullScreen: false, visible: false });
  });

  it('that comes up while it is away stays away, and one that is loaded again takes no keyboard', () => {
    rig.open(layoutOf('a', 'b'));
    rig.native('a').focus();
    rig.native('b').ready();
    expect(rig.desk.front!.id).toBe('a');
    rig.window('b').putAway();
    rig.native('b').ready();
    expect(rig.native('b').visible).toBe(false);
  });
});
