// Hosts that are brought along from other tools: the files that windows look at, what is saved of them, and
// the latest import, which can be taken back. Loaded late: no start needs it.
import { homedir } from 'node:os';
import path from 'node:path';
import { SYSTEM } from '../../core/system.ts';
import type { Clock } from '../../core/time/clock.ts';
import { inWords, say } from '../../words/said.ts';
import type { RefusedHost } from '../hosts/saveMany.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import type { Identity } from '../hosts/identityRows.ts';
import type { Vault } from '../hosts/vault.ts';
import { shownPath } from '../import/knownPlaces.ts';
import type { Asked } from '../import/importSession.ts';
import type {
  Exported,
  ExportFormat,
  ExportWish,
  HostsFound,
  ImportDone,
  ImportLines,
  ImportPart,
  ImportPick,
  ImportPreview,
  ImportWish,
  SecretUse,
} from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { Emit } from '../window.ts';
import { exportHosts } from './exportHosts.ts';
import { findHosts, placesHere } from './importFound.ts';
import { PreviewedFile, type PlannedHosts } from './importPreview.ts';
import { ImportThread } from './importThread.ts';

/** That are open at once, of all windows; the oldest is closed for another one. */
const MOST_OPEN = 4;
const ATTEMPTS = 5;

/** The system's own dialogs, before the window that asks; undefined: called off. */
export interface ImportDialogs {
  open: (what: 'file' | 'folder') => Promise<string | undefined>;
  save: (format: ExportFormat) => Promise<string | undefined>;
}

export interface ImportDeskOptions {
  hosts: HostStore;
  clock: Clock;
  /** Keeps the passwords of logins that come along sealed, and has those that go; without it none do. */
  vault?: Vault | undefined;
  /** Where the thread begins that reads files. */
  threadFile: string;
  language: string;
  /** What became of the saved hosts is told everywhere. */
  onChanged: (news: { added: readonly string[]; removed: readonly string[] }) => Promise<void>;
}

/** What the latest import brought for logging in. */
interface Brought {
  act: string;
  identities: readonly Identity[];
  /** What it kept, and when; but for passwords of hosts and identities that it added, which go with those. */
  secrets: { use: SecretUse; keptAt: number | undefined }[];
}

export class ImportDesk {
  readonly #options: ImportDeskOptions;
  readonly #open = new Map<string, PreviewedFile>();
  readonly #has = (use: SecretUse): boolean => this.#options.vault?.has(use) ?? false;
  #brought: Brought | undefined;
  #isSaving = false;

  constructor(options: ImportDeskOptions) {
    this.#options = options;
  }

