// A story by seed: what people do with panes, tabs and windows, in the real app and without waiting in
// between; and from time to time, once it is quiet, whether all agree on what came of it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { allPanes, panesIn } from '../../../core/layout/find.ts';
import type { Layout, Pane, Tab } from '../../../core/layout/layout.ts';
import type { SavedLayout } from '../../../electron/layout/savedLayout.ts';
import type { Bridge } from '../../../electron/ipc/contract.ts';
import type { Random } from '../random.ts';
import type { Restarting } from '../restart.ts';
import { disagreements, same } from './agreement.ts';
import type { Seen } from './pageCode.ts';
import { KnownShells } from './shells.ts';
import { allWindows, StoryWindow } from './storyWindow.ts';

declare const window: { bowline: Bridge };

/** Only what hangs is ended by it. */
const QUIET_MS = 120_000;
const LOOK_MS = 30;

export interface There {
  window: StoryWindow;
  seen: Seen;
}

export class Story {
  readonly app: Restarting;
  readonly random: Random;
  readonly hosts: { kept: string; here: string };
  readonly shells = new KnownShells();
  readonly log: string[] = [];
  /** Crashes of each window since the app has begun: one that crashes too often is given up. */
  readonly crashes = new Map<number, number>();
  #windows = new Map<number, StoryWindow>();

  constructor(app: Restarting, random: Random, hosts: { kept: string; here: string }) {
    this.app = app;
    this.random = random;
    this.hosts = hosts;
  }

  /** All windows whose pages are there. */
  async windows(): Promise<There[]> {
    const { electron } = this.app.app;
    const ids = await allWindows(electron);
    for (const id of ids) {
      if (!this.#windows.has(id)) this.#windows.set(id, new StoryWindow(electron, id));
    }
    const all = ids.map((id) => this.#windows.get(id)!);
    const looks = await Promise.all(all.map(async (one) => [one, await one.look()] as const));
    return looks.flatMap(([one, seen]) => (seen ? [{ window: one, seen }] : []));
  }

  /** The app was started anew. */
  begin(): void {
    this.#windows = new Map();
    this.crashes.clear();
    this.shells.appEnds();
  }

  isKept({ content }: Pane): boolean {
    return content.kind === 'shell' && content.hostId === this.hosts.kept;
  }

  /** Waits until all agree; throws what doesn't where that takes for ever. */
  async agree(): Promise<Layout> {
    let wrong = ['nothing is known yet'];
    for (const end = Date.now() + QUIET_MS; Date.now() < end;) {
      const all = await this.windows();
      wrong = await this.#wrong(all);
      if (wrong.length === 0) return this.#settled(all[0]!);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    throw new Error(`They don't agree:\n${wrong.join('\n')}`);
  }

  /** Waits until each line that was typed is there, once: a crash may take along what is typed. */
  async linesAreThere(): Promise<void> {
    let wrong = [''];
    for (const end = Date.now() + QUIET_MS; wrong.length > 0 && Date.now() < end;) {
      wrong = await this.#wrongLines(await this.windows()).catch((error: unknown) => [
        String(error),
      ]);
      if (wrong.length > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    if (wrong.length > 0) throw new Error(`Lines are missing:\n${wrong.join('\n')}`);
  }

  async file(): Promise<SavedLayout> {
    const text = await readFile(path.join(this.app.userData, 'tabs.json'), 'utf8');
    return JSON.parse(text) as SavedLayout;
  }

  async #wrong(all: There[]): Promise<string[]> {
    if (all.length === 0) return ['no window is there'];
    const count = (await allWindows(this.app.app.electron)).length;
    if (count !== all.length) return [`${count} windows, ${all.length} pages`];
    const pages = all.map(({ seen }) => seen);
    const file = await this.file().catch(() => null);
    if (!file) return ['no file'];
    const wrong = disagreements(pages, file);
    if (wrong.length > 0) return wrong;
    return [...(await this.#wrongLines(all)), ...(await this.#wrongInMain(all[0]!))];
  }

  async #wrongLines(all: There[]): Promise<string[]> {
    const wrong = all.map(async ({ window: one, seen: { own, layout } }) => {
      const tabs = layout.windows.find(({ id }) => id === own)?.tabs ?? [];
      const panes = tabs.flatMap(({ tree }) => panesIn(tree).map(({ id }) => id));
      const lines = await one.counted(panes);
      return panes.flatMap((pane) => this.shells.wrongLines(pane, lines[pane] ?? null));
    });
    return (await Promise.all(wrong)).flat();
  }

  /** Last, as a page that asks this leaves what it has closed and not ended. */
  async #wrongInMain({ window: one, seen }: There): Promise<string[]> {
    const told = await one.run(
      async (host) => ({
        layout: (await window.bowline.call('layout:view')).layout,
        running: await window.bowline.call('hosts:running', host),
      }),
      this.hosts.kept,
    );
    const { shells } = await this.file();
    const open = allPanes(seen.layout).filter((pane) => this.isKept(pane));
    const sessions = open.map(({ id }) => shells.find(({ shellId }) => shellId === id)?.session);
    for (const { session, ended } of shells) {
      if (session && !ended && !sessions.includes(session)) this.shells.detached.add(session);
    }
    const running = told.running.filter(({ ended }) => !ended).map(({ session }) => session);
    const surplus = running.filter(
      (session) => !sessions.includes(session) && !this.shells.detached.has(session),
    );
    const lost = [...this.shells.detached].filter((session) => !running.includes(session));
    const gone = sessions.filter((session) => !session || !running.includes(session));
    return [
      ...(same(told.layout, seen.layout) ? [] : ['main has another layout']),
      ...(new Set(sessions).size === sessions.length ? [] : ['two panes have one program']),
      ...surplus.map((session) => `nobody has the program ${session}`),
      ...lost.map((session) => `the program ${session} was to live on, and doesn't`),
      ...gone.map((session) => `the program ${session} of a pane isn't running`),
    ];
  }

  async #settled({ seen: { layout } }: There): Promise<Layout> {
    const { shells } = await this.file();
    const panes = allPanes(layout).map((pane) => ({
      id: pane.id,
      kept: this.isKept(pane),
      session: shells.find(({ shellId }) => shellId === pane.id)?.session,
    }));
    const lost = this.shells.agreed(panes);
    if (lost.length > 0) throw new Error(lost.join('\n'));
    return layout;
  }
}

/** What stands in the window itself. */
export function ownTabs({ seen: { own, layout } }: There): Tab[] {
  return layout.windows.find(({ id }) => id === own)?.tabs ?? [];
}

export function activeTab(there: There): Tab | undefined {
  const { own, layout } = there.seen;
  const active = layout.windows.find(({ id }) => id === own)?.active;
  return ownTabs(there).find(({ id }) => id === active);
}

export function paneCount(layout: Layout): number {
  return allPanes(layout).length;
}
