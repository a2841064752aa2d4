// The tabs of one run of the app and of the next: what is stored of them, and how they come back.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { Shell } from '../../../electron/shell.ts';
import { ShellManager } from '../../../electron/shells/shellManager.ts';
import { OpenTabs } from '../../../electron/tabs/openTabs.ts';
import { NO_TABS, readTabs } from '../../../electron/tabs/tabFile.ts';
import { LatestFile } from '../../../electron/settings/latestFile.ts';
import type { SavedTabs } from '../../../electron/tabs/tabFile.ts';
import type { MemoryPort } from '../../support/memoryPort.ts';
import { KeptMemoryShell, MemoryShell } from '../../support/memoryShell.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { agentHost, localHost } from '../shells/hosts.ts';
import { told } from '../../support/told.ts';

const SIZE = { cols: 80, rows: 24 };
const NEW_SHELL = 'The earlier shell ended with the app. This is a new one.';

let file: string;
let hosts: Map<string, StoredHost>;
let runs: Run[];

beforeEach(() => {
  file = join(temporaryDirectory(), 'tabs.json');
  runs = [];
  hosts = new Map([
    ['local', localHost()],
    ['agent', agentHost()],
  ]);
});

afterEach(async () => {
  for (const { store, shells } of runs) {
    await store.saved();
    store.close(NO_TABS);
    await shells.closeAll();
  }
});

/** One run of the app: everything but the window. */
class Run {
  readonly window = new MemoryWindow();
  readonly made: { session: string | undefined; shell: MemoryShell }[] = [];
  readonly store = new LatestFile<SavedTabs>({
    ...{ path: file, clock: systemClock, delayMs: 0, onStored: () => undefined },
    onProblem: (error) => expect.fail(String(error)),
  });
  readonly shells: ShellManager;
  readonly tabs: OpenTabs;

  constructor() {
    const make = (kept: boolean) => (_: StoredHost, __: Shell | null, session?: string) => {
      const shell = kept ? new KeptMemoryShell(session) : new MemoryShell();
      this.made.push({ session, shell });
      return shell;
    };
    this.shells = new ShellManager({
      findHost: (id) => hosts.get(id),
      factory: (host, ...rest) => make(host.kind === 'agent')(host, ...rest),
      installer: make(false),
      broadcast: () => undefined,
      clock: systemClock,
      onStatus: () => undefined,
      onChange: () => this.tabs.changed(),
    });
    this.tabs = new OpenTabs(this.shells, this.store);
    runs.push(this);
  }

  /** Opens what is stored; answers with the tabs that are lost. */
  restore() {
    return this.tabs.restore(readTabs(file, new Date()).saved);
  }

  /** The ids of new tabs on these hosts. */
  open(...hostIds: string[]): string[] {
    return hostIds.map((hostId) => this.shells.open(hostId, SIZE, this.window).shellId);
  }

  attach(id: string, size = SIZE): MemoryPort {
    this.shells.attach(id, size, this.window);
    return this.window.port;
  }
}

