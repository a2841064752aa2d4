// The shells that this window shows, kept in step with its layout: made for panes that come, let go
// for panes that leave, ended for panes that are closed; and what closing asks first.
import type { ShellStatus } from '../../electron/ipc/contract.ts';
import type { Pane, PaneOfShell, Side } from '../../core/layout/layout.ts';
import { words } from '../../words/window.ts';
import { foundName } from '../lib/found.ts';
import { typedName } from '../lib/sshTarget.ts';
import { oneEach, placesOf, type Dragged, type PanePlace, type Places } from '../lib/places.ts';
import type { Arrangement } from './arrangement.svelte.ts';
import { Closing } from './closing.ts';
import type { Dialogs } from './dialogs.svelte.ts';
import type { Hosts } from './hosts.svelte.ts';
import { Leaving } from './leaving.ts';
import type { LoginQuestion } from './loginQuestion.svelte.ts';
import { ShellPane } from './pane.svelte.ts';
import { KnownRunning } from './running.svelte.ts';
import type { Origin, ShellDesk } from './shells.ts';
import type { HostRef } from './status.ts';

export interface PanesOptions {
  layout: Arrangement;
  desk: ShellDesk;
  hosts: Hosts;
  dialogs: Dialogs;
  /** What a pane is called in a question about it. */
  titleOf: (pane: ShellPane) => string;
  /** Runs something after so many milliseconds; the result prevents that. */
  later: (ms: number, run: () => void) => () => void;
  /** The window is so narrow that of a split one pane is shown alone, as if it were zoomed. */
  oneAtATime?: () => boolean;
  /** Milliseconds that only grow; those of the page if it isn't said. */
  now?: () => number;
}

export class Panes {
  readonly running = new KnownRunning();
  readonly #options: PanesOptions;
  readonly #closing: Closing;
  /** In the order of their coming: a terminal never moves on the page. */
  #all = $state.raw<readonly ShellPane[]>([]);
  /** The pane that this window is asking for. */
  #asked: { id: string; host: HostRef; origin: Origin } | null = null;
  readonly #leaving: Leaving;
  #survivors: ShellStatus[] = [];
  /** Set while a border is dragged; programs hear of their sizes when it is over. */
  dragged = $state.raw<Dragged | null>(null);
  #placesBefore: Places | undefined;
  readonly #places = $derived.by(() => this.#placed());
  readonly #here = $derived.by(() => this.#options.layout.panes.map(({ id }) => id));

  constructor(options: PanesOptions) {
    this.#options = options;
    this.#closing = new Closing({ ...options, isGuest: (pane) => this.isGuest(pane) });
    this.#leaving = new Leaving({ later: options.later, gone: (pane) => this.#gone(pane) });
    options.layout.onChange(() => this.#follow());
  }

  /** Those that moved away and are to be handed over still are among them, in no place. */
  get all(): readonly ShellPane[] {
    return this.#all;
  }

  get(id: string): ShellPane | undefined {
    return this.#all.find((pane) => pane.id === id);
  }

  /** The pane of the shown tab that has, or gets, the keyboard; null where that shows no shell. */
  get focused(): ShellPane | null {
    const { active } = this.#options.layout;
    return (active && this.get(active.focus)) ?? null;
  }

  /** Undefined for one that left. */
  placeOf(pane: { id: string }): PanePlace | undefined {
    return this.#places.get(pane.id);
  }

  /** Gives terminals to shells that are there already: they outlived their window, or the app. */
  async recover(): Promise<void> {
    try {
      this.#survivors = await this.#options.desk.survivors();
    } finally {
      this.#follow();
    }
  }

  /** Opens a shell in a tab of its own, which is shown. Null where that was refused. */
  open(host: HostRef, origin: Origin = { how: 'open' }): ShellPane | null {
    const tab = crypto.randomUUID();
    return this.#make(host, origin, (pane) =>
      this.#options.layout.do({ op: 'open', tab, pane, index: null }),
    );
  }

  /** Opens a shell at a side of a pane: on the same host, if no other is named. */
  split(at: ShellPane, side: Side, host = at.host, origin: Origin = { how: 'open' }) {
    return this.openBeside(at, side, host, origin);
  }

  /** Opens a shell at a side of a pane, whatever that shows. Null where that was refused. */
  openBeside(
    at: { id: string },
    side: Side,
    host: HostRef,
    origin: Origin = { how: 'open' },
  ): ShellPane | null {
    const to = { beside: at.id, side, split: crypto.randomUUID() };
    return this.#make(host, origin, (pane) => this.#options.layout.do({ op: 'split', pane, to }));
  }

  /** The keyboard is in this pane. */
  focus(pane: { id: string }): void {
    const place = this.placeOf(pane);
    if (!place || (place.focused && place.shown)) return;
    void this.#options.layout.do({ op: 'focus', pane: pane.id });
  }

