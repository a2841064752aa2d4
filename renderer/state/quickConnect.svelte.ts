// Shells at addresses that were typed: opened without a host, offered to be saved as one, and that one's
// as soon as they are.
import type { HostDraft, SavedHost } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { Declined } from '../lib/declined.ts';
import {
  draftOf,
  typedId,
  typedName,
  typedTarget,
  writtenTarget,
  type Typed,
  type TypedSsh,
} from '../lib/sshTarget.ts';
import { isInvitation } from '../lib/typedWords.ts';
import type { Way } from './paletteRow.ts';
import type { ShellPane } from './pane.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

export class QuickConnect {
  readonly #app: Workspace;
  readonly #declined: Declined;
  /** Addresses that are to be offered once a shell is there. */
  #waiting = $state.raw<readonly string[]>([]);

  constructor(app: Workspace) {
    this.#app = app;
    this.#declined = new Declined(globalThis.localStorage ?? null);
  }

  /** Goes where the text leads; false where it can't be gone to, or not without more. */
  connect(typed: Typed, way: Way = 'open'): boolean {
    if (typed.kind === 'refused') return false;
    if (typed.kind === 'link') return this.#openLink(typed.link);
    if (typed.runs.length > 0) return false;
    this.#open(typed, way);
    return true;
  }

  /** Opens the form with what was typed in its fields. */
  save(typed: Typed): void {
    if (typed.kind === 'ssh') this.#app.dialogs.editHost(null, draftOf(typed));
    else if (typed.kind === 'link') this.#openLink(typed.link);
  }

  /** Opens the form of a new host for a pane whose host isn't saved. */
  savePane({ host }: Pick<ShellPane, 'host'>): void {
    const target = typedTarget(host.id);
    if (!target) return;
    this.#app.dialogs.editHost(null, draftOf({ target, careful: [] }), host.id);
  }

  /**
   * What was typed has been saved: the panes of this window that were opened on it are the host's,
   * unless the form came to mean another place.
   */
  saved(typedId: string, host: SavedHost): void {
    const target = typedTarget(typedId);
    if (!target || !isSamePlace(target, host)) return;
    const { layout, notices } = this.#app;
    notices.forget(typedId);
    for (const { id, content } of layout.panes) {
      if (content.hostId !== typedId) continue;
      void layout.do({ op: 'belong', pane: id, hostId: host.id });
    }
  }

  #openLink(link: string): true {
    const { dialogs } = this.#app;
    if (isInvitation(link)) dialogs.join(link);
    else dialogs.editHost(null, { kind: 'agent', pairingLink: link });
    return true;
  }

  #open({ target }: TypedSsh, way: Way): void {
    const [id, name] = [typedId(target), writtenTarget(target)];
    this.#app.openAt({ id, name, kind: 'ssh' }, way);
    if (!this.#declined.has(id)) this.#waiting = [...this.#waiting, id];
  }

  /** Offers what has proved good: called again whenever what it looks at is another. */
  look(): void {
    const there = this.#waiting.filter((id) =>
      this.#app.panes.statusesOn(id).some(({ state }) => state === 'online'),
    );
    if (there.length === 0) return;
    this.#waiting = this.#waiting.filter((id) => !there.includes(id));
    for (const id of there) this.#offer(id);
  }

  #offer(id: string): void {
    const name = typedName(id) ?? '';
    const { notices, layout } = this.#app;
    const { notSaved, save: label } = words.typed;
    const run = (): void => this.savePane({ host: { id, name, kind: 'ssh' } });
    const applies = (): boolean => layout.panes.some(({ content }) => content.hostId === id);
    const putAway = (): void => this.#declined.add(id);
    const text = notSaved(name);
    notices.add({ id, level: 'info', text, action: { label, run, applies }, putAway });
  }
}

type Place = Pick<HostDraft, 'address' | 'user' | 'port'>;

function isSamePlace(target: Place, host: SavedHost): boolean {
  const names = ['address', 'user', 'port'] as const;
  return host.kind === 'ssh' && names.every((name) => host[name] === target[name]);
}
