// What is done in a story: each act by a person's way, in one of the windows.
import { randomUUID } from 'node:crypto';
import { allPanes, panesIn, splitsIn } from '../../../core/layout/find.ts';
import type { Side } from '../../../core/layout/layout.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { activeTab, ownTabs, paneCount, type Story, type There } from './story.ts';

const SIDES: readonly Side[] = ['left', 'right', 'up', 'down'];
export const MOST_PANES = 12;
export const MOST_WINDOWS = 4;
/** One that crashes more often is given up, with the app where it is the last. */
const MOST_CRASHES = 2;
const QUESTION_MS = 30_000;

type Act = (story: Story, there: There) => Promise<void>;

const command =
  (name: string): Act =>
  async (_story, { window }) =>
    window.command(name);

const sided =
  (name: string): Act =>
  async ({ random }, { window }) =>
    window.command(`${name}-${random.pick(SIDES)}`);

/** Of an act that makes panes, or windows: nothing where there are enough. */
const withRoom =
  (act: Act, windows = false): Act =>
  async (story, there) => {
    const { layout } = there.seen;
    const isFull = windows
      ? layout.windows.length >= MOST_WINDOWS
      : paneCount(layout) >= MOST_PANES;
    if (isFull) story.log.push(`  rather: ${windows ? 'next tab' : 'close a pane'}`);
    if (isFull)
      return windows ? command('next-tab')(story, there) : closeBy('close-pane')(story, there);
    return act(story, there);
  };

/** Ways of closing, and which panes it is about: with an answer where that is asked. */
const closeBy =
  (name: 'close-pane' | 'close-tab' | 'close-other-tabs' | 'close-tabs-right'): Act =>
  async (story, there) => {
    const tab = activeTab(there);
    if (!tab) return;
    const tabs = ownTabs(there);
    const at = tabs.indexOf(tab);
    const all = {
      'close-pane': () => [tab.focus],
      'close-tab': () => panesOf([tab]),
      'close-other-tabs': () => panesOf(tabs.filter((one) => one !== tab)),
      'close-tabs-right': () => panesOf(tabs.slice(at + 1)),
    };
    await close(story, there, name, all[name]());
  };

const panesOf = (tabs: ReturnType<typeof ownTabs>): string[] =>
  tabs.flatMap(({ tree }) => panesIn(tree).map(({ id }) => id));

async function close(
  story: Story,
  { window, seen }: There,
  name: string,
  panes: string[],
): Promise<void> {
  if (panes.length === 0) return;
  const kept = allPanes(seen.layout).filter(
    (pane) => panes.includes(pane.id) && story.isKept(pane),
  );
  const ends = story.random.once(2);
  await window.command(name);
  for (const end = Date.now() + QUESTION_MS; Date.now() < end;) {
    const answered = await window
      .run(
        (ids, label) => {
          const app = (globalThis as unknown as { story: { app: { layout: { layout: unknown } } } })
            .story.app;
          const button = [...document.querySelectorAll<HTMLElement>('[role="alertdialog"] button')];
          const chosen = button.find((one) => one.matches(label));
          if (chosen) chosen.click();
          const { windows } = app.layout.layout as { windows: unknown };
          return !ids.some((id) => JSON.stringify(windows).includes(id));
        },
        panes,
        ends ? '.danger' : '.primary',
      )
      .catch(() => true);
    if (answered) break;
  }
  for (const pane of panes) {
    const isKept = kept.some(({ id }) => id === pane);
    story.shells.close(pane, isKept ? ends : true);
  }
}

const layoutOp =
  (make: (story: Story, there: There) => LayoutOp | null): Act =>
  async (story, there) => {
    const op = make(story, there);
    if (!op) return;
    story.log.push(`  ${JSON.stringify(op)}`);
    await there.window.do(op);
  };

const pickPane = ({ random }: Story, there: There): string | null => {
  const panes = panesOf(ownTabs(there));
  return panes.length > 0 ? random.pick(panes) : null;
};

const movePane = layoutOp((story, there) => {
  const pane = pickPane(story, there);
  const all = allPanes(there.seen.layout);
  if (!pane) return null;
  const to = {
    beside: story.random.pick(all).id,
    side: story.random.pick(SIDES),
    split: randomUUID(),
  };
  return { op: 'move-pane', pane, to };
});

const swapPanes = layoutOp((story, there) => {
  const [pane, other] = [pickPane(story, there), pickPane(story, there)];
  return pane && other ? { op: 'swap', pane, with: other } : null;
});

const mergeTab = layoutOp((story, there) => {
  const tabs = ownTabs(there);
  if (tabs.length === 0) return null;
  const all = allPanes(there.seen.layout);
  const to = {
    beside: story.random.pick(all).id,
    side: story.random.pick(SIDES),
    split: randomUUID(),
  };
  return { op: 'merge-tab', tab: story.random.pick(tabs).id, to };
});

const moveTab = layoutOp(({ random }, there) => {
  const tabs = ownTabs(there);
  if (tabs.length === 0) return null;
  const to = { window: random.pick(there.seen.layout.windows).id, index: random.int(4) };
  return { op: 'move-tab', tab: random.pick(tabs).id, to };
});

const rename = layoutOp(({ random }, there) => {
  const tab = activeTab(there);
  return tab ? { op: 'rename', tab: tab.id, title: random.pick([null, 'one', 'two']) } : null;
});

const share = layoutOp(({ random }, there) => {
  const splits = ownTabs(there).flatMap(({ tree }) => splitsIn(tree));
  if (splits.length === 0) return null;
  const { id, parts } = random.pick(splits);
  return { op: 'share', split: id, shares: parts.map(() => random.between(1, 9)) };
});

