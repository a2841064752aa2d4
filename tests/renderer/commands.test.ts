// Which commands have something to do: the keys of the others are the program's.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../renderer/lib/keys.ts';
import { applies } from '../../renderer/state/commands.ts';
import type { Tab } from '../../renderer/state/tab.svelte.ts';

/** A window with so many tabs. */
const withTabs = (count: number) => {
  const list = Array.from({ length: count }, () => ({}) as Tab);
  const at = (place: number) => (place === 9 ? list.at(-1) : list[place - 1]);
  return { tabs: { list, at } } as unknown as Parameters<typeof applies>[0];
};

const selecting = (selected: boolean) =>
  ({
    tabs: { active: { handle: { hasSelection: () => selected } } },
  }) as unknown as Parameters<typeof applies>[0];

describe('a command', () => {
  it('copy-selected leaves Ctrl+C to the program while nothing is selected', () => {
    expect(applies(selecting(true), 'copy-selected')).toBe(true);
    expect(applies(selecting(false), 'copy-selected')).toBe(false);
  });

  it.each<[Command, number]>([
    ['tab-2', 1],
    ['tab-8', 7],
    ['tab-9', 1],
    ['next-tab', 1],
    ['previous-tab', 1],
    ['move-tab-left', 1],
  ])('%s has nothing to do among %i tabs', (command, tabs) =>
    expect(applies(withTabs(tabs), command)).toBe(false),
  );

  it.each<[Command, number]>([
    ['tab-1', 1],
    ['tab-9', 2],
    ['next-tab', 2],
    ['move-tab-right', 2],
    ['copy', 1],
    ['zoom-out', 1],
    ['reconnect', 1],
  ])('%s has something to do among %i', (command, tabs) =>
    expect(applies(withTabs(tabs), command)).toBe(true),
  );
});
