// What the commands for panes, tabs and windows do to the layout: the real one, without a window.
import { beforeEach, describe, expect, it } from 'vitest';
import { apply } from '../../core/layout/apply.ts';
import { isShell, panesIn } from '../../core/layout/find.ts';
import type { Layout, Pane, Side, Tab } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import { Arranging } from '../../renderer/state/arranging.svelte.ts';
import type { ShownNotice } from '../../renderer/state/notices.svelte.ts';
import {
  closeSeveral,
  duplicate,
  PANE_COMMANDS,
  type PanesApp,
  type PaneView,
} from '../../renderer/state/paneCommands.ts';
import type { HostRef } from '../../renderer/state/status.ts';

const OWN = 'window';
let layout: Layout;
let ops: LayoutOp[];
let notices: ShownNotice[];
let guests: Set<string>;
let refuses: boolean;
let made: number;
let splitOffs: string[];
let app: PanesApp;

const host = (id: string): HostRef => ({ id, name: id, kind: 'ssh' });
const pane = (id: string, hostId = `host of ${id}`): Pane => ({
  kind: 'pane',
  id,
  content: { kind: 'shell', hostId },
});
const done = (op: LayoutOp): void => void (layout = apply(layout, OWN, op));
const own = () => layout.windows.find(({ id }) => id === OWN)!;
const active = (): Tab => own().tabs.find(({ id }) => id === own().active)!;

/** A tree as text: `[a [b/c]]`; across with spaces, down with slashes. */
function drawn(tree: Tab['tree'], name: (pane: Pane) => string = ({ id }) => id): string {
  if (tree.kind === 'pane') return name(tree);
  const parts = tree.parts.map((part) => drawn(part.tree, name));
  return `[${parts.join(tree.axis === 'across' ? ' ' : '/')}]`;
}

function view(id: string): PaneView | undefined {
  const found = own()
    .tabs.flatMap(({ tree }) => panesIn(tree))
    .find((one) => one.id === id);
  return found && isShell(found) ? { id, host: host(found.content.hostId) } : undefined;
}

function fresh(hostId: string, put: (one: Pane) => LayoutOp): PaneView {
  const one = pane(`new ${++made}`, hostId);
  done(put(one));
  return view(one.id)!;
}

beforeEach(() => {
  layout = { windows: [{ id: OWN, tabs: [], active: null }], closed: [] };
  [ops, notices, guests, refuses, made] = [[], [], new Set(), false, 0];
  splitOffs = [];
  for (const id of ['a', 'd', 'e']) {
    done({ op: 'open', tab: `tab ${id}`, pane: pane(id), index: null });
  }
  // [a [b/c]] in the first tab, shown, with the keyboard in b.
  done({ op: 'split', pane: pane('b'), to: { beside: 'a', side: 'right', split: 'row' } });
  done({ op: 'split', pane: pane('c'), to: { beside: 'b', side: 'down', split: 'column' } });
  done({ op: 'focus', pane: 'b' });
  app = {
    layout: {
      own: OWN,
      get layout() {
        return layout;
      },
      get window() {
        return own();
      },
      get active() {
        return active();
      },
      get closed() {
        return layout.closed;
      },
      do(op) {
        ops.push(op);
        done(op);
        return Promise.resolve();
      },
    },
    panes: {
      get focused() {
        return view(active().focus) ?? null;
      },
      get: view,
      open: ({ id }) =>
        fresh(id, (one) => ({ op: 'open', tab: `tab ${one.id}`, pane: one, index: null })),
      split: (at, side: Side, to = at.host) =>
        fresh(to.id, (one) => ({
          op: 'split',
          pane: one,
          to: { beside: at.id, side, split: `split ${one.id}` },
        })),
      isGuest: ({ id }) => guests.has(id),
    },
    notices: { add: (notice) => void notices.push(notice) },
    arranging: new Arranging(),
    closePanes(...panes) {
      if (!refuses) done({ op: 'close', panes: panes.map(({ id }) => id), item: `item ${++made}` });
      return Promise.resolve();
    },
    splitOff({ id }, side) {
      splitOffs.push(`${id} ${side}`);
      return Promise.resolve();
    },
    focusTerminal: () => Promise.resolve(),
  };
});

