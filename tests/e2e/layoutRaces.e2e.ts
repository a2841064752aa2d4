// What comes at the same time in the layout: two windows that move the same things, crashes, closing and
// quitting in the middle of a handover, and as much as there may be. Model, screens and file agree on
// what comes of it.
import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { panesIn } from '../../core/layout/find.ts';
import { CLOSED_LIMIT, PANE_LIMIT } from '../../core/layout/layout.ts';
import { startStory } from '../support/story/startStory.ts';
import { activeTab, ownTabs, type Story, type There } from '../support/story/story.ts';
import type { Story as PageStory } from '../support/story/pageCode.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';

declare const window: { story: PageStory };

type Host = 'kept' | 'here';

async function only(story: Story): Promise<There> {
  const [one] = await story.windows();
  return one!;
}

/** Double clicks on a host: its shell is in a tab of its own. */
async function open(story: Story, there: There, host: Host): Promise<string> {
  const name = { kept: 'Kept', here: 'Here' }[host];
  await there.window.run((wanted) => {
    const all = [...document.querySelectorAll('[role="treeitem"]')];
    const found = all.find(({ textContent }) => textContent.includes(wanted));
    found!.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  }, name);
  await story.agree();
  const [tab] = ownTabs(
    await there.window.look().then((seen) => ({ ...there, seen: seen! })),
  ).slice(-1);
  return tab!.focus;
}

/** A second window with one of three panes of the first, which has floods on its screen. */
async function twoWindows(story: Story): Promise<{ one: There; other: There; moving: string }> {
  const one = await only(story);
  await open(story, one, 'kept');
  await one.window.command('split-right');
  await story.agree();
  await one.window.command('move-pane-to-new-window');
  await expect.poll(async () => (await story.windows()).length).toBe(2);
  await open(story, one, 'kept');
  const [a, b] = await story.windows();
  const [first, other] = ownTabs(a!).length === 2 ? [a!, b!] : [b!, a!];
  const moving = activeTab(first)!.focus;
  await first.window.type(`i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo "row $i"; done`);
  await first.window.type(story.shells.next(moving, true));
  return { one: first, other, moving };
}

const toOther = (pane: string, other: There): LayoutOp => ({
  op: 'move-pane',
  pane,
  to: { window: other.seen.own, index: 9, tab: randomUUID() },
});

for (const [name, act] of [
  ['the old window crashes', ({ one }) => one.window.crash()],
  ['the new window crashes', ({ other }) => other.window.crash()],
  [
    'it goes back at once, and over again',
    async ({ one, other, moving }) => {
      await other.window.run(() => undefined);
      await expect.poll(async () => (await other.window.look())?.there.includes(moving)).toBe(true);
      await other.window.do(toOther(moving, one));
      await expect.poll(async () => (await one.window.look())?.there.includes(moving)).toBe(true);
      await one.window.do(toOther(moving, other));
    },
  ],
  [
    'both windows move their tabs at once',
    async ({ one, other }) => {
      const [mine, yours] = [ownTabs(one)[0]!, ownTabs(other)[0]!];
      await Promise.all([
        one.window.do({ op: 'move-tab', tab: mine.id, to: { window: other.seen.own, index: 0 } }),
        other.window.do({ op: 'move-tab', tab: yours.id, to: { window: one.seen.own, index: 0 } }),
        other.window.do({ op: 'move-tab', tab: mine.id, to: { window: other.seen.own, index: 5 } }),
      ]);
    },
  ],
  [
    'the app is quit',
    async ({ story }) => {
      await story.app.quit();
      await story.app.startAgain();
      story.begin();
    },
  ],
] as [
  string,
  (given: Awaited<ReturnType<typeof twoWindows>> & { story: Story }) => Promise<unknown>,
][]) {
  test(`in the middle of a handover ${name}`, async () => {
    await using story = await startStory(1);
    const given = await twoWindows(story);
    await given.one.window.do(toOther(given.moving, given.other));
    await act({ ...given, story });
    await story.agree();
  });
}

test('in the middle of a handover the pane is closed in the new window, and had back', async () => {
  await using story = await startStory(1);
  const { one, other, moving } = await twoWindows(story);
  await one.window.do(toOther(moving, other));
  await expect.poll(async () => (await other.window.look())?.there.includes(moving)).toBe(true);
  await other.window.close();
  const tabs = ownTabs({ ...other, seen: (await other.window.look()) ?? other.seen });
  for (const { id } of tabs.flatMap(({ tree }) => panesIn(tree))) story.shells.close(id, false);
  story.shells.close(moving, false);
  await expect.poll(async () => (await story.windows()).length).toBe(1);
  await one.window.command('reopen-closed');
  await expect.poll(async () => (await story.windows()).length).toBe(2);
  await story.agree();
});

test('as many panes as a tab holds, and one more; each onto itself; and all loaded again', async () => {
  test.slow();
  await using story = await startStory(1);
  const one = await only(story);
  const first = await open(story, one, 'here');
  await one.window.run(
    (id, most) => {
      const { panes } = window.story.app;
      const all = [panes.get(id)!];
      for (let more = 1; more < most; more++) {
        const beside = all[Math.floor((more - 1) / 2)]!;
        all.push(panes.split(beside, more % 2 === 0 ? 'right' : 'down')!);
      }
    },
    first,
    PANE_LIMIT,
  );
  const full = await story.agree();
  expect(
    full.windows.flatMap(({ tabs }) => tabs.flatMap(({ tree }) => panesIn(tree))),
  ).toHaveLength(PANE_LIMIT);
  await one.window.command('split-right');
  await one.window.do({
    op: 'move-pane',
    pane: first,
    to: { beside: first, side: 'left', split: randomUUID() },
  });
  const tab = full.windows[0]!.tabs[0]!;
  await one.window.do({
    op: 'merge-tab',
    tab: tab.id,
    to: { beside: first, side: 'up', split: randomUUID() },
  });
  expect(await story.agree()).toEqual(full);
  await one.window.reload();
  expect(await story.agree()).toEqual(full);
});

test('all that can be had back is had back, one upon the other', async () => {
  test.slow();
  await using story = await startStory(1);
  const one = await only(story);
  const first = await open(story, one, 'here');
  await one.window.run(
    async (id, most) => {
      const { panes } = window.story.app;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let more = 0; more < most; more++) {
        const pane = panes.open(panes.get(id)!.host)!;
        while (pane.status.state !== 'online') await frame();
        await panes.close(pane);
      }
    },
    first,
    CLOSED_LIMIT,
  );
  for (let more = 0; more < CLOSED_LIMIT; more++) await one.window.command('reopen-closed');
  await expect.poll(async () => (await one.window.look())?.tabs[0]?.of).toBe(CLOSED_LIMIT + 1);
  await story.agree();
});
