// What closing comes to, with several windows and with one: what is asked, how often, and what is
// left in the layout.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Layout } from '../../../core/layout/layout.ts';
import { Deferred } from '../../support/deferred.ts';
import { settle } from '../../support/manualClock.ts';
import { layoutOf, WindowRig } from '../../support/windowRig.ts';

let rig: WindowRig;
let before: Layout;
beforeEach(() => start('linux', 'a', 'b', 'c'));

function start(platform: string, ...ids: string[]): void {
  rig = new WindowRig({ platform });
  rig.open((before = layoutOf(...ids)));
}

/** Its user closes it. */
async function close(...ids: string[]): Promise<void> {
  for (const native of ids.map((id) => rig.native(id))) expect(native.close()).toBe(true);
  await settle();
}

/** What Electron does where the app is to quit. */
async function quit(): Promise<void> {
  rig.rules.quitting();
  await close(...rig.ids);
}

const goneFromLayout = (): string[] => rig.layout.closed.map(({ window }) => window);
const alive = (): number => rig.natives.filter(({ destroyed }) => !destroyed).length;

describe('one of several windows', () => {
  it.each(['linux', 'win32', 'darwin'])(
    'on %s goes with its tabs, which can be had back',
    async (system) => {
      start(system, 'a', 'b', 'c');
      await close('b');
      expect([rig.ids, goneFromLayout(), rig.asked]).toEqual([['a', 'c'], ['b'], []]);
      expect([rig.layout.closed[0]!.whole, alive(), rig.done]).toEqual([true, 2, ['b closed']]);
    },
  );

  it('is asked about what would end in it, and in it', async () => {
    rig.programs.set('a-pane', 'vim').set('b-pane', 'make');
    rig.native('b').minimize();
    await close('b');
    expect(rig.asked).toEqual(['b: close make']);
    expect(rig.ids).toEqual(['a', 'c']);
  });

  it('stays as it is when its user would rather not', async () => {
    rig.programs.set('b-pane', 'make');
    rig.answer = () => Promise.resolve(false);
    await close('b');
    await close('b');
    expect([rig.asked.length, rig.ids, rig.done]).toEqual([2, ['a', 'b', 'c'], []]);
    expect(rig.layout).toBe(before);
  });

  it('is asked about once at a time', async () => {
    rig.programs.set('b-pane', 'make');
    const answer = new Deferred<boolean>();
    rig.answer = () => answer.promise;
    await close('b');
    await close('b');
    answer.resolve(true);
    await settle();
    expect([rig.asked, rig.ids]).toEqual([['b: close make'], ['a', 'c']]);
  });

  it('goes where the question can’t be asked, and where its tabs can’t be closed', async () => {
    rig.busyProgramsOf = () => Promise.reject(new Error('no answer'));
    rig.windowClosed = () => Promise.reject(new Error('disk full'));
    await close('b');
    expect(rig.done).toEqual(['Error: no answer', 'Error: disk full']);
    expect([rig.ids, alive()]).toEqual([['a', 'c'], 2]);
    rig.desk.follow(rig.layout); // which has it still
    expect(rig.ids).toEqual(['a', 'c']);
  });
});

describe('a window that its user is asked about', () => {
  let answer: Deferred<boolean>;

  async function ask(system: string): Promise<void> {
    start(system, 'a', 'b');
    rig.programs.set('b-pane', 'make');
    answer = new Deferred();
    rig.answer = () => answer.promise;
    await close('b');
  }

  async function agree(): Promise<void> {
    answer.resolve(true);
    await settle();
  }

  it('and that goes meanwhile is not closed once more', async () => {
    await ask('linux');
    rig.change('a', { op: 'close-window', window: 'b', item: 'moved away' });
    await settle();
    await agree();
    expect([rig.done, rig.ids, rig.layout.closed]).toMatchObject([
      [],
      ['a'],
      [{ id: 'moved away' }],
    ]);
  });

  it.each(['linux', 'darwin'])(
    'on %s goes with the app where that is quit meanwhile',
    async (system) => {
      await ask(system);
      const left = new Deferred<undefined>();
      rig.onLeaving = () => left.promise;
      const window = rig.native('b');
      const quitting = rig.rules.quitNow();
      const away = rig.natives.map((native) => native.close());
      await agree();
      left.resolve(undefined);
      await quitting;
      expect([rig.done, away, window.destroyed, rig.asked.length]).toEqual([
        ...[['shells left'], [true, true], true, 1],
      ]);
      expect(rig.layout).toBe(before);
    },
  );
});

