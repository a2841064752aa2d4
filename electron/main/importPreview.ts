// One file that a window looks at, as main knows it: the thread that holds it, and what was done with it.
import { setImmediate } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { MadeFolder } from '../hosts/folderMaker.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import type { Identity } from '../hosts/identityRows.ts';
import type { HostToSave } from '../hosts/saveMany.ts';
import type { Asked, Opened } from '../import/importSession.ts';
import type { ImportPart, ImportPreview, ImportWish } from '../ipc/contract.ts';
import {
  comingIdentities,
  keptForHosts,
  keptFromFile,
  missingIdentities,
  shownLogins,
  withIdentities,
  type KeptFromFile,
  type LoginsHere,
} from './importLogins.ts';
import type { ImportThread } from './importThread.ts';

/** Hosts of one message. */
const CHUNK = 250;
/** Rows with which a preview begins: more than are seen at once. And those of each part after. */
const FIRST = 200;
const PART = 500;
/** Seconds; a file of the largest size takes a tenth of it. */
const MOST_SECONDS = 120;
/** Comparing begins anew where something is changed meanwhile. */
const ATTEMPTS = 5;

export interface PlannedHosts {
  hosts: HostToSave[];
  /** For logins to them, in their order. */
  passwords: (string | undefined)[];
  folders: MadeFolder[];
  /** Added with them. */
  identities: Identity[];
  /** Secrets for more than one host, and for hosts that stay as they are. */
  kept: KeptFromFile[];
  added: number;
  changed: number;
  /** For which they were made. */
  revision: number;
}

export class PreviewedFile {
  readonly id = randomUUID();
  readonly #thread: ImportThread;
  readonly #hosts: HostStore;
  readonly #has: LoginsHere['has'];
  /** As it is shown where it lies. */
  readonly #shown: string;
  #opened: Opened | undefined;
  /** The import that was made of it. */
  act: string | undefined;

  /** @param has whether a secret is kept for this */
  constructor(
    thread: ImportThread,
    hosts: HostStore,
    { shown, has }: Pick<LoginsHere, 'has'> & { shown: string },
  ) {
    this.#thread = thread;
    this.#hosts = hosts;
    this.#has = has;
    this.#shown = shown;
  }

  /** Rejects with a `PersonError` that names the file. */
  async open(asked: Asked): Promise<ImportPreview> {
    this.#opened = await this.#thread.within(this.#thread.call('open', asked), MOST_SECONDS);
    return this.preview();
  }

  /** Once more with its secrets. Rejects with a `PersonError` where the passphrase is another. */
  async unseal(passphrase: string): Promise<ImportPreview> {
    this.#opened = await this.#thread.call('unseal', passphrase);
    return this.preview();
  }

  async preview(): Promise<ImportPreview> {
    await this.#compare();
    const { format, word, left, schemes, sealed, count } = this.#opened!;
    const rows = await this.#thread.call('rows', 0, FIRST);
    const there = await this.#thread.call('logins');
    const here = this.#here();
    const logins = shownLogins(there, here);
    const all = [...left, ...missingIdentities(there, here)];
    const told = { format, word, shown: this.#shown, left: all, schemes, sealed, logins };
    const next = count > FIRST ? FIRST : null;
    return { id: this.id, ...told, rows, next, linkable: isFollowable(format, this.#shown) };
  }

  /** Rows as they were compared last. */
  async further(from: number): Promise<ImportPart> {
    const to = from + PART;
    const rows = await this.#thread.call('rowsText', from, to);
    return { rows, next: to < this.count ? to : null };
  }

  lines(at: number) {
    return this.#thread.call('lines', at);
  }

  get count(): number {
    return this.#opened?.count ?? 0;
  }

  /** What is to be saved, beside what is saved now. */
  async plan({ into, choices, identities: chosen = {} }: ImportWish): Promise<PlannedHosts> {
    const revision = await this.#compare();
    const { count, folders: all } = await this.#thread.call('plan', into, choices);
    const folders = count === 0 ? [] : all; // where logins alone are wanted
    const planned = await this.#all(count, (from, to) => this.#thread.call('planned', from, to));
    const added = planned.filter(({ does }) => does === 'add').length;
    const passwords = planned.map(({ password }) => password);
    const coming = { hosts: planned.map(({ host }) => host), folders };
    const there = await this.#thread.call('logins');
    const secrets = await this.#thread.call('kept');
    const ofSame = await this.#thread.call('passwordsOfSame');
    const here = this.#here();
    const identities = comingIdentities(there, here, { ...coming, choices: chosen });
    const kept = [...keptFromFile(secrets, identities, here), ...keptForHosts(ofSame, here)];
    const more = { passwords, kept, identities: identities.added };
    const counts = { added, changed: planned.length - added, revision };
    return { ...withIdentities(coming, identities, here), ...more, ...counts };
  }

  close(): void {
    this.#thread.end();
  }

  /** As it is now: to be asked once for each look. */
  #here(): LoginsHere {
    return { has: this.#has, identities: this.#hosts.identities.list() };
  }

  /** Answers with the revision that it was compared with. */
  async #compare(): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      const { revision } = this.#hosts;
      const folders = this.#hosts.folders.list();
      const names = folders.map(({ id, parent, name }) => ({ id, parent, name }));
      await this.#thread.call('folders', names);
      for (const some of this.#hosts.reading.snapshots()) await this.#thread.call('saved', some);
      if (this.#hosts.revision !== revision && attempt < ATTEMPTS) continue;
      await this.#thread.call('compare');
      return revision;
    }
  }

  async #all<T>(count: number, get: (from: number, to: number) => Promise<T[]>): Promise<T[]> {
    const all: T[] = [];
    for (let from = 0; from < count; from += CHUNK) {
      all.push(...(await get(from, from + CHUNK)));
      await setImmediate(); // an answer that is there already would go before what waits
    }
    return all;
  }
}

/** A folder can follow an ssh config that lies somewhere; one that was dropped is known by its name alone. */
function isFollowable(format: string, shown: string): boolean {
  return format === 'ssh_config' && (shown.startsWith('~') || isAbsolute(shown));
}
