// Hundreds of operations by seed, over several windows and runs: opened, split, moved, closed and had
// back, with pages that crash, windows that are closed and apps that are killed or quit. Whatever
// happens, the layout is sound, every pane has one shell, and the file says the same.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { apply } from '../../../core/layout/apply.ts';
import { faultsOf } from '../../../core/layout/faults.ts';
import { allPanes, allTabs, splitIdsIn } from '../../../core/layout/find.ts';
import type { Layout, ShellContent, Side } from '../../../core/layout/layout.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { ORPHAN_GRACE_MS } from '../../../electron/layout/orphans.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { eachSeed, seeded, type Random } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { Run, someHosts, stored } from './run.ts';
import { paneOf } from './savedLayouts.ts';

const STEPS = 125;
const SIDES: Side[] = ['left', 'right', 'up', 'down'];

class Story {
  readonly #random: Random;
  readonly #file = join(temporaryDirectory(), 'tabs.json');
  readonly #hosts = someHosts();
  #clock = new ManualClock();
  #run = this.#start();
  #made = 0;
  /** Sessions of shells that were ended: nobody may come upon them as living. */
  refused = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  async step(): Promise<void> {
    const what = this.#random.int(120);
    if (what < 3) await this.#startAgain(() => this.#run.kill());
    else if (what < 6) await this.#startAgain(() => this.#run.quit());
    else if (what < 12) this.#pageCrashes();
    else if (what < 18) await this.#run.desk.windowClosed(this.#window);
    else if (what < 26) this.#clock.advance(ORPHAN_GRACE_MS);
    else if (what < 50) await this.#closeSome();
    else this.#ask();
    this.#isSound();
  }

