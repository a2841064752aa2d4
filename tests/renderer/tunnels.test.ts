/// <reference types="svelte" />
// Tunnels as the window shows them: their words and figures, and what it makes of the news.
import { describe, expect, it } from 'vitest';
import type {
  Bridge,
  HostTunnelsView,
  SavedHost,
  TunnelReport,
  TunnelState,
  TunnelView,
} from '../../electron/ipc/contract.ts';
import {
  NEW_TUNNEL,
  pageOf,
  rateBetween,
  staysThere,
  tunnelCount,
  tunnelFigures,
  tunnelName,
  tunnelWay,
} from '../../renderer/lib/tunnels.ts';
import { Dialogs } from '../../renderer/state/dialogs.svelte.ts';
import { Tunnels } from '../../renderer/state/tunnels.svelte.ts';

function tunnel(change: Partial<TunnelView> = {}): TunnelView {
  const id = change.id ?? 't';
  return {
    ...NEW_TUNNEL,
    ...{ id, hostId: 'h', listenPort: '8080', targetPort: '80' },
    ...{ state: 'running', listening: '127.0.0.1:8080', trouble: null },
    figures: { id, open: 0, total: 0, up: 0, down: 0 },
    ...change,
  };
}

describe('a tunnel', () => {
  it('is called by its name, else by where it leads', () => {
    expect(tunnelName(tunnel({ name: 'db' }))).toBe('db');
    expect(tunnelName(tunnel())).toBe('localhost:80');
    expect(tunnelName(tunnel({ kind: 'dynamic' }))).toBe('SOCKS proxy');
    expect(tunnelName(tunnel({ targetAddress: '::1' }))).toBe('[::1]:80');
    expect(tunnelName(tunnel({ targetAddress: '/run/db.sock', targetPort: '' }))).toBe(
      '/run/db.sock',
    );
  });

  it('is told by its way, with the port that was really taken', () => {
    const free = { listenPort: '0', listening: '127.0.0.1:40123' };
    expect(tunnelWay(tunnel(free), 'web')).toBe('127.0.0.1:40123 here → localhost:80 on web');
    const stopped = tunnel({ ...free, listening: '', state: 'stopped' });
    expect(tunnelWay(stopped, 'web')).toBe('a free port of 127.0.0.1 here → localhost:80 on web');
    expect(tunnelWay(tunnel({ kind: 'remote' }), 'web')).toBe(
      '127.0.0.1:8080 on web → localhost:80 here',
    );
    expect(tunnelWay(tunnel({ kind: 'dynamic' }), 'web')).toMatch(
      /^SOCKS at 127\.0\.0\.1:8080 here/,
    );
  });

  it.each<[Partial<TunnelView>, string | null]>([
    [{}, 'http://127.0.0.1:8080/'],
    [{ listening: '0.0.0.0:8080' }, 'http://127.0.0.1:8080/'],
    [{ listening: '[::1]:8080' }, 'http://[::1]:8080/'],
    [{ listening: '/run/a.sock' }, null],
    [{ kind: 'remote' }, null],
    [{ kind: 'dynamic' }, null],
    [{ state: 'waiting' }, null],
  ])('%j has the page %j', (change, page) => expect(pageOf(tunnel(change))).toBe(page));
});

it.each([
  ['', true],
  [' localhost ', true],
  ['127.0.0.1', true],
  ['127.255.3.9', true],
  ['[::1]', true],
  ['127.example.com', false],
  ['127.0.0.1.example.com', false],
  ['127.0.0.256', false],
  ['0.0.0.0', false],
])('“%s” is open to this machine alone: %s', (address, alone) => {
  expect(staysThere(address)).toBe(alone);
});

describe('the figures', () => {
  const still = { up: 0, down: 0 };

  it('tell connections and bytes, and the rate while there is one', () => {
    const figures = { id: 't', open: 1, total: 1_200, up: 10, down: 3 * 1024 ** 3 };
    expect(tunnelFigures(figures, { up: 0, down: 2048 })).toEqual([
      '1 connection open',
      `${(1_200).toLocaleString()} so far`,
      '10 bytes sent',
      '3.0 GB received',
      'receiving 2.0 KB/s',
    ]);
    const none = { id: 't', open: 0, total: 0, up: 0, down: 0 };
    expect(tunnelFigures(none, still)).toEqual(['0 connections open', '0 so far']);
  });

  it('are not made up where nobody can know', () => {
    const unknown = { id: 't', open: null, total: null, up: null, down: null };
    expect(tunnelFigures(unknown, still)).toEqual([
      expect.stringContaining('for agent hosts only'),
    ]);
    expect(rateBetween(unknown, unknown, 1_000)).toEqual(still);
  });

  it('have a rate only between two looks at one run', () => {
    const at = (down: number) => ({ id: 't', open: 0, total: 0, up: 0, down });
    expect(rateBetween(at(1_000), at(4_000), 2_000).down).toBe(1_500);
    expect(rateBetween(undefined, at(4_000), 1_000).down).toBe(0);
    expect(rateBetween(at(4_000), at(100), 1_000).down).toBe(0);
    expect(rateBetween(at(0), at(100), 0).down).toBe(0);
  });
});

