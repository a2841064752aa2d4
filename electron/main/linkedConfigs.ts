// The folders that follow an ssh config: each is read when it changes, and what it says becomes the hosts of
// its folder, as one change. What is wrong with a file is told at its folder, and leaves the hosts as they were.
import { statSync } from 'node:fs';
import path from 'node:path';
import { cleanLine } from '../../core/text/clean.ts';
import type { Clock } from '../../core/time/clock.ts';
import { say, type Said } from '../../words/said.ts';
import type { InFile } from '../hosts/connectable.ts';
import { NAME_LENGTH } from '../hosts/hostDraft.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import type { LinkedNews } from '../hosts/linkedFolders.ts';
import type { HostInFile } from '../hosts/linkedMerge.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { FIELD_LENGTH } from '../hosts/kinds/kind.ts';
import type { FollowedConfig } from '../import/followConfig.ts';
import type { FoundHost } from '../import/found.ts';
import type { LinkState, SavedFolder } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { configFileProblem } from '../ssh/sshPlaces.ts';
import { FollowedFile } from './followedFile.ts';

export interface LinkedConfigsOptions {
  hosts: HostStore;
  clock: Clock;
  /** The user's own, in which `~/.ssh` is. */
  home: string;
  /** The file that ssh reads without being told. */
  usual: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Hosts are others than before; folders are as they were. */
  onHosts: (news: LinkedNews) => void;
  onStates: (states: LinkState[]) => void;
}

interface Reading {
  hosts: number;
  readAt: number | null;
  trouble: Said | null;
}

const UNREAD: Reading = { hosts: 0, readAt: null, trouble: null };

export class LinkedConfigs {
  readonly #options: LinkedConfigsOptions;
  readonly #files = new Map<string, FollowedFile>();
  /** By folder. */
  readonly #readings = new Map<string, Reading>();
  /** Folders whose file ssh didn't take. */
  readonly #refused = new Set<string>();
  #isStarted = false;

  constructor(options: LinkedConfigsOptions) {
    this.#options = options;
  }

  /** The file that ssh reads without being told. */
  get usual(): string {
    return this.#options.usual;
  }

  /** Reads all of them, and follows them from now on. */
  start(): void {
    this.#isStarted = true;
    this.sync();
  }