  async end(): Promise<void> {
    this.#clock.advance(ORPHAN_GRACE_MS);
    await expect.poll(() => this.#run.unpaired).toEqual([]);
    const { store, desk, shells } = this.#run;
    await store.saved();
    const { windows, closed, shells: records } = stored(this.#file);
    expect({ windows, closed }).toEqual(desk.layout);
    const open = new Set(allPanes(desk.layout).map(({ id }) => id));
    expect(records.filter(({ shellId }) => open.has(shellId))).toEqual(
      allPanes(desk.layout).map(({ id }) => shells.record(id)),
    );
    await this.#startAgain(() => this.#run.kill());
    expect([this.#run.desk.layout, this.#run.unpaired]).toEqual([desk.layout, []]);
    expect(this.#run.problems).toEqual([]);
  }

  #start(): Run {
    this.#clock = new ManualClock();
    return new Run({ file: this.#file, hosts: this.#hosts, clock: this.#clock });
  }

  async #startAgain(leave: () => Promise<void>): Promise<void> {
    const before = this.#run.desk.layout;
    await leave();
    this.#run = this.#start();
    expect([this.#run.notice, this.#run.desk.layout]).toEqual(['', before]);
  }

  #isSound(): void {
    const { desk, shells } = this.#run;
    expect(faultsOf(desk.layout)).toEqual([]);
    expect(desk.layout.windows.length).toBeGreaterThan(0);
    const panes = allPanes(desk.layout).map(({ id }) => id);
    expect(panes.filter((id) => !shells.has(id))).toEqual([]);
    for (const { id } of desk.layout.windows) {
      const told = this.#run.told(id);
      if (told) expect(told.layout).toBe(desk.layout);
    }
  }

  /** Any window, mostly; sometimes one that isn't there (any more). */
  get #window(): string {
    const ids = this.#layout.windows.map(({ id }) => id);
    return this.#random.once(20) ? 'stranger' : this.#random.pick(ids);
  }

  get #layout(): Layout {
    return this.#run.desk.layout;
  }

  #new(what: string): string {
    return `${what}-${++this.#made}-${this.#random.int(1e9)}`;
  }

  /** The window's page is there again, without knowing of anything. */
  #pageCrashes(): void {
    const { id } = this.#random.pick(this.#layout.windows);
    expect(this.#run.calls(id)['layout:view']()).toMatchObject({ seen: 0, own: id });
  }

  #ask(): void {
    const [window, before] = [this.#window, this.#layout];
    const op = this.#op();
    try {
      this.#run.do(op, window);
    } catch (error) {
      this.refused++;
      expect((error as Error).name).toBe('LayoutError');
      expect(this.#layout).toBe(before);
      return;
    }
    if (op.op !== 'reopen') expect(this.#layout).toEqual(apply(before, window, op));
    if (op.op === 'open' || op.op === 'split') {
      const { id, content } = op.pane;
      const { hostId } = content as ShellContent;
      this.#run.start(id, hostId, this.#run.desk.homeOf(id));
    }
  }

  /** As a page does, unless it crashes between the two. */
  async #closeSome(): Promise<void> {
    const window = this.#random.pick(this.#layout.windows);
    const own = this.#run.desk.panesOf(window.id);
    const panes = own.filter(() => this.#random.once(own.length));
    if (panes.length === 0) return;
    this.#run.do({ op: 'close', panes, item: this.#new('item') }, window.id);
    for (const id of panes) {
      const calls = this.#run.calls(window.id);
      const kept = this.#run.shells.statusOf([id])[0]!.kept;
      if (this.#random.once(5)) continue;
      if (kept && this.#random.once(2)) await calls['shells:detach'](id);
      else await calls['shells:close'](id);
    }
  }

  #op(): LayoutOp {
    const { pick, once, int } = this.#random;
    const layout = this.#layout;
    const pane = (): string => pick([...allPanes(layout).map(({ id }) => id), 'gone']);
    const tab = (): string => pick([...allTabs(layout).map(({ id }) => id), 'gone']);
    const windows = layout.windows.map(({ id }) => id);
    const to = () => ({ window: once(4) ? this.#new('window') : pick(windows), index: int(4) });
    const beside = () => ({ beside: pane(), side: pick(SIDES), split: this.#new('split') });
    const made = () => paneOf(this.#new('pane'), pick(['local', 'agent']));
    const split = pick([...allTabs(layout).flatMap(({ tree }) => splitIdsIn(tree)), 'gone']);
    const closed = [...layout.closed.map(({ id }) => id), 'gone'];
    const ops: (() => LayoutOp)[] = [
      () => ({ op: 'open', tab: this.#new('tab'), pane: made(), index: once(2) ? null : int(3) }),
      () => ({ op: 'open', tab: this.#new('tab'), pane: made(), index: null }),
      () => ({ op: 'split', pane: made(), to: beside() }),
      () => ({ op: 'split', pane: made(), to: beside() }),
      () => ({ op: 'focus', pane: pane() }),
      () => ({ op: 'show', tab: tab() }),
      () => ({ op: 'rename', tab: tab(), title: once(3) ? null : `name ${int(9)}` }),
      () => ({ op: 'move-tab', tab: tab(), to: to() }),
      () => ({ op: 'merge-tab', tab: tab(), to: beside() }),
      () => ({ op: 'move-pane', pane: pane(), to: beside() }),
      () => ({ op: 'move-pane', pane: pane(), to: { ...to(), tab: this.#new('tab') } }),
      () => ({ op: 'swap', pane: pane(), with: pane() }),
      () => ({ op: 'share', split, shares: [0.3 + int(5) / 10, 0.4] }),
      () => ({ op: 'equalise', tab: tab() }),
      () => ({ op: 'zoom', pane: pane(), on: once(2) }),
      () => ({ op: 'reopen', item: pick(closed) }),
      () => ({ op: 'reopen', item: pick(closed) }),
      () => ({ op: 'new-window', window: this.#new('window') }),
    ];
    return pick(ops)();
  }
}

it('leaves the layout sound, each pane with one shell, and the file in agreement', async () => {
  let refused = 0;
  await eachSeed(40, async (random) => {
    const story = new Story(random);
    for (let step = 0; step < STEPS; step++) await story.step();
    await story.end();
    refused += story.refused;
  });
  if (!process.env.BOWLINE_SEED) expect(refused).toBeGreaterThan(100);
});

it('a long story is sound, too', async () => {
  const story = new Story(seeded(14));
  for (let step = 0; step < 500; step++) await story.step();
  await story.end();
});
