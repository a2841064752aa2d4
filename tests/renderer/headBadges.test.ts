// What a pane's head says beside its name, and what other windows are called.
import { describe, expect, it } from 'vitest';
import type { ShellStatus } from '../../electron/ipc/contract.ts';
import type { WindowLayout } from '../../core/layout/layout.ts';
import { headBadges } from '../../renderer/lib/headBadges.ts';
import { otherWindows } from '../../renderer/lib/windowTitles.ts';

const status = (change: Partial<ShellStatus>) =>
  ({ state: 'online', exitCode: null, signal: null, lag: null, ...change }) as ShellStatus;

describe('the head of a pane', () => {
  it('says nothing while all is well', () => expect(headBadges(status({}), 0, 1)).toEqual([]));

  it('says three things at most, the worst first', () => {
    const lag = { cause: 'round-trip', value: 620 } as const;
    const badges = headBadges(status({ state: 'lagging', lag }), 38_000, 3);
    expect(badges.map(({ kind }) => kind)).toEqual(['warn', 'warn', 'plain']);
    expect(badges[0]!.text).toMatch(/^slow, 620/);
    expect(badges[1]!.text).toMatch(/skipped$/);
    expect(badges[2]!.text).toBe('3 people');
  });

  it('says first by what its host is known', () => {
    const sign = { tone: 'red', tag: 'prod', tagTone: 'red' };
    const lag = { cause: 'round-trip', value: 620 } as const;
    const badges = headBadges(status({ state: 'lagging', lag }), 38_000, 3, sign);
    expect(badges).toHaveLength(3);
    expect(badges[0]).toEqual({ text: 'prod', kind: 'plain', tone: 'red' });
    expect(headBadges(status({}), 0, 1, { ...sign, tag: '' })).toEqual([]);
  });
});

it('other windows are called after the tab that they show, each by a name of its own', () => {
  const window = (id: string, titles: (string | null)[]): WindowLayout => ({
    id,
    active: titles.length > 0 ? `${id}0` : null,
    tabs: titles.map((title, at) => ({
      ...{ id: `${id}${at}`, title, focus: `${id}${at}p`, zoomed: false },
      tree: { kind: 'pane', id: `${id}${at}p`, content: { kind: 'shell', hostId: 'web' } },
    })),
  });
  const windows = [window('a', ['x']), window('b', ['deploy', 'x']), window('c', [null])];
  const named = otherWindows([...windows, window('d', [null]), window('e', [])], 'a', (id) => id);
  expect(named.map(({ title }) => title)).toEqual([
    ...['deploy and 1 tab more', 'web', 'web (2)', 'Empty window'],
  ]);
});
