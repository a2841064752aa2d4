// The question before programs end: the page asks, and where it can't, the system's box does.
import { expect, it, vi } from 'vitest';
import { LeaveAsking, SHOWN_LIMIT_MS } from '../../../electron/main/leaveAsking.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';

function begin() {
  const clock = new ManualClock();
  const asking = new LeaveAsking({ clock });
  const window = new MemoryWindow();
  const inBox = vi.fn(() => Promise.resolve(true));
  let lose = () => {};
  const unwatched = vi.fn();
  const ask = (programs = ['vim'], texts: string[] = []) =>
    asking.ask({
      ...{ window, programs, texts, what: 'quit', inBox },
      whenLost: (lost) => {
        lose = lost;
        return unwatched;
      },
    });
  const id = (): number => window.heard('app:leaving').findLast((wish) => wish !== null)!.id;
  return { clock, asking, window, inBox, ask, id, unwatched, lose: () => lose() };
}

it('asks nothing where nothing would end', async () => {
  const { ask, window, inBox } = begin();
  expect(await ask([])).toBe(true);
  expect([window.told, inBox.mock.calls]).toEqual([[], []]);
});

it.each([
  ['go', true],
  ['keep', false],
] as const)('the page shows it, and its user’s “%s” counts', async (what, goes) => {
  const { ask, asking, clock, window, inBox, id, unwatched } = begin();
  const answer = ask(['vim', 'sleep']);
  expect(window.heard('app:leaving')).toEqual([
    { id: id(), programs: ['vim', 'sleep'], texts: [], what: 'quit' },
  ]);
  asking.told(window, id(), 'shown');
  clock.advance(100 * SHOWN_LIMIT_MS); // people may take their time
  asking.told(window, id(), what);
  expect(await answer).toBe(goes);
  expect(inBox).not.toHaveBeenCalled();
  expect(window.heard('app:leaving').at(-1)).toBeNull();
  expect([unwatched.mock.calls.length, clock.waiting]).toEqual([1, 0]);
});

it('asks also where only text would be lost', async () => {
  const { ask, asking, window, id } = begin();
  const answer = ask([], ['app.conf']);
  expect(window.heard('app:leaving').at(-1)).toMatchObject({ programs: [], texts: ['app.conf'] });
  asking.told(window, id(), 'keep');
  expect(await answer).toBe(false);
});

it('a page that doesn’t show it in time hangs: the box asks, and what the page says then is nothing', async () => {
  const { ask, asking, clock, window, inBox, id } = begin();
  const answer = ask();
  clock.advance(SHOWN_LIMIT_MS);
  asking.told(window, id(), 'keep');
  expect(await answer).toBe(true);
  expect(inBox).toHaveBeenCalledOnce();
  expect(window.heard('app:leaving').at(-1)).toBeNull();
});

it('a page that goes while its user thinks takes the question along to the box', async () => {
  const { ask, asking, window, inBox, id, lose } = begin();
  const answer = ask();
  asking.told(window, id(), 'shown');
  lose();
  expect(await answer).toBe(true);
  expect(inBox).toHaveBeenCalledOnce();
});

it('another window can’t answer, and an old question can’t be answered again', async () => {
  const { ask, asking, window, id } = begin();
  const first = ask();
  const old = id();
  asking.told(window, old, 'keep');
  expect(await first).toBe(false);
  const second = ask();
  asking.told(new MemoryWindow('window-2'), id(), 'go');
  asking.told(window, old, 'go');
  asking.told(window, id(), 'keep');
  expect(await second).toBe(false);
});
