// What keys do in the tree: they move, choose, fold, open, rename, edit, delete, cut and put.
import type { TreeRow } from '../../lib/hostTree.ts';
import { typeAhead } from '../../lib/filter.ts';
import { itemOf, placeAt } from '../../lib/picked.ts';
import { keepsShells } from '../../lib/running.ts';
import { stepOf } from '../../lib/treeSteps.ts';
import type { HostTree } from '../../state/hostTree.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** Letters typed within this time are one search. */
const TYPE_AHEAD_MS = 800;

export class TreeKeys {
  readonly #app: Workspace;
  readonly #tree: HostTree;
  /** Rows that a page key goes on by. */
  readonly #page: () => number;
  #typed = '';
  #lastTyped = -Infinity;

  constructor(app: Workspace, page: () => number) {
    this.#app = app;
    this.#tree = app.hosts.tree;
    this.#page = page;
  }

  /** Answers whether the key meant something here. */
  pressed(event: KeyboardEvent): boolean {
    const row = this.#tree.current;
    if (!row) return false;
    if (this.#meant(event, row)) return done((this.#typed = ''));
    const { ctrlKey, metaKey, altKey } = event;
    return !ctrlKey && !metaKey && !altKey && this.#letter(event);
  }

  #meant({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent, row: TreeRow): boolean {
    const mac = this.#app.info.platform === 'darwin';
    if (mac ? ctrlKey : metaKey) return false;
    if (mac ? metaKey : ctrlKey) return !shiftKey && !altKey && this.#withControl(key, row);
    if (altKey) return key === 'Enter' && done(edit(this.#app, row));
    if (shiftKey && this.#withShift(key, row)) return true;
    return this.#step(key) || this.#command(key, row);
  }

  #withControl(key: string, row: TreeRow): boolean {
    const runs: Record<string, () => void> = {
      Enter: () => row.is === 'host' && this.#app.openAt(row.host, 'right'),
      a: () => this.#tree.chooseAll(),
      x: () => cut(this.#app, row),
      v: () => put(this.#app, row),
    };
    return run(runs, key.length === 1 ? key.toLowerCase() : key);
  }

  #withShift(key: string, row: TreeRow): boolean {
    if (key === 'Enter' && row.is === 'host' && keepsShells(row.host)) {
      return done(this.#app.dialogs.showRunning(row.host));
    }
    const step = stepOf(key, this.#tree.rows, this.#tree.currentAt, this.#page());
    if (!step || !('to' in step) || key === 'ArrowLeft' || key === 'ArrowRight') return false;
    return done(this.#tree.extend(step.to));
  }

  #step(key: string): boolean {
    const { rows, currentAt } = this.#tree;
    const step = stepOf(key, rows, currentAt, this.#page());
    if (!step) return false;
    if ('fold' in step) this.#tree.fold(step.fold, step.open);
    else this.#tree.go(rows[step.to]!.key);
    return true;
  }

  #command(key: string, row: TreeRow): boolean {
    const remove = () => void this.#app.acts.delete(this.#tree.picked(row));
    const runs: Record<string, () => void> = {
      Enter: () => open(this.#app, row),
      F2: () => rename(this.#app, row),
      Delete: remove,
      Backspace: remove,
      Escape: () => escape(this.#app),
    };
    if (key === ' ' && !this.#isTyping()) return done(this.#tree.toggle(row));
    return run(runs, key);
  }

  #letter(event: KeyboardEvent): boolean {
    if ([...event.key].length !== 1) return false;
    const typed = this.#isTyping(event.timeStamp) ? this.#typed + event.key : event.key;
    this.#lastTyped = event.timeStamp;
    this.#typed = typed;
    const { rows, currentAt, current } = this.#tree;
    const found = typeAhead(rows.map(nameOf), currentAt, typed);
    if (found !== -1) this.#tree.go(rows[found]!.key);
    else if (typed === 'e' && current) edit(this.#app, current);
    return true;
  }

  #isTyping(now = performance.now()): boolean {
    return this.#typed !== '' && now - this.#lastTyped <= TYPE_AHEAD_MS;
  }
}

function nameOf(row: TreeRow): string {
  if (row.is === 'section') return '';
  return row.is === 'host' ? row.host.name : row.own.name;
}

function run(runs: Record<string, () => void>, key: string): boolean {
  if (!Object.hasOwn(runs, key)) return false;
  return done(runs[key]!());
}

const done = (_: unknown): true => true;

/** A host's shell, or that of each which is chosen with it; what lies in a folder is shown, or hidden. */
export function open(app: Workspace, row: TreeRow): void {
  const { tree } = app.hosts;
  if (row.is !== 'host') return tree.fold(row.key, !row.open);
  if (tree.isChosen(row) && tree.chosen.size > 1) void app.acts.connect(tree.picked(row));
  else app.openShell(row.host);
}

export function edit(app: Workspace, row: TreeRow): void {
  const { hosts, folders } = app.hosts.tree.picked(row);
  if (hosts.length + folders.length > 1)
    app.dialogs.editMany(app.hosts.tree.hostsOf({ hosts, folders }));
  else if (folders[0]) app.dialogs.editFolder(folders[0]);
  else if (hosts[0]) app.editHost(hosts[0]);
}

export function rename(app: Workspace, row: TreeRow): void {
  if (row.is !== 'section') app.hosts.tree.renaming = row.key;
}

export function cut(app: Workspace, row: TreeRow): void {
  const { tree } = app.hosts;
  const item = itemOf(row);
  if (item !== null) tree.cut = new Set(tree.chosen.has(item) ? tree.chosen : [item]);
}

/** Moves what was cut to where a row lies, or into the folder that it is. */
export function put(app: Workspace, row: TreeRow | null): void {
  const { tree } = app.hosts;
  const to = tree.flat ? undefined : placeAt(row ?? undefined);
  if (tree.cut.size === 0 || to === undefined) return;
  const picked = tree.named(tree.cut);
  tree.cut = new Set();
  void app.acts.move(picked, to);
}

/** Takes back one thing at a time; with nothing left, the keyboard goes back to the terminal. */
function escape(app: Workspace): void {
  const { tree, search } = app.hosts;
  if (tree.cut.size > 0) tree.cut = new Set();
  else if (tree.chosen.size > 0) tree.chooseNone();
  else if (search.typed !== '') search.clear();
  else app.leaveSidebar();
}