it('a host’s entry counts what runs, what waits and what failed', () => {
  const all = (['running', 'running', 'waiting', 'failed', 'stopped'] as const).map((state) =>
    tunnel({ state }),
  );
  expect(tunnelCount(all)).toEqual(['2 tunnels', '1 waiting', '1 failed']);
  expect(tunnelCount([tunnel({ state: 'failed' })])).toEqual(['1 tunnel failed']);
  expect(tunnelCount([tunnel({ state: 'starting' })])).toEqual(['1 tunnel waiting']);
  expect(tunnelCount([tunnel({ state: 'stopped' })])).toEqual([]);
});

describe('the window', () => {
  function open(initial: HostTunnelsView[] = [], front = true) {
    const listeners: Record<string, (payload: never) => void> = {};
    const calls: unknown[][] = [];
    const bridge = {
      on: (name: string, listener: (payload: never) => void) => (listeners[name] = listener),
      call: (...args: unknown[]) => Promise.resolve(void calls.push(args)),
    } as unknown as Bridge;
    const news: string[] = [];
    const told = (view: HostTunnelsView) => ({ ...view, front });
    const tunnels = new Tunnels(bridge, initial.map(told), {
      failed: ({ id }) => news.push(`failed ${id}`),
      asked: (hostId) => news.push(`asked ${hostId}`),
    });
    const change = (view: HostTunnelsView) => listeners['tunnels:changed']!(told(view) as never);
    const report = (one: TunnelReport) => listeners['tunnels:report']!(one as never);
    return { tunnels, news, calls, change, report };
  }
  const view = (...tunnels: TunnelView[]): HostTunnelsView => ({
    ...{ hostId: 'h', tunnels, question: '', news: null },
  });
  const inState = (state: TunnelState) => view(tunnel({ state }));

  it('tells of what fails and what is asked, once each', () => {
    const { news, change, tunnels } = open([inState('running')]);
    change(inState('waiting'));
    change(inState('failed'));
    change(inState('failed'));
    change({ ...inState('failed'), question: 'password:' });
    change({ ...inState('failed'), question: 'password:' });
    expect(news).toEqual(['failed t', 'asked h']);
    expect(tunnels.heard).toMatch(/^localhost:80: Failed/);
  });

  it('says nothing of what had failed before it was there', () => {
    const { news, change } = open([inState('failed')]);
    change(inState('failed'));
    expect(news).toEqual([]);
  });

  it('tells of what was asked before it was there, which waits for an answer', () => {
    const asked = { ...inState('starting'), question: 'password:' };
    const { news, change } = open([asked]);
    change(asked);
    expect(news).toEqual(['asked h']);
  });

  it('behind another shows what there is, and leaves the news to that one', () => {
    const asked = { ...inState('starting'), question: 'password:' };
    const { news, change, tunnels } = open([asked], false);
    change({ ...inState('failed'), question: '' });
    change({ ...inState('failed'), question: 'password:' });
    expect([news, tunnels.heard]).toEqual([[], '']);
    expect(tunnels.byId('t')!.state).toBe('failed');
  });

  it('keeps news only from a list that shows them', () => {
    const dialogs = new Dialogs();
    const shows = () => ['h', 'other'].map((id) => dialogs.showsTunnelsOf(id));
    expect(shows()).toEqual([false, false]);
    dialogs.showTunnels({ id: 'h' } as SavedHost);
    expect(shows()).toEqual([true, false]);
    dialogs.showTunnels(null);
    expect(shows()).toEqual([true, true]);
  });

  it('forgets a host without tunnels', () => {
    const { tunnels, change } = open([inState('running')]);
    change(view());
    expect(tunnels.all).toEqual([]);
    expect(tunnels.byId('t')).toBeUndefined();
  });

  it('shows figures as they come, and rates only while they come', () => {
    const { tunnels, report, calls } = open([inState('running')]);
    const stop = tunnels.watch();
    const figures = (down: number) => [{ id: 't', open: 1, total: 1, up: 0, down }];
    report({ at: 1_000, figures: figures(500) });
    expect(tunnels.rate('t')).toEqual({ up: 0, down: 0 });
    report({ at: 2_000, figures: figures(2_500) });
    expect(tunnels.rate('t').down).toBe(2_000);
    expect(tunnels.figures(tunnel()).down).toBe(2_500);
    stop();
    expect(tunnels.rate('t').down).toBe(0);
    expect(calls).toEqual([
      ['tunnels:watch', true],
      ['tunnels:watch', false],
    ]);
  });

  it('counts rates from report to report, whoever comes or leaves between them', () => {
    const { tunnels, report, change } = open([inState('running')]);
    tunnels.watch();
    const figures = (down: number) => ({ id: 't', open: 1, total: 1, up: 0, down });
    report({ at: 1_000, figures: [figures(500)] });
    change(view(tunnel({ figures: figures(2_400) })));
    report({ at: 2_000, figures: [figures(2_500)] });
    expect(tunnels.rate('t').down).toBe(2_000);
  });
});