  found(): Promise<HostsFound[]> {
    return findHosts(() => this.#thread(), this.#options.hosts, placesHere(SYSTEM));
  }

  async open(pick: ImportPick, dialogs: ImportDialogs): Promise<ImportPreview | null> {
    if (pick.from === 'sealed') return this.#file(pick.id).unseal(pick.passphrase);
    const asked = await this.#asked(pick, dialogs);
    if (!asked) return null;
    const shown = 'path' in asked ? shownPath(asked.path, homedir()) : asked.name;
    const file = new PreviewedFile(this.#thread(), this.#options.hosts, { shown, has: this.#has });
    try {
      const preview = await file.open(asked);
      this.#keep(file);
      return preview;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  further(id: string, from: number): Promise<ImportPart> {
    return this.#file(id).further(from);
  }

  lines(id: string, at: number): Promise<ImportLines | null> {
    return this.#file(id).lines(at);
  }

  /** One after the other, and each of its file once. Rejects with a `PersonError`; nothing is saved then. */
  async apply(id: string, wish: ImportWish, emit: Emit): Promise<ImportDone> {
    const file = this.#file(id);
    if (file.act !== undefined) throw new PersonError(say('import-done-already'));
    return this.#alone(() => this.#apply(file, wish, emit));
  }

  async undo(act: string): Promise<void> {
    const { removed } = await this.#alone(() => this.#options.hosts.undoMany(act));
    this.#undoLogins(act);
    for (const file of this.#open.values()) if (file.act === act) file.act = undefined;
    await this.#options.onChanged({ added: [], removed });
  }

  /** Identities that nothing uses now, and what else was kept with them; what was changed since stays. */
  #undoLogins(act: string): void {
    const brought = this.#brought?.act === act ? this.#brought : undefined;
    this.#brought = undefined;
    const { hosts, vault } = this.#options;
    const keptNow = this.#keptAt();
    for (const { use, keptAt } of brought?.secrets ?? [])
      if (keptNow(use) === keptAt) vault?.forget(use);
    for (const { id, user, identityFile } of brought?.identities ?? []) {
      const now = hosts.identities.list().find((one) => one.id === id);
      const isAsItWas = now?.user === user && now.identityFile === identityFile;
      const isUsed = hosts.folders.list().some(({ fields }) => fields.identity === id);
      if (now?.hosts.length === 0 && isAsItWas && !isUsed) hosts.identities.delete(id);
    }
  }

  export(wish: ExportWish, dialogs: ImportDialogs): Promise<Exported> {
    const { hosts, vault } = this.#options;
    return exportHosts(wish, { hosts, vault, start: () => this.#thread(), choose: dialogs.save });
  }

  close(id: string): void {
    this.#open.get(id)?.close();
    this.#open.delete(id);
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isSaving) throw new PersonError(say('import-busy'));
    this.#isSaving = true;
    try {
      return await work();
    } finally {
      this.#isSaving = false;
    }
  }

  async #apply(file: PreviewedFile, wish: ImportWish, emit: Emit): Promise<ImportDone> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const planned = await file.plan(wish);
      if (planned.passwords.some(Boolean) || planned.kept.length > 0) await this.#checkVault();
      const onProgress = (done: number, of: number): void =>
        emit('import:progress', { id: file.id, done, of });
      const { hosts, folders, identities, changed, revision } = planned;
      // What is only added takes the place of nothing that was changed meanwhile.
      const since = changed > 0 ? revision : undefined;
      const given = { folders, identities, since, onProgress };
      const saved = await this.#options.hosts.saveMany(hosts, given);
      if (saved.ok) return this.#done(file, planned, saved);
      if (!saved.isLate) throw refusal(planned, saved.refused);
    }
    throw new PersonError(say('import-others-change'));
  }

  async #done(
    file: PreviewedFile,
    { hosts, passwords, kept, identities, added, changed }: PlannedHosts,
    { ids, act }: { ids: string[]; act: string },
  ): Promise<ImportDone> {
    file.act = act;
    const fresh = ids.filter((_, at) => hosts[at]?.id === undefined);
    const ofAdded = new Set([...fresh, ...identities.map(({ id }) => id)]);
    this.#brought = { act, identities, secrets: [] };
    const own = ids.map((of, at) => {
      return { use: { what: 'password', of }, secret: passwords[at] } as const;
    });
    const secrets = await this.#keepSecrets([...own, ...kept], ofAdded);
    const tunnelled = ids.filter((_, at) => (hosts[at]?.tunnels ?? []).length > 0);
    await this.#options.onChanged({ added: tunnelled, removed: [] });
    return {
      id: act,
      ...{ added, changed, skipped: file.count - added - changed },
      ...{ identities: identities.length, secrets },
      first: ids[0] ?? null,
    };
  }

  /** Before anything is saved: what came sealed isn't to be lost. */
  async #checkVault(): Promise<void> {
    const keeper = await this.#options.vault?.keeper();
    if (keeper?.by === 'nobody') throw new PersonError(say('secrets-kept-by-nobody'));
    if (keeper?.by === 'passphrase' && keeper.locked) throw new PersonError(say('secrets-locked'));
  }

  /**
   * What is kept here already stays. Answers with how many are kept now.
   * @param added hosts and identities with which their passwords go, when they do
   */
  async #keepSecrets(
    all: readonly { use: SecretUse; secret: string | undefined }[],
    added: ReadonlySet<string>,
  ): Promise<number> {
    const { vault } = this.#options;
    const kept: SecretUse[] = [];
    try {
      for (const { use, secret } of all) {
        if (!secret || !vault || vault.has(use)) continue;
        await vault.keep(use, secret);
        kept.push(use);
      }
      return kept.length;
    } finally {
      const alone = kept.filter(({ what, of }) => what !== 'password' || !added.has(of));
      const keptAt = this.#keptAt();
      this.#brought!.secrets = alone.map((use) => ({ use, keptAt: keptAt(use) }));
    }
  }

  #keptAt(): (use: SecretUse) => number | undefined {
    const key = ({ what, of }: SecretUse): string => `${what} ${of}`;
    const all = new Map(
      this.#options.hosts.keptSecrets().map(({ use, keptAt }) => [key(use), keptAt]),
    );
    return (use) => all.get(key(use));
  }

  /** Only what this computer has for hosts, or what brought some before: a window can name any path. */
  async #asked(
    pick: Exclude<ImportPick, { from: 'sealed' }>,
    dialogs: ImportDialogs,
  ): Promise<Asked | undefined> {
    const sshFolder = path.join(homedir(), '.ssh');
    if (pick.from === 'given') return { ...pick.file, sshFolder };
    if (pick.from === 'dialog') {
      const chosen = await dialogs.open(pick.what);
      return chosen === undefined ? undefined : { path: chosen, sshFolder };
    }
    if (pick.from === 'again') {
      const format = this.#options.hosts.reading.originFormat(pick.path);
      if (format === undefined || !path.isAbsolute(pick.path))
        throw new PersonError(say('import-not-found-here'));
      return { path: pick.path, format, sshFolder };
    }
    const place = placesHere(SYSTEM).find(
      (one) => one.path === pick.path && one.format === pick.format,
    );
    if (!place) throw new PersonError(say('import-not-found-here'));
    return { path: place.path, format: place.format, sshFolder };
  }

  #file(id: string): PreviewedFile {
    const file = this.#open.get(id);
    if (!file) throw new PersonError(say('import-closed'));
    return file;
  }

  #keep(file: PreviewedFile): void {
    this.#open.set(file.id, file);
    const [oldest] = this.#open.keys();
    if (oldest !== undefined && this.#open.size > MOST_OPEN) this.close(oldest);
  }

  #thread(): ImportThread {
    const { threadFile: file, clock, language } = this.#options;
    return new ImportThread({ file, clock, language });
  }
}

function refusal({ hosts }: PlannedHosts, refused: readonly RefusedHost[]): PersonError {
  const [first] = refused;
  const tunnel = Object.values(first?.tunnels ?? {})[0];
  const why = Object.values(first?.errors ?? {})[0] ?? Object.values(tunnel ?? {})[0];
  const host = hosts[first?.at ?? 0]?.draft.name ?? '';
  return new PersonError(
    say('import-refused', { host, why: inWords(why), more: refused.length - 1 }),
  );
}