const run = (command: keyof typeof PANE_COMMANDS): void => void PANE_COMMANDS[command](app);
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the keyboard', () => {
  it('goes to the neighbour at a side, and nowhere at the edge', () => {
    run('go-down');
    expect(active().focus).toBe('c');
    run('go-left');
    expect(active().focus).toBe('a');
    run('go-left');
    expect(ops).toHaveLength(2);
  });

  it('zooms a pane, and shows all again', () => {
    run('zoom-pane');
    expect(active()).toMatchObject({ focus: 'b', zoomed: true });
    run('zoom-pane');
    expect(active().zoomed).toBe(false);
  });

  it('moves the border at an arrow’s side, or the other one at the end of a row', () => {
    run('size-down');
    expect(ops.at(-1)).toEqual({ op: 'share', split: 'column', shares: [0.525, 0.475] });
    run('size-right'); // b is the last of its row, so the border on its left goes
    expect(ops.at(-1)).toEqual({ op: 'share', split: 'row', shares: [0.525, 0.475] });
    run('size-left');
    expect(active().tree).toMatchObject({ parts: [{ share: 0.5 }, { share: 0.5 }] });
  });

  it('moves a pane by changing places with its neighbour', () => {
    run('move-left');
    expect(drawn(active().tree)).toBe('[b [a/c]]');
    expect(active().focus).toBe('b');
    run('move-left');
    expect(ops).toHaveLength(1);
  });

  it('makes panes equally large', () => {
    done({ op: 'share', split: 'row', shares: [0.9, 0.1] });
    run('equalise-panes');
    expect(active().tree).toMatchObject({ parts: [{ share: 0.5 }, { share: 0.5 }] });
  });
});

describe('splitting', () => {
  it.each([
    ['split-right', '[a [[b new 1]/c]]'],
    ['split-down', '[a [b/new 1/c]]'],
  ] as const)('%s opens a shell of the same host there', (command, tree) => {
    run(command);
    expect(drawn(active().tree)).toBe(tree);
    expect(app.panes.focused).toMatchObject({ id: 'new 1', host: { id: 'host of b' } });
  });

  it('refuses a second one of a shell that was joined, in words', () => {
    guests.add('b');
    run('split-right');
    expect(drawn(active().tree)).toBe('[a [b/c]]');
    expect(notices).toMatchObject([{ level: 'info', text: expect.stringContaining('joined') }]);
  });
});

describe('moving', () => {
  it('a pane becomes the tab behind its own', () => {
    run('move-pane-to-new-tab');
    expect(own().tabs.map(({ tree }) => drawn(tree))).toEqual(['[a c]', 'b', 'd', 'e']);
    expect(active().focus).toBe('b');
  });

  it('a pane goes to a window of its own', () => {
    run('move-pane-to-new-window');
    expect(drawn(active().tree)).toBe('[a c]');
    expect(layout.windows[1]!.tabs.map(({ tree }) => drawn(tree))).toEqual(['b']);
  });

  it('a tab goes there whole', () => {
    run('move-tab-to-new-window');
    expect(own().tabs.map(({ tree }) => drawn(tree))).toEqual(['d', 'e']);
    expect(layout.windows[1]!.tabs.map(({ tree }) => drawn(tree))).toEqual(['[a [b/c]]']);
  });

  it('a new window has no tab', () => {
    run('new-window');
    expect(layout.windows[1]).toMatchObject({ tabs: [], active: null });
  });
});

describe('the settings', () => {
  const settings: Pane = { kind: 'pane', id: 's', content: { kind: 'settings' } };

  it('are split by a shell of this computer, and closed as any pane', () => {
    done({ op: 'open', tab: 'tab s', pane: settings, index: null });
    run('split-right');
    run('split-down');
    expect([splitOffs, ops]).toEqual([['s right', 's down'], []]);
    run('duplicate-tab');
    expect(own().tabs.map(({ id }) => id)).toEqual(['tab a', 'tab d', 'tab e', 'tab s']);
    run('close-pane');
    expect(own().tabs.map(({ id }) => id)).not.toContain('tab s');
  });

  it('aren’t copied with the shells beside them', () => {
    const to = { beside: 'a', side: 'left', split: 'with settings' } as const;
    done({ op: 'split', pane: settings, to });
    duplicate(app, active());
    expect(drawn(active().tree, ({ content }) => content.kind[1]!)).toBe('[h [h/h]]');
  });
});