/** By a press on its tab. */
const showTab: Act = async ({ random }, { window, seen: { tabs } }) => {
  if (tabs.length === 0) return;
  await window.run((id) => {
    document.querySelector<HTMLElement>(`[data-tab="${id}"] [role="tab"]`)?.click();
  }, random.pick(tabs).id);
};

const placeOf = async ({ window }: There, pane: string): Promise<{ x: number; y: number } | null> =>
  window.run((id) => {
    const box = document.querySelector(`[data-pane="${id}"] .xterm`)?.getBoundingClientRect();
    return box && box.width > 0
      ? { x: box.left + box.width / 2, y: box.top + box.height / 2 }
      : null;
  }, pane);

/** A press into a pane that is shown, and a line typed there. */
const typeLine: Act = async (story, there) => {
  const shown = Object.keys(there.seen.shown);
  if (shown.length === 0 || there.seen.dialog) return;
  const pane = story.random.pick(shown);
  const place = await placeOf(there, pane);
  const known = allPanes(there.seen.layout).find(({ id }) => id === pane);
  if (!place || !known) return;
  await there.window.press(place.x, place.y);
  const focused = await there.window.run(
    (id) => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset['pane'] === id,
    pane,
  );
  story.log.push(`  ${focused ? 'typed' : 'missed'} in ${pane.slice(0, 8)}`);
  if (focused) await there.window.type(story.shells.next(pane, story.isKept(known)));
};

const drag: Act = async ({ random }, { window }) => {
  const bars = await window.run(() =>
    [...document.querySelectorAll('.dividers [role="separator"]')].map((bar) => {
      const { left, top, width, height } = bar.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }),
  );
  if (bars.length === 0) return;
  const { x, y } = random.pick(bars);
  await window.press(x, y, { x: x + random.between(-80, 80), y: y + random.between(-80, 80) });
};

const openHost: Act = async ({ random }, { window }) => {
  await window.run(
    (name) => {
      const hosts = [...document.querySelectorAll('[role="treeitem"]')];
      const host = hosts.find((one) => one.textContent.includes(name));
      host?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    },
    random.pick(['Kept', 'Here']),
  );
};

const resize: Act = async ({ random }, { window }) =>
  window.resize(random.between(700, 1200), random.between(450, 800));

const closeWindow: Act = async (story, there) => {
  if (there.seen.layout.windows.length < 2) return;
  await story.linesAreThere();
  const {
    window,
    seen: { own },
  } = there;
  const tabs = (await window.look())?.layout.windows.find(({ id }) => id === own)?.tabs ?? [];
  await window.close();
  for (const pane of panesOf(tabs)) story.shells.close(pane, false);
};

const crash: Act = async (story, { window }) => {
  const times = story.crashes.get(window.id) ?? 0;
  if (times >= MOST_CRASHES) return;
  await story.linesAreThere();
  story.crashes.set(window.id, times + 1);
  await window.crash();
};

const reload: Act = async (story, { window }) => {
  await story.linesAreThere();
  await window.reload();
};

const restart =
  (how: 'kill' | 'quit'): Act =>
  async (story) => {
    await story.agree();
    await story.app[how]();
    await story.app.startAgain();
    story.begin();
  };

/** Of acts by name, how often each is done. */
const ACTS: readonly (readonly [name: string, often: number, act: Act])[] = [
  ['open a host', 5, withRoom(openHost)],
  ['split right', 7, withRoom(command('split-right'))],
  ['split down', 7, withRoom(command('split-down'))],
  ['duplicate a tab', 1, withRoom(command('duplicate-tab'))],
  ['type a line', 18, typeLine],
  ['go', 5, sided('go')],
  ['size', 4, sided('size')],
  ['swap', 3, sided('move')],
  ['swap two', 2, swapPanes],
  ['zoom', 4, command('zoom-pane')],
  ['equalise', 2, command('equalise-panes')],
  ['share', 2, share],
  ['drag a border', 3, drag],
  ['press a tab', 4, showTab],
  ['next tab', 2, command('next-tab')],
  ['tab to the left', 1, command('move-tab-left')],
  ['rename', 1, rename],
  ['pane to a new tab', 3, command('move-pane-to-new-tab')],
  ['pane to a new window', 2, withRoom(command('move-pane-to-new-window'), true)],
  ['tab to a new window', 2, withRoom(command('move-tab-to-new-window'), true)],
  ['a new window', 1, withRoom(command('new-window'), true)],
  ['move a pane', 6, movePane],
  ['merge a tab', 3, mergeTab],
  ['move a tab', 5, moveTab],
  ['close a pane', 5, closeBy('close-pane')],
  ['close a tab', 2, closeBy('close-tab')],
  ['close the other tabs', 1, closeBy('close-other-tabs')],
  ['close to the right', 1, closeBy('close-tabs-right')],
  ['reopen', 6, withRoom(command('reopen-closed'))],
  ['resize', 3, resize],
  ['close a window', 1, closeWindow],
  ['crash', 2, crash],
  ['reload', 1, reload],
  ['kill -9', 1, restart('kill')],
  ['quit', 1, restart('quit')],
];

const TIMES = ACTS.flatMap(([name, often, act]) =>
  Array.from({ length: often }, () => ({ name, act })),
);

/** One act in one of the windows that are there. */
export async function actOnce(story: Story): Promise<void> {
  const all = (await story.windows()).filter(({ seen: { dialog } }) => !dialog);
  if (all.length === 0) return;
  const { name, act } = story.random.pick(TIMES);
  const there = story.random.pick(all);
  story.log.push(`${name} in ${there.seen.own.slice(0, 8)}`);
  await act(story, there);
}
