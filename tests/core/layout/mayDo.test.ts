// A window changes what is its own, and may hand that to others.
import { describe, expect, it } from 'vitest';
import type { Layout, Pane, PaneTree, Tab } from '../../../core/layout/layout.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { mayDo } from '../../../core/layout/mayDo.ts';

const pane = (id: string): Pane => ({ kind: 'pane', id, content: { kind: 'shell', hostId: 'h' } });

function tab(id: string, panes: string[]): Tab {
  const parts = panes.map((one) => ({ share: 1 / panes.length, tree: pane(one) }));
  const split: PaneTree = { kind: 'split', id: `${id}-split`, axis: 'across', parts };
  return { id, title: null, tree: split, focus: panes[0]!, zoomed: false };
}

const layout: Layout = {
  windows: [
    { id: 'mine', tabs: [tab('m', ['m1', 'm2'])], active: 'm' },
    { id: 'theirs', tabs: [tab('t', ['t1', 't2'])], active: 't' },
  ],
  closed: [],
};
const beside = (id: string) => ({ beside: id, side: 'left' as const, split: 'new' });
const into = (window: string) => ({ window, index: 0 });

/** The same operation on what is one's own, another window's, and nobody's. */
const ON: [
  string,
  (id: { pane: string; tab: string; split: string; window: string }) => LayoutOp,
][] = [
  ['split', (it) => ({ op: 'split', pane: pane('new'), to: beside(it.pane) })],
  ['focus', (it) => ({ op: 'focus', pane: it.pane })],
  ['show', (it) => ({ op: 'show', tab: it.tab })],
  ['belong', (it) => ({ op: 'belong', pane: it.pane, hostId: 'h9' })],
  ['rename', (it) => ({ op: 'rename', tab: it.tab, title: 'x' })],
  ['pin', (it) => ({ op: 'pin', tab: it.tab, on: true })],
  ['move-tab', (it) => ({ op: 'move-tab', tab: it.tab, to: into('mine') })],
  ['merge-tab', (it) => ({ op: 'merge-tab', tab: it.tab, to: beside('m1') })],
  ['move-pane', (it) => ({ op: 'move-pane', pane: it.pane, to: beside('m1') })],
  [
    'move-pane out',
    (it) => ({ op: 'move-pane', pane: it.pane, to: { ...into('mine'), tab: 'n' } }),
  ],
  ['swap', (it) => ({ op: 'swap', pane: it.pane, with: 'm1' })],
  ['swap with', (it) => ({ op: 'swap', pane: 'm1', with: it.pane })],
  ['share', (it) => ({ op: 'share', split: it.split, shares: [0.5, 0.5] })],
  ['equalise', (it) => ({ op: 'equalise', tab: it.tab })],
  ['zoom', (it) => ({ op: 'zoom', pane: it.pane, on: true })],
  ['close', (it) => ({ op: 'close', panes: ['m1', it.pane], item: 'i' })],
  ['close-window', (it) => ({ op: 'close-window', window: it.window, item: 'i' })],
];

const OWN = { pane: 'm2', tab: 'm', split: 'm-split', window: 'mine' };
const OTHERS = { pane: 't2', tab: 't', split: 't-split', window: 'theirs' };
const NOBODYS = { pane: 'x', tab: 'x', split: 'x', window: 'x' };

describe.each(ON)('%s', (_, on) => {
  it('is for the window in which that stands; what stands nowhere is refused later', () => {
    expect([OWN, OTHERS, NOBODYS].map((what) => mayDo(layout, 'mine', on(what)))).toEqual([
      ...[true, false, true],
    ]);
    expect([OWN, OTHERS].map((what) => mayDo(layout, 'stranger', on(what)))).toEqual([
      ...[false, false],
    ]);
  });
});

it.each<[string, LayoutOp]>([
  ['a tab moves over', { op: 'move-tab', tab: 'm', to: into('theirs') }],
  ['a tab joins one of theirs', { op: 'merge-tab', tab: 'm', to: beside('t1') }],
  ['a pane goes beside one of theirs', { op: 'move-pane', pane: 'm1', to: beside('t1') }],
  [
    'a pane becomes a tab there',
    { op: 'move-pane', pane: 'm1', to: { ...into('theirs'), tab: 'n' } },
  ],
  ['a tab gets a window', { op: 'move-tab', tab: 'm', to: into('new') }],
  ['a tab is opened', { op: 'open', tab: 'n', pane: pane('n'), index: null }],
  ['a window is opened', { op: 'new-window', window: 'new' }],
  ['something is had back', { op: 'reopen', item: 'i' }],
])('what is handed over, or new, may be done: %s', (_, op) => {
  expect(mayDo(layout, 'mine', op)).toBe(true);
});