  stop(): void {
    this.#isStarted = false;
    for (const file of this.#files.values()) file.stop();
    this.#files.clear();
  }

  /** Folders or all hosts may be others: those that follow a file are followed, and read anew. */
  sync(): void {
    if (!this.#isStarted) return;
    const linked = this.#options.hosts.linked.list();
    const folders = new Set(linked.map(({ id }) => id));
    for (const id of this.#readings.keys()) if (!folders.has(id)) this.#readings.delete(id);
    const paths = new Set(linked.map(({ link }) => link.file));
    for (const [file, followed] of this.#files) if (!paths.has(file)) this.#forget(file, followed);
    for (const { id, link } of linked) this.#take(id, link.file);
    this.#tell();
  }

  states(): LinkState[] {
    return this.#options.hosts.linked.list().map(({ id, link: { file } }) => ({
      ...{ folder: id, file, shown: this.#shown(file) },
      ...(this.#readings.get(id) ?? UNREAD),
    }));
  }

  /** Follows a file in a folder of its own. Throws a `PersonError` where it can't be read, or is known. */
  add(written: string, parent: string | null): SavedFolder {
    const file = this.#pathOf(written);
    const { hosts } = this.#options;
    const known = hosts.linked.list().find(({ link }) => link.file === file);
    if (known) throw new PersonError(say('link-known', { folder: known.name }));
    const config = this.#of(file).taken();
    const name = cleanLine(this.#shown(file), NAME_LENGTH);
    const folder = hosts.linked.add({ name, parent, file }, inFile(config), this.#given(file));
    this.#readings.set(folder.id, this.#fresh(config));
    if (this.#isStarted) this.#of(file).follow();
    this.#tell();
    return folder;
  }

  /** Reads a folder's file now. Throws a `PersonError` where it doesn't follow one any more. */
  read(folder: string): void {
    const { file } = this.#linkOf(folder);
    this.#take(folder, file, (followed) => followed.taken(true));
    this.#tell();
  }

  /** ssh has said that it doesn't take the file: shown until the file is another, or ssh takes it. */
  refused(host: Pick<StoredHost, 'file'>, trouble: Said | null): void {
    const file = this.#fileOf(host);
    for (const { id, link } of this.#options.hosts.linked.list()) {
      const reading = this.#readings.get(id);
      if (link.file !== file || !reading) continue;
      if (!trouble && !this.#refused.has(id)) continue;
      if (trouble) this.#refused.add(id);
      else this.#refused.delete(id);
      this.#readings.set(id, { ...reading, trouble });
      this.#tell();
    }
  }

  /** What the file has of a host, as it is now. Throws a `PersonError` where it can't be read. */
  inFile(host: StoredHost): InFile {
    const { all, byReading, says } = this.#of(this.#fileOf(host)).now.startsOf(host.alias);
    return { starts: all, byReading, says };
  }

  /** All that a file has that a host stands in, as it could be read last; [] where it never could. */
  foundBeside(host: StoredHost): readonly FoundHost[] {
    const file = this.#of(this.#fileOf(host));
    try {
      return file.now.hosts;
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
      return file.last?.hosts ?? [];
    }
  }

  /** The path of the file that a host stands in. */
  #fileOf({ file }: Pick<StoredHost, 'file'>): string {
    return file || this.#options.usual;
  }

  #linkOf(folder: string) {
    const linked = this.#options.hosts.linked.list().find(({ id }) => id === folder);
    if (!linked) throw new PersonError(say('link-gone'));
    return linked.link;
  }

  #of(file: string): FollowedFile {
    const known = this.#files.get(file);
    if (known) return known;
    const { clock, home } = this.#options;
    const made = new FollowedFile({
      ...{ file, clock, shown: this.#shown(file), sshFolder: path.join(home, '.ssh') },
      onOther: () => this.#other(file),
    });
    this.#files.set(file, made);
    return made;
  }

  #forget(file: string, followed: FollowedFile): void {
    followed.stop();
    this.#files.delete(file);
  }

  #other(file: string): void {
    if (!this.#options.hosts.isOpen) return;
    for (const { id, link } of this.#options.hosts.linked.list()) {
      if (link.file === file) this.#take(id, file);
    }
    this.#tell();
  }

  #take(folder: string, file: string, read = (followed: FollowedFile) => followed.taken()): void {
    const { hosts, onHosts } = this.#options;
    const followed = this.#of(file);
    if (this.#isStarted) followed.follow();
    try {
      const config = read(followed);
      const news = hosts.linked.apply(folder, inFile(config), this.#given(file));
      this.#readings.set(folder, this.#fresh(config));
      this.#refused.delete(folder);
      if (news.isOther) onHosts(news);
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
      const was = this.#readings.get(folder) ?? UNREAD;
      this.#readings.set(folder, { ...was, trouble: error.said });
    }
  }

  #fresh(config: FollowedConfig): Reading {
    return { hosts: config.hosts.length, readAt: this.#options.now(), trouble: null };
  }

  #tell(): void {
    this.#options.onStates(this.states());
  }

  /** As ssh is given it: not at all, where it reads it by itself. */
  #given(file: string): string {
    return file === this.#options.usual ? '' : file;
  }

  #shown(file: string): string {
    const { home } = this.#options;
    const below = path.relative(home, file);
    const isBelow = below !== '' && !below.startsWith('..') && !path.isAbsolute(below);
    return isBelow ? `~/${below.replaceAll('\\', '/')}` : file;
  }

  #pathOf(written: string): string {
    const text = written.trim();
    const full = text.replace(/^~(?=[/\\])/, this.#options.home);
    if (!path.isAbsolute(full)) throw new PersonError(say('link-path-relative'));
    const file = path.normalize(full);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) throw new PersonError(say('link-file-missing', { file: text }));
    if (stats.isDirectory()) throw new PersonError(say('link-no-config', { file: text }));
    const problem = configFileProblem(this.#given(file));
    if (problem) throw new PersonError(problem);
    return file;
  }
}

function inFile({ hosts }: FollowedConfig): HostInFile[] {
  return hosts.map(({ name, address, user, port, identities, jump, proxyCommand }) => ({
    alias: name,
    told: {
      address: shown(address),
      user: shown(user ?? ''),
      port: port === SSH_PORT ? '' : String(port),
      identityFile: shown(identities.join(', ')),
      jumpHost: shown(jump?.join(', ') ?? ''),
      proxyCommand: shown(proxyCommand ?? ''),
    },
  }));
}

const SSH_PORT = 22;
const shown = (text: string): string => cleanLine(text, FIELD_LENGTH);
