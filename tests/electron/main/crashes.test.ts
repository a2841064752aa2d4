// A window that crashes is brought back, by its own count; one that does so again and again loses no
// shell and takes no other window along.
import { beforeEach, describe, expect, it } from 'vitest';
import { CRASH_LIMIT, CRASHES_COUNT_FOR_MS } from '../../../electron/main/appWindow.ts';
import { settle } from '../../support/manualClock.ts';
import { layoutOf, openOp, WindowRig } from '../../support/windowRig.ts';

let rig: WindowRig;
beforeEach(() => {
  rig = new WindowRig().open(layoutOf('a', 'b'));
});

async function crash(id: string, times = 1): Promise<void> {
  for (let n = 0; n < times; n++) {
    rig.native(id).crash();
    await settle();
  }
}

const tabsOf = (id: string): string[] =>
  rig.layout.windows.find((window) => window.id === id)?.tabs.map((tab) => tab.id) ?? [];

describe('a window that crashes', () => {
  it('is loaded again and told so, each by its own count', async () => {
    await crash('a', CRASH_LIMIT);
    await crash('b', CRASH_LIMIT);
    expect(rig.natives.map(({ webContents }) => webContents.loaded)).toEqual([
      1 + CRASH_LIMIT,
      1 + CRASH_LIMIT,
    ]);
    expect(rig.notices).toHaveLength(2 * CRASH_LIMIT);
    expect(rig.notices.at(-1)).toEqual(['b', expect.stringContaining('was started again')]);
  });

  it('now and then is always loaded again', async () => {
    for (let n = 0; n < 3 * CRASH_LIMIT; n++) {
      await crash('a');
      rig.clock.advance(CRASHES_COUNT_FOR_MS / CRASH_LIMIT);
    }
    expect(rig.native('a').webContents.loaded).toBe(1 + 3 * CRASH_LIMIT);
  });

  it('because it is going is no news', async () => {
    const b = rig.native('b');
    rig.native('a').crash('clean-exit');
    rig.window('b').leave();
    b.crash();
    await settle();
    expect(rig.notices).toEqual([]);
  });
});

describe('a window that crashes too often', () => {
  it('goes, and its tabs are in the window in front, where another is shown still', async () => {
    rig.change('b', openOp('second', 'second-pane'));
    const native = rig.native('b');
    await crash('b', CRASH_LIMIT + 1);
    expect([rig.ids, native.destroyed, native.webContents.loaded]).toEqual([
      ['a'],
      true,
      1 + CRASH_LIMIT,
    ]);
    expect(tabsOf('a')).toEqual(['a-tab', 'b-tab', 'second']);
    expect([rig.layout.windows[0]!.active, rig.layout.closed]).toEqual(['a-tab', []]);
    expect(rig.notices.at(-1)).toEqual(['a', expect.stringContaining('Its tabs are in this one')]);
    expect([rig.asked, rig.done]).toEqual([[], []]);
  });

  it('shows its own tabs in a window that had none', async () => {
    rig.change('a', { op: 'new-window', window: 'c' });
    await crash('b', CRASH_LIMIT + 1);
    const heir = rig.layout.windows.find(({ id }) => id === 'c');
    expect([tabsOf('c'), heir!.active]).toEqual([['b-tab'], 'b-tab']);
  });

  it('has its tabs closed, to be had back, where they can’t be moved', async () => {
    const { change } = rig;
    rig.change = (window, op) => {
      if (op.op === 'move-tab') throw new Error('not there');
      change.call(rig, window, op);
    };
    await crash('b', CRASH_LIMIT + 1);
    expect([rig.done, rig.ids]).toEqual([['Error: not there', 'b closed'], ['a']]);
    expect(rig.layout.closed.map(({ window }) => window)).toEqual(['b']);
  });

  it('takes the app along where it is the last, and stays in the layout', async () => {
    rig.change('a', { op: 'close-window', window: 'b', item: 'item' });
    const before = rig.layout;
    await crash('a', CRASH_LIMIT + 1);
    expect([rig.layout, rig.done]).toEqual([before, ['shells left']]);
    expect(rig.natives.every(({ destroyed }) => destroyed)).toBe(true);
  });
});
