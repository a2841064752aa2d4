// Which window hears of a shell: the one that shows it, and all while none does.
import { expect, it } from 'vitest';
import { Viewer } from '../../../electron/shells/viewer.ts';
import type { WindowRef } from '../../../electron/window.ts';

function setUp(first?: string) {
  const heard: string[] = [];
  const named = (name: string): WindowRef =>
    ({ emit: () => heard.push(name) }) as unknown as WindowRef;
  const windows = { one: named('one'), other: named('other') };
  const state = { attached: true };
  const begin = first === undefined ? null : windows[first as 'one'];
  const viewer = new Viewer(
    begin,
    () => state.attached,
    () => heard.push('all'),
  );
  const tell = (): string[] => {
    viewer.tell('shell:closed' as never, {} as never);
    return heard.splice(0);
  };
  return { viewer, state, tell, ...windows };
}

it('a window that shows it hears of it alone', () => {
  const { viewer, tell, one, other } = setUp('one');
  expect([viewer.window, tell()]).toEqual([one, ['one']]);
  viewer.become(other);
  expect([viewer.window, tell()]).toEqual([other, ['other']]);
});

it('all hear of it while none shows it', () => {
  const { viewer, state, tell, one } = setUp();
  expect([viewer.window, tell()]).toEqual([null, ['all']]);
  viewer.become(one);
  state.attached = false;
  expect([viewer.window, tell()]).toEqual([null, ['all']]);
});

it('another window is one that isn’t the last that it was shown in, even if that is gone', () => {
  const { viewer, state, one, other } = setUp();
  expect([viewer.wasOther(one), viewer.wasOther(other)]).toEqual([false, false]);
  viewer.become(one);
  expect([viewer.wasOther(one), viewer.wasOther(other)]).toEqual([false, true]);
  state.attached = false;
  expect([viewer.wasOther(one), viewer.wasOther(other)]).toEqual([false, true]);
});
