// A window's panes and tabs on a main process that holds the layout as the real one does, opens
// every shell at once, and writes down what it is asked.
import { apply } from '../../core/layout/apply.ts';
import type { Layout, Pane, WindowLayout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import type {
  Bridge,
  BusyAnswer,
  LayoutView,
  SavedHost,
  ShellStatus,
} from '../../electron/ipc/contract.ts';
import { Arrangement } from '../../renderer/state/arrangement.svelte.ts';
import { Dialogs } from '../../renderer/state/dialogs.svelte.ts';
import { Hosts } from '../../renderer/state/hosts.svelte.ts';
import type { ShellPane, TerminalHandle } from '../../renderer/state/pane.svelte.ts';
import { Panes } from '../../renderer/state/panes.svelte.ts';
import { ShellDesk } from '../../renderer/state/shells.ts';
import { Tabs } from '../../renderer/state/tabs.svelte.ts';
import { told } from '../support/told.ts';
import { kinds } from './kinds.ts';

const HOSTS = ['web', 'db'].map((name) => ({ id: name, name, kind: 'ssh' }) as SavedHost);
const HANDLE = { attach: () => {} } as unknown as TerminalHandle;
export const OWN = 'window-1';

export function statusOf(
  shellId: string,
  hostId: string,
  state: ShellStatus['state'],
): ShellStatus {
  const words = { message: told(''), hint: null, exitCode: null, signal: null, rttMs: null };
  const retry = { kept: false, attempt: null, nextTryInMs: null, canReconnect: state === 'closed' };
  const counts = { pendingInput: 0, skippedBytes: 0 };
  const lags = { lag: null, echoMs: null, backlog: 0 };
  return { shellId, hostId, state, ...words, ...retry, ...counts, ...lags };
}

export function paneOf(id: string, hostId: string): Pane {
  return { kind: 'pane', id, content: { kind: 'shell', hostId } };
}

/** A window with tabs of one pane each: the id of its shell, its host, and the tab's name. */
export function windowOf(...tabs: [id: string, hostId: string, title?: string][]): WindowLayout {
  const made = tabs.map(([id, hostId, title = null]) => ({
    ...{ id: `tab-${id}`, title, tree: paneOf(id, hostId), focus: id, zoomed: false },
  }));
  return { id: OWN, tabs: made, active: made[0]?.id ?? null };
}

/** Resolves when every answer under way has been taken. */
export const answered = () => new Promise((resolve) => setImmediate(resolve));

export interface RigOptions {
  /** Of a shell as soon as it is opened. */
  state?: ShellStatus['state'];
  window?: WindowLayout;
  survivors?: ShellStatus[];
  /** Milliseconds that only grow. */
  now?: () => number;
  /** Shells that were asked for are there from then on. */
  answers?: Promise<void>;
}

const texts = (): string[] => [];

type Listeners = { [name: string]: ((payload: unknown) => void) | undefined };

export function makePanes(options: RigOptions = {}) {
  const { state = 'online', window = windowOf(), survivors = [] } = options;
  const busy = new Map<string, BusyAnswer>();
  const noted = { closed: texts(), detached: texts(), asked: texts(), refusals: texts() };
  const { closed, detached, asked, refusals } = noted;
  const waits: { ms: number; run: () => void }[] = [];
  const listeners: Listeners = {};
  let gone: readonly string[] = [];
  let layout: Layout = { windows: [window], closed: [] };
  let seen = 0;
  const tell = (): void => listeners['layout:changed']?.({ layout, seen } satisfies LayoutView);
  const attach = (id: string): ShellStatus => {
    if (gone.includes(id)) throw new Error('This shell has been closed meanwhile.');
    return statusOf(id, 'web', 'online');
  };
  const answers: Record<string, (...args: never[]) => unknown> = {
    'layout:do': (op: LayoutOp, number: number) => {
      seen = number;
      layout = apply(layout, OWN, op);
      tell();
    },
    'shells:open': async (id: string, hostId: string) => {
      await options.answers;
      return statusOf(id, hostId, state);
    },
    'shells:attach': attach,
    'shells:list': () => survivors,
    'shells:detach': (id: string) => void detached.push(id),
    'shells:busy': (id: string) => busy.get(id) ?? { busy: false, program: '' },
    'shells:close': (id: string) => void closed.push(id),
  };
  const bridge = {
    call: async (name: string, ...args: never[]) => {
      asked.push(name.startsWith('shells:') ? `${name} ${args[0] ?? ''}`.trim() : name);
      return answers[name]!(...args);
    },
    on: (name: string, listener: (payload: unknown) => void) => {
      listeners[name] = listener;
      return () => {};
    },
  } as unknown as Bridge;
  const refused = (error: unknown): void => void refusals.push(String(error));
  const arrangement = new Arrangement({ bridge, refused }, { own: OWN, layout, seen: 0 });
  const dialogs = new Dialogs();
  const panes: Panes = new Panes({
    layout: arrangement,
    desk: new ShellDesk(bridge, { addEventListener: () => {} }),
    hosts: new Hosts(bridge, kinds, HOSTS),
    dialogs,
    titleOf: (pane) => tabs.titleOfPane(pane),
    ...(options.now && { now: options.now }),
    later: (ms, run) => {
      const wait = { ms, run };
      waits.push(wait);
      return () => void waits.splice(waits.indexOf(wait), 1);
    },
  });
  const tabs: Tabs = new Tabs(arrangement, panes);
  /** Opens shells and waits until main has answered. */
  const open = async (...names: string[]): Promise<ShellPane[]> => {
    const opened = names.map((name) => panes.open({ id: name, name, kind: 'ssh' })!);
    for (const pane of opened) pane.mount(HANDLE);
    await answered();
    return opened;
  };
  return {
    ...noted,
    ...{ layout: arrangement, panes, tabs, dialogs, busy, open, waits },
    titles: () => tabs.list.map((tab) => tabs.title(tab)),
    tell: (status: ShellStatus) => listeners['shell:status']?.(status),
    /** Another window does something. */
    elsewhere: (op: LayoutOp, window = 'window-2') => {
      layout = apply(layout, window, op);
      tell();
    },
    /** Main has no such shells any more. */
    lose: (...ids: string[]) => (gone = ids),
  };
}
