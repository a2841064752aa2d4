// Which commands have something to do: the keys of the others are the program's.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../renderer/lib/keys.ts';
import type { Tab } from '../../core/layout/layout.ts';
import type { Command as TableCommand } from '../../electron/ipc/commands.ts';
import { applies, whyNot } from '../../renderer/state/commands.ts';

type App = Parameters<typeof applies>[0];

/** A window with so many tabs. */
const withTabs = (count: number) => {
  const list = Array.from({ length: count }, () => ({}) as Tab);
  const at = (place: number) => (place === 9 ? list.at(-1) : list[place - 1]);
  return { tabs: { list, at, active: list[0] ?? null } } as unknown as App;
};

const selecting = (selected: boolean) =>
  ({ panes: { focused: { handle: { hasSelection: () => selected } } } }) as unknown as App;

/** A shown tab of one pane, or of several. */
const showing = (kind: 'pane' | 'split') =>
  ({ tabs: { active: { tree: { kind } } } }) as unknown as App;

const havingClosed = (count: number) => ({ layout: { closed: Array(count) } }) as unknown as App;

describe('a command', () => {
  it('copy-selected leaves Ctrl+C to the program while nothing is selected', () => {
    expect(applies(selecting(true), 'copy-selected')).toBe(true);
    expect(applies(selecting(false), 'copy-selected')).toBe(false);
  });

  it.each<TableCommand>(['go-left', 'zoom-pane', 'arrange-panes', 'equalise-panes', 'size-up'])(
    '%s leaves its key to the program but in a split, and says why',
    (command) => {
      expect(applies(showing('split'), command)).toBe(true);
      expect(applies(showing('pane'), command)).toBe(false);
      expect(whyNot(showing('split'), command)).toBe('');
      expect(whyNot(showing('pane'), command)).toBe('This tab has one pane only.');
      expect(whyNot(withTabs(0), command)).not.toBe('');
    },
  );

  it('reopen-closed keeps its key, and says why it does nothing', () => {
    expect(applies(havingClosed(0), 'reopen-closed')).toBe(true);
    expect(whyNot(havingClosed(0), 'reopen-closed')).toBe('There is nothing to reopen.');
    expect(whyNot(havingClosed(1), 'reopen-closed')).toBe('');
  });

  it('splits and closes wherever there is a tab', () => {
    expect(applies(withTabs(1), 'split-right')).toBe(true);
    expect(whyNot(withTabs(0), 'split-right')).toBe('No tab is open.');
    expect(whyNot(withTabs(1), 'close-pane')).toBe('');
  });

  it.each<[Command, number]>([
    ['move-tab-to-new-window', 1],
    ['close-other-tabs', 1],
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