describe('a run after a kill -9', () => {
  it('has the tabs in their order, with their names and the active one', async () => {
    const first = new Run();
    const [a, b, c] = first.open('local', 'agent', 'local') as [string, string, string];
    const tabs = [c, a, b].map((shellId) => ({ shellId, customTitle: shellId === a ? 'A' : null }));
    first.tabs.arrange({ tabs, active: b });
    await first.store.saved();
    const next = new Run();
    expect(next.restore()).toEqual({ lost: [], waiting: [] });
    expect(next.tabs.arrangement).toEqual({ tabs, active: b });
    expect(next.tabs.list().map(({ shellId, customTitle }) => [shellId, customTitle])).toEqual([
      [c, null],
      [a, 'A'],
      [b, null],
    ]);
  });

  it('takes up the shell that was kept, and not one of the same kind', async () => {
    const first = new Run();
    const [id] = first.open('agent') as [string];
    await first.store.saved();
    const next = new Run();
    next.restore();
    expect(next.made[0]!.session).toBe((first.made[0]!.shell as KeptMemoryShell).session);
    expect(next.attach(id).notes).toEqual([]);
  });

  it('knows of a shell whose end was announced', async () => {
    const first = new Run();
    first.open('agent', 'agent');
    (first.made[1]!.shell as KeptMemoryShell).announceEnd();
    await first.store.saved();
    const next = new Run();
    next.restore();
    expect(next.made.map(({ shell }) => (shell as KeptMemoryShell).endTold)).toEqual([false, true]);
  });

  it('opens what could not be kept anew, and says so', async () => {
    const first = new Run();
    const [id] = first.open('local') as [string];
    await first.store.saved();
    const next = new Run();
    next.restore();
    expect(next.made).toHaveLength(1);
    expect(next.attach(id).notes).toEqual([NEW_SHELL]);
  });

  it('opens tabs at their last size', async () => {
    const first = new Run();
    const [id] = first.open('local') as [string];
    first.window.ports[0]!.send({ type: 'resize', cols: 132, rows: 50 });
    await first.store.saved();
    const next = new Run();
    next.restore();
    await next.made[0]!.shell.write(Buffer.from('stty size\r'));
    const port = next.attach(id, { cols: 132, rows: 50 });
    await port.until(() => port.text.includes('50 132\r\n'));
  });

  it('tells which tabs are lost with their hosts', async () => {
    const first = new Run();
    const [, id] = first.open('local', 'agent') as [string, string];
    await first.store.saved();
    hosts.delete('agent');
    const next = new Run();
    expect(next.restore()).toMatchObject({ lost: [{ shellId: id }], waiting: [] });
    expect(next.tabs.list()).toHaveLength(1);
  });

  it('remembers the tabs of a host that can’t be used, until it can be again', async () => {
    const first = new Run();
    const ids = first.open('agent', 'local', 'agent');
    await first.store.saved();
    hosts.set('agent', { ...agentHost(), problem: told('It can’t be read.') });
    const next = new Run();
    expect(next.restore().waiting.map(({ shellId }) => shellId)).toEqual([ids[0], ids[2]]);
    const [more] = next.open('local');
    next.tabs.close();
    await next.store.saved();

    hosts.set('agent', agentHost());
    const later = new Run();
    expect(later.restore()).toEqual({ lost: [], waiting: [] });
    expect(later.tabs.list().map(({ shellId }) => shellId)).toEqual([...ids, more]);
    expect(later.made.filter(({ session }) => session !== undefined)).toHaveLength(2);
  });

  it('has neither closed nor detached tabs', async () => {
    const first = new Run();
    const [a, b, c] = first.open('local', 'agent', 'local') as [string, string, string];
    await Promise.all([first.shells.close(a), first.shells.detach(b)]);
    await first.store.saved();
    expect(readTabs(file, new Date()).saved.tabs).toMatchObject([{ shellId: c }]);
  });

  it('has no tab in which an agent was being installed', async () => {
    const first = new Run();
    first.shells.installAgent('local', SIZE, first.window);
    first.open('local');
    await first.store.saved();
    expect(readTabs(file, new Date()).saved.tabs).toHaveLength(1);
  });
});

it('leaving ends what can’t be kept, leaves the rest running, and remembers both', async () => {
  const first = new Run();
  first.open('local', 'agent');
  first.tabs.close();
  await first.shells.leaveAll();
  const [local, kept] = first.made.map(({ shell }) => shell);
  expect(local!.state.signal).toBe('SIGHUP');
  expect((kept as KeptMemoryShell).detached).toBe(true);
  expect(readTabs(file, new Date()).saved.tabs).toHaveLength(2);
});

it('an arrangement passes over tabs that are gone, and keeps those it doesn’t know', () => {
  const run = new Run();
  const [a, b] = run.open('local', 'local') as [string, string];
  run.tabs.arrange({
    tabs: [
      { shellId: 'gone', customTitle: 'x' },
      { shellId: b, customTitle: null },
    ],
    active: 'gone',
  });
  expect(run.tabs.arrangement).toEqual({
    tabs: [
      { shellId: b, customTitle: null },
      { shellId: a, customTitle: null },
    ],
    active: null,
  });
});