describe('the last window', () => {
  beforeEach(() => start('linux', 'a'));

  it('takes the app along, asked once about all, and stays in the layout', async () => {
    rig.programs.set('a-pane', 'vim').set('a shell that nobody shows', 'make');
    await close('a');
    expect(rig.asked).toEqual(['a: close vim,make']);
    expect([rig.layout, rig.done, alive()]).toEqual([before, ['shells left'], 0]);
  });

  it('on macOS is put away, with all that runs in it', async () => {
    start('darwin', 'a');
    rig.programs.set('a-pane', 'vim');
    await close('a');
    expect([rig.asked, rig.window('a').away, rig.native('a').visible, rig.done]).toEqual([
      ...[[], true, false, []],
    ]);
    rig.desk.front!.bringToFront();
    expect([rig.window('a').away, rig.native('a').visible]).toEqual([false, true]);
  });
});

describe('all windows closed one after the other, quickly', () => {
  it.each([
    ['linux', ['a closed', 'b closed', 'shells left'], 0],
    ['darwin', ['a closed', 'b closed'], 1],
  ])('on %s leave the last one as the last', async (system, done, left) => {
    start(system, 'a', 'b', 'c');
    rig.programs.set('a-pane', 'vim').set('b-pane', 'make').set('c-pane', 'top');
    const answers: Deferred<boolean>[] = [];
    rig.answer = () => {
      answers.push(new Deferred());
      return answers.at(-1)!.promise;
    };
    await close('a', 'b', 'c');
    for (const answer of answers) answer.resolve(true);
    await settle();
    expect(rig.asked).toHaveLength(3);
    expect([rig.done, alive()]).toEqual([done, left]);
    expect(rig.layout.windows.map(({ id }) => id)).toEqual(['c']);
  });
});

describe('quitting', () => {
  it.each(['linux', 'win32', 'darwin'])(
    'on %s asks one question about all windows',
    async (system) => {
      start(system, 'a', 'b', 'c');
      for (const id of ['a', 'b', 'c']) rig.programs.set(`${id}-pane`, `${id}-program`);
      rig.native('b').focus();
      await quit();
      expect(rig.asked).toEqual(['b: quit a-program,b-program,c-program']);
    },
  );

  it('takes all windows, and leaves them in the layout as they stood', async () => {
    await quit();
    expect([rig.layout, rig.done, alive()]).toEqual([before, ['shells left'], 0]);
    const next = new WindowRig({ path: rig.path }).open(rig.layout);
    expect(next.ids).toEqual(['a', 'b', 'c']);
  });

  it('is over when the user minds: then closing a window means that window', async () => {
    rig.programs.set('b-pane', 'make');
    rig.answer = () => Promise.resolve(false);
    await quit();
    expect([rig.ids, rig.asked]).toEqual([['a', 'b', 'c'], ['c: quit make']]);
    rig.answer = () => Promise.resolve(true);
    await close('b');
    expect([rig.ids, rig.done]).toEqual([['a', 'c'], ['b closed']]);
  });

  it('for an update is told whether it comes to it', async () => {
    rig.programs.set('b-pane', 'make');
    rig.answer = () => Promise.resolve(false);
    expect(await rig.rules.quitIfAllowed()).toBe(false);
    rig.answer = () => Promise.resolve(true);
    expect(await rig.rules.quitIfAllowed()).toBe(true);
    expect(alive()).toBe(0);
  });

  it('by the system asks nobody, also while a window is being asked about', async () => {
    rig.programs.set('b-pane', 'make');
    const answer = new Deferred<boolean>();
    rig.answer = () => answer.promise;
    await close('b');
    await rig.rules.quitNow();
    answer.resolve(true);
    await settle();
    expect(rig.asked).toEqual(['b: close make']);
    expect([rig.layout, rig.done, alive()]).toEqual([before, ['shells left'], 0]);
  });

  it('hides all at once, and opens none any more', async () => {
    const left = new Deferred<undefined>();
    rig.onLeaving = () => left.promise;
    const quitting = rig.rules.quitNow();
    await settle();
    expect(rig.natives.map(({ visible, destroyed }) => [visible, destroyed])).toEqual([
      ...[
        [false, false],
        [false, false],
        [false, false],
      ],
    ]);
    rig.change('a', { op: 'new-window', window: 'd' });
    left.resolve(undefined);
    await quitting;
    expect(rig.natives).toHaveLength(3);
  });

  it('is no closing of the last window, which macOS would put away', async () => {
    start('darwin', 'a');
    const [window, left] = [rig.window('a'), new Deferred<undefined>()];
    rig.onLeaving = () => left.promise;
    const quitting = rig.rules.quitNow();
    window.native.close();
    expect(window.away).toBe(false);
    left.resolve(undefined);
    await quitting;
  });

  it('asks in the last window of macOS where its user sees it', async () => {
    start('darwin', 'a');
    rig.programs.set('a-pane', 'vim');
    await close('a');
    rig.answer = () => Promise.resolve(false);
    await quit();
    expect([rig.asked, rig.native('a').visible]).toEqual([['a: quit vim'], true]);
  });
});
