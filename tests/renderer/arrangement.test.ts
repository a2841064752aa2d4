/// <reference types="svelte" />
// How the windows stand, for one window: what it does is seen at once and told, and what the main
// process refuses is undone and said.
import { describe, expect, it } from 'vitest';
import type { Layout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import type { Bridge, LayoutView } from '../../electron/ipc/contract.ts';
import { Arrangement } from '../../renderer/state/arrangement.svelte.ts';
import { Deferred } from '../support/deferred.ts';
import { OWN, paneOf, windowOf } from './panesRig.ts';

const START: Layout = { windows: [windowOf(['a', 'web'], ['b', 'db'])], closed: [] };
const SHOW: LayoutOp = { op: 'show', tab: 'tab-b' };

/** A main process that answers when the test lets it. */
function makeMain() {
  const asked: unknown[][] = [];
  const refusals: unknown[] = [];
  const view = new Deferred<LayoutView & { own: string }>();
  let answer = new Deferred<void>();
  const heard = new Set<(view: LayoutView) => void>();
  const bridge = {
    call: async (...args: unknown[]) => {
      if (args[0] === 'layout:view') return view.promise;
      asked.push(args);
      answer = new Deferred();
      return answer.promise;
    },
    on: (_: string, listener: (view: LayoutView) => void) => {
      heard.add(listener);
      return () => void heard.delete(listener);
    },
  } as unknown as Bridge;
  const loading = Arrangement.load({ bridge, refused: (error) => void refusals.push(error) });
  return {
    ...{ asked, refusals, loading },
    load: async (layout = START) => {
      view.resolve({ own: OWN, layout, seen: 7 });
      return loading;
    },
    tell: (told: LayoutView) => heard.forEach((listener) => listener(told)),
    done: () => answer.resolve(),
    refuse: () => answer.reject(new Error('There is no room.')),
  };
}

describe('the arrangement', () => {
  it('is asked for, and news that overtake the answer count', async () => {
    const { tell, load } = makeMain();
    const later: Layout = { windows: [windowOf(['c', 'web'])], closed: [] };
    tell({ layout: later, seen: 0 });
    const arrangement = await load();
    expect(arrangement.own).toBe(OWN);
    expect(arrangement.panes).toEqual([paneOf('c', 'web')]);
  });

  it('tells each operation with a number of its own, after those that were seen', async () => {
    const { asked, load } = makeMain();
    const arrangement = await load();
    void arrangement.do(SHOW);
    void arrangement.do({ op: 'focus', pane: 'a' });
    expect(asked).toEqual([
      ['layout:do', SHOW, 8],
      ['layout:do', { op: 'focus', pane: 'a' }, 9],
    ]);
  });

  it('shows what was done at once, and while older news come', async () => {
    const { done, load, tell } = makeMain();
    const arrangement = await load();
    const seen: unknown[] = [];
    arrangement.onChange(() => seen.push(arrangement.window.active));
    const doing = arrangement.do(SHOW);
    expect(arrangement.active?.id).toBe('tab-b');
    tell({ layout: START, seen: 7 }); // it hasn't got there yet
    done();
    await doing;
    expect(arrangement.active?.id).toBe('tab-b');
    expect(new Set(seen)).toEqual(new Set(['tab-b']));
  });

  it('is put back where the main process refuses, and the reason is told', async () => {
    const { refuse, refusals, load } = makeMain();
    const arrangement = await load();
    const doing = arrangement.do(SHOW);
    refuse();
    await doing;
    expect(arrangement.active?.id).toBe('tab-a');
    expect(refusals).toEqual([new Error('There is no room.')]);
  });

  it('does not ask for what makes no sense here', async () => {
    const { asked, refusals, load } = makeMain();
    const arrangement = await load();
    await arrangement.do({ op: 'show', tab: 'gone' });
    expect(asked).toEqual([]);
    expect(refusals).toHaveLength(1);
  });

  it('has no tabs once the main process has closed the window', async () => {
    const { tell, load } = makeMain();
    const arrangement = await load();
    tell({ layout: { windows: [], closed: [] }, seen: 7 });
    expect(arrangement.window).toEqual({ id: OWN, tabs: [], active: null });
    expect([arrangement.active, arrangement.panes]).toEqual([null, []]);
  });
});
