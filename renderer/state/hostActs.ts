// What is done with hosts and folders of the tree, one or thousands: at once, as one act, told with a way
// back. Asked is only what reaches many, or where something runs.
import type { HostsPatch, SavedHost } from '../../electron/ipc/contract.ts';
import { SaidError } from '../../words/saidError.ts';
import { words } from '../../words/window.ts';
import { mayMove, movable, type Picked } from '../lib/picked.ts';
import { hasTag, type TagChange } from '../lib/tags.ts';
import { moveAll } from './hostMoves.ts';
import { removalAsked, type Asked } from './hostRemoval.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Tabs that open without a question. */
export const MOST_OPENED = 10;

export class HostActs {
  readonly #app: Workspace;
  #told = 0;

  constructor(app: Workspace) {
    this.#app = app;
  }

  /** Opens a tab for each host, those in folders included. */
  async connect(picked: Picked): Promise<void> {
    const hosts = this.#app.hosts.tree.hostsOf(picked);
    const { title, text, act } = words.hostTree.ask.connect;
    const count = hosts.length;
    const asked = { title: title(count), text, act: act(count), destroys: false };
    if (count > MOST_OPENED && !(await this.#isSure(asked))) return;
    for (const host of hosts) this.#app.openShell(host);
  }

  /** The row that is current afterwards has the keyboard, whatever had it when this was asked for, but the palette. */
  async delete(picked: Picked): Promise<void> {
    const { hosts, folders } = picked;
    if (hosts.length + folders.length === 0) return;
    if (folders.length === 0 && hosts.length === 1) await this.#app.deleteHost(hosts[0]!);
    else await this.#deleteAll(picked);
    this.#app.focusHost();
  }

  /** Nothing is moved where something of it can't be: its name is taken there. `to` null: the top. */
  async move(picked: Picked, to: string | null): Promise<void> {
    const { all } = this.#app.hosts.tree;
    if (!mayMove(picked, to, all)) return;
    const moved = movable(picked, to, all);
    const what = this.named(moved);
    const { movedToTop, moved: movedInto } = words.hostTree.done;
    const place = this.#app.folders.byId(to)?.folder.name;
    const text = place === undefined ? movedToTop(what) : movedInto(what, place);
    const work = moveAll(this.#app.bridge, moved, to, all).then((back) => this.#tell(text, back));
    await this.#app.attempt(words.hostTree.failed.moved(what), work);
  }

  /** Asks where to. */
  async askMove(picked: Picked): Promise<void> {
    const { all } = this.#app.hosts.tree;
    const may = (folder: string | null): boolean => mayMove(picked, folder, all);
    const answer = await this.#app.dialogs.ask('move-to', { what: this.named(picked), may });
    if (answer) await this.move(picked, answer.folder);
  }

  async askTag(picked: Picked): Promise<void> {
    const hosts = this.#app.hosts.tree.hostsOf(picked);
    if (hosts.length === 0) return;
    const answer = await this.#app.dialogs.ask('tag', { what: this.named(picked), hosts });
    if (answer) await this.tag(hosts, answer);
  }

  /** Undone, each host has the tags that it had. */
  async tag(hosts: readonly SavedHost[], { add, remove }: TagChange): Promise<void> {
    if (hosts.length === 0 || add.length + remove.length === 0) return;
    const text = words.hostTree.done.tagged(hosts.length);
    const patch = { addTags: [...add], removeTags: [...remove] };
    const back = () => this.#tagBack(hosts, add, remove);
    const work = this.#patch(hosts, patch).then(() => this.#tell(text, back));
    await this.#app.attempt(words.hostTree.failed.tagged, work);
  }

  async favourite(hosts: readonly SavedHost[], favourite: boolean): Promise<void> {
    const changed = hosts.filter((host) => host.favourite !== favourite);
    if (changed.length === 0) return;
    const { done, failed } = words.hostTree;
    const what = this.named({ hosts: changed, folders: [] });
    const text = favourite ? done.favourite(what) : done.unfavourite(what);
    const back = () => this.#patch(changed, { favourite: !favourite });
    const work = this.#patch(changed, { favourite }).then(() => this.#tell(text, back));
    await this.#app.attempt(failed.favourite, work);
  }

  /** A name where it is one, else how many. */
  named({ hosts, folders }: Picked): string {
    const [one, another] = [...folders, ...hosts];
    if (one && !another) return one.name;
    return words.hostTree.things(hosts.length, folders.length);
  }

  async #isSure(asked: Asked): Promise<boolean> {
    return (await this.#app.dialogs.ask('sure', asked)) === 'yes';
  }

  async #deleteAll(picked: Picked): Promise<void> {
    const asked = removalAsked(this.#app, picked);
    if (asked && !(await this.#isSure(asked))) return;
    const failed = words.hostTree.failed.deleted(this.named(picked));
    await this.#app.attempt(failed, this.#delete(picked));
  }

  async #delete({ hosts, folders }: Picked): Promise<void> {
    const [first, ...others] = [...folders, ...hosts];
    const count = this.#app.hosts.tree.hostsOf({ hosts, folders }).length;
    const { folderDeleted, deleted } = words.hostTree.done;
    const text =
      others.length === 0 ? folderDeleted(first!.name, count) : deleted(count, folders.length);
    for (const { id } of folders) await this.#app.bridge.call('folders:delete', id);
    if (hosts.length > 0) await this.#app.hosts.delete(...hosts.map(({ id }) => id));
    const ids = [...folders, ...hosts].map(({ id }) => id);
    this.#tell(text, () => this.#app.hosts.restore(...ids));
  }

  async #tagBack(hosts: readonly SavedHost[], ...[add, remove]: (readonly string[])[]) {
    const having = (is: boolean, tag: string) => hosts.filter((host) => hasTag(host, tag) === is);
    for (const tag of add!) await this.#patch(having(false, tag), { removeTags: [tag] });
    for (const tag of remove!) await this.#patch(having(true, tag), { addTags: [tag] });
  }

  async #patch(hosts: readonly SavedHost[], patch: HostsPatch): Promise<void> {
    if (hosts.length === 0) return;
    const ids = hosts.map(({ id }) => id);
    const [wrong] = Object.values(await this.#app.bridge.call('hosts:patch', ids, patch));
    if (wrong) throw new SaidError(wrong);
  }

  /** Says what was done, and how it is undone: once. */
  #tell(text: string, back: () => Promise<unknown>): void {
    const run = (): void => void this.#app.attempt(words.hostTree.failed.undone, back());
    const action = { label: words.toasts.undo, run, undoes: true };
    this.#app.toasts.show({ id: `hosts-${++this.#told}`, text, action });
  }
}