describe('a copy of a tab', () => {
  const hosts = (tab: Tab) =>
    drawn(tab.tree, (one) => (isShell(one) ? one.content.hostId.slice(-1) : 'settings'));

  it('has the same hosts in the same places, of the same sizes', () => {
    done({ op: 'share', split: 'row', shares: [0.7, 0.3] });
    done({ op: 'share', split: 'column', shares: [0.2, 0.8] });
    const before = active();
    duplicate(app, before);
    const copy = active();
    expect(copy.id).not.toBe(before.id);
    expect(hosts(copy)).toBe('[a [b/c]]');
    const shares = (tab: Tab) => JSON.stringify(tab.tree).match(/"share":[\d.]+/g);
    expect(shares(copy)).toEqual(shares(before));
    expect(app.panes.focused!.host.id).toBe('host of b');
  });

  it('can’t be had of one with a shell that was joined', () => {
    guests.add('c');
    run('duplicate-tab');
    expect(own().tabs).toHaveLength(3);
    expect(notices).toHaveLength(1);
  });
});

describe('closing', () => {
  it('takes the focused pane, and with the last one the tab', () => {
    run('close-pane');
    expect(drawn(active().tree)).toBe('[a c]');
    run('close-pane');
    run('close-pane');
    expect(own().tabs.map(({ tree }) => drawn(tree))).toEqual(['d', 'e']);
  });

  it('takes a tab with all its panes', () => {
    run('close-tab');
    expect(own().tabs.map(({ tree }) => drawn(tree))).toEqual(['d', 'e']);
  });

  it.each([
    ['close-other-tabs', ['d'], 2],
    ['close-tabs-right', ['[a [b/c]]', 'd'], 1],
    ['close-all-tabs', [], 3],
  ] as const)('%s leaves %j and offers to have the rest back', async (command, left, closed) => {
    done({ op: 'show', tab: 'tab d' });
    const before = own().tabs;
    run(command);
    await settled();
    expect(own().tabs.map(({ tree }) => drawn(tree))).toEqual(left);
    expect(notices[0]!.text).toMatch(new RegExp(`^${closed} tabs? closed`));
    notices[0]!.action!.run();
    expect(
      own()
        .tabs.map(({ id }) => id)
        .sort(),
    ).toEqual(before.map(({ id }) => id).sort());
  });

  it('offers nothing where nobody wanted to close after all', async () => {
    refuses = true;
    await closeSeveral(app, own().tabs);
    expect(notices).toEqual([]);
  });

  it('can be undone, the latest first, and says when there is nothing more', () => {
    run('close-pane');
    run('close-tab');
    run('reopen-closed');
    expect(own().tabs.map(({ tree }) => drawn(tree))).toEqual(['[a c]', 'd', 'e']);
    run('reopen-closed');
    expect(drawn(own().tabs[0]!.tree)).toMatch(/b/);
    run('reopen-closed');
    expect(notices).toMatchObject([{ id: 'reopen-closed', level: 'info' }]);
  });
});

describe('arranging', () => {
  const stroke = (key: string, shiftKey = false, ctrlKey = false) => ({
    ...{ key, code: '', shiftKey, ctrlKey, altKey: false, metaKey: false },
  });

  it('takes the arrows, until Enter or Escape', () => {
    expect(app.arranging.meant(stroke('ArrowLeft'))).toBeNull();
    run('arrange-panes');
    expect(app.arranging.meant(stroke('ArrowLeft'))).toBe('size-left');
    expect(app.arranging.meant(stroke('Shift', true))).toBeNull();
    expect(app.arranging.meant(stroke('ArrowUp', true))).toBe('move-up');
    expect(app.arranging.meant(stroke('Enter'))).toBe('end');
    expect(app.arranging.on).toBe(true); // who carries it out ends it
  });

  it.each([
    ['a letter', stroke('x')],
    ['another command', stroke('ArrowLeft', true, true)],
  ])('ends with %s, which goes where it belongs', (_what, key) => {
    run('arrange-panes');
    expect(app.arranging.meant(key)).toBeNull();
    expect(app.arranging.on).toBe(false);
  });
});