  /** Closes panes; asks once where programs would end, or could live on without them. */
  async close(...all: { id: string }[]): Promise<void> {
    const panes = all.flatMap((pane) => (pane instanceof ShellPane ? pane : []));
    const answer = await this.#closing.ask(panes);
    if (answer === null) return;
    const ids = all.map(({ id }) => id);
    void this.#options.layout.do({ op: 'close', panes: ids, item: crypto.randomUUID() });
    // What can't be reached can't be ended, and lives on whatever the answer was.
    const leave = (pane: ShellPane) =>
      pane.livesOn && !this.isGuest(pane) && (answer === 'detach' || !pane.reachable);
    await Promise.all(panes.map((pane) => (leave(pane) ? this.#leave(pane) : pane.close())));
  }

  /** Whether its shell is somebody else's, so that it can be left and not ended. */
  isGuest({ host }: ShellPane): boolean {
    return this.#options.hosts.joinedById(host.id) !== undefined;
  }

  /** As it is called now; a host may be renamed while its shells are open. */
  hostName({ host }: ShellPane): string {
    return this.#options.hosts.byId(host.id)?.name ?? host.name;
  }

  /** Where its host is; '' where that isn't told. */
  addressOf({ host }: ShellPane): string {
    return this.#options.hosts.byId(host.id)?.address ?? '';
  }

  /** How the shells of a host fare that this window shows. */
  statusesOn(hostId: string): ShellStatus[] {
    return this.#panesOn(hostId).map(({ status }) => status);
  }

  /** What a login asks in a pane that this window has on a host; null for nothing. */
  loginOn(hostId: string): LoginQuestion | null {
    return this.#panesOn(hostId).find(({ login }) => login !== null)?.login ?? null;
  }

  /** Hosts with a shell that is live. */
  readonly liveHosts: readonly string[] = $derived.by(() => {
    const live = this.#all.filter(({ id, alive }) => alive && this.#here.includes(id));
    return live.map(({ host }) => host.id);
  });

  /** A pane of this window on that host. */
  on(hostId: string): ShellPane | undefined {
    return this.#panesOn(hostId)[0];
  }

  #panesOn(hostId: string): ShellPane[] {
    return this.#all.filter(({ id, host }) => host.id === hostId && this.#here.includes(id));
  }

  #make(
    { id, name, kind }: HostRef,
    origin: Origin,
    put: (pane: Pane) => Promise<void>,
  ): ShellPane | null {
    const pane: Pane = {
      kind: 'pane',
      id: crypto.randomUUID(),
      content: { kind: 'shell', hostId: id },
    };
    this.#asked = { id: pane.id, host: { id, name, kind }, origin };
    void put(pane);
    this.#asked = null;
    const made = this.get(pane.id);
    if (made && origin.how === 'running') this.running.taken(id);
    return made ?? null;
  }

  async #leave(pane: ShellPane): Promise<void> {
    await pane.detach();
    this.running.left(pane.host.id);
  }

  #placed(): Places {
    const { layout, oneAtATime } = this.#options;
    const window = oneAtATime?.() ? oneEach(layout.window) : layout.window;
    const places = placesOf(window, this.dragged, this.#placesBefore);
    return (this.#placesBefore = places);
  }

  /** The layout is another: who came, who went? */
  #follow(): void {
    const { panes } = this.#options.layout;
    const here = panes.map(({ id }) => id);
    const stay = this.#all.filter((pane) => this.#stays(pane, here.includes(pane.id)));
    const had = stay.map(({ id }) => id);
    const come = panes.filter(({ id }) => !had.includes(id)).map((pane) => this.#made(pane));
    for (const { id, content } of panes) this.#belongs(this.get(id), content.hostId);
    if (come.length > 0 || stay.length < this.#all.length) this.#all = [...stay, ...come];
  }

  /** What it was opened on may have been saved as a host meanwhile. */
  #belongs(pane: ShellPane | undefined, hostId: string): void {
    if (!pane || pane.host.id === hostId) return;
    pane.belong({ id: hostId, ...this.nameOf(hostId) });
  }

  #stays(pane: ShellPane, here: boolean): boolean {
    const elsewhere = !here && this.#options.layout.isAnywhere(pane.id);
    if (elsewhere && this.#leaving.keep(pane)) return true;
    this.#leaving.stopWaiting(pane);
    if (elsewhere) pane.gaveAway();
    return here;
  }

  #made({ id, content }: PaneOfShell): ShellPane {
    const { desk, now } = this.#options;
    const asked = this.#asked;
    if (asked?.id === id) return new ShellPane(id, asked.host, desk, asked.origin, undefined, now);
    const host = { id: content.hostId, ...this.nameOf(content.hostId) };
    const status = this.#survivors.find(({ shellId }) => shellId === id);
    // Once: when it comes again, much may have happened to it.
    this.#survivors = this.#survivors.filter((one) => one !== status);
    return new ShellPane(id, host, desk, { how: 'attach' }, status, now);
  }

  /** A saved host, or what stands in its place. */
  nameOf(hostId: string): Pick<HostRef, 'name' | 'kind'> {
    const { hosts } = this.#options;
    const joined = hosts.joinedById(hostId);
    if (joined) return { name: joined.name, kind: 'joined' };
    const host = hosts.byId(hostId);
    if (host) return { name: host.name, kind: host.kind };
    const found = foundName(hostId);
    if (found) return { name: found, kind: 'local' };
    const typed = typedName(hostId);
    if (typed) return { name: typed, kind: 'ssh' };
    return { name: words.tabs.hostDeleted, kind: 'ssh' };
  }

  /** It was handed over. One that came back in between is taken over anew. */
  #gone(pane: ShellPane): void {
    this.#leaving.stopWaiting(pane);
    if (!this.#all.includes(pane)) return;
    this.#all = this.#all.filter((other) => other !== pane);
    pane.gaveAway();
    this.#follow();
  }
}
