// What is to be carried, in an order that is always the same: a folder, all that is in it by name,
// and its end. Only the folders that lead to where it is are held.
import type { FileAccess, FileEntry, FileFacts } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { linkThere } from '../../core/sftp/linkThere.ts';
import { say, type Said } from '../../words/said.ts';
import { endsAll } from './faults.ts';
import { Folder } from './folder.ts';
import { isOneName, pathIn, shownName, type NameRules } from './names.ts';
import { compare, type Position } from './position.ts';
import { TwinNames, type Twin } from './twins.ts';

/** Of all folders that lead to where it is; one of more is none that anybody made by hand. */
const MOST_ENTRIES = 500_000;
/** Folders within each other; more are a loop, or somebody's joke. */
export const DEEPEST = 128;
/** Chosen things that are looked at ahead of their turn. */
const AHEAD = 32;

export type Step =
  | { what: 'enter' | 'leave'; position: Position; folder: Folder }
  | {
      what: 'thing';
      position: Position;
      folder: Folder;
      name: string;
      facts: FileFacts;
      twin: Twin;
    }
  /** It isn't taken. `again`: it may be, another time. */
  | {
      what: 'refused';
      folder: Folder;
      name: string;
      said: Said;
      again: boolean;
      /** It isn't there, or not any more. */
      gone?: boolean;
    };

export interface WalkOptions {
  access: FileAccess;
  from: string;
  roots: readonly (readonly string[])[];
  rules: NameRules;
  /** All up to here is left out. */
  after: Position | null;
  signal: AbortSignal;
  /** Entries that are held at once. */
  most?: number;
}

export class Walk {
  readonly #options: WalkOptions;
  #held = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  async *steps(): AsyncGenerator<Step> {
    const { roots, rules, after } = this.#options;
    const looks: Promise<FileFacts | FileError>[] = [];
    const twins = new TwinNames(rules);
    const twinOf = (names: readonly string[]): Twin =>
      twins.next(names.at(-1)!, names.slice(0, -1).join('/'));
    for (const names of roots.slice(0, after?.root ?? 0)) twinOf(names);
    for (let root = after?.root ?? 0, seen = root; root < roots.length; root++) {
      for (; seen < Math.min(roots.length, root + AHEAD); seen++) looks.push(this.#look(seen));
      yield* this.#root(root, await looks.shift()!, twinOf(roots[root]!));
    }
  }

  async *#root(root: number, found: FileFacts | FileError, twin: Twin): AsyncGenerator<Step> {
    const names = this.#options.roots[root]!;
    const folder = new Folder(names.slice(0, -1), null, null);
    const name = names.at(-1)!;
    if (found instanceof FileError) {
      const gone = found.code === 'not-found';
      yield { what: 'refused', folder, name, said: found.said, again: true, gone };
    } else yield* this.#thing({ root, path: [] }, folder, { ...found, name }, twin);
  }

  async *#thing(
    position: Position,
    folder: Folder,
    entry: FileEntry,
    own: Twin,
  ): AsyncGenerator<Step> {
    const { name } = entry;
    const twin = own === 'name' ? own : (folder.twin ?? own);
    if (entry.kind === 'folder') return yield* this.#folder(position, folder, entry, twin);
    if (this.#isDone(position)) return;
    yield { what: 'thing', position, folder, name, facts: entry, twin };
  }

  async *#folder(
    position: Position,
    parent: Folder,
    entry: FileEntry,
    twin: Twin,
  ): AsyncGenerator<Step> {
    const end: Position = { ...position, left: true };
    if (this.#isDone(end)) return;
    const folder = new Folder([...parent.names, entry.name], entry, parent, twin);
    if (!this.#isDone(position)) yield { what: 'enter', position, folder };
    if (folder.skip) return;
    yield* this.#within(position, folder);
    yield { what: 'leave', position: end, folder };
  }

  async *#within(position: Position, folder: Folder): AsyncGenerator<Step> {
    const refused = (said: Said, again: boolean): Step => ({
      what: 'refused',
      folder: folder.parent!,
      name: folder.names.at(-1)!,
      said,
      again,
    });
    if (position.path.length >= DEEPEST) return yield refused(say('transfer-too-deep'), false);
    let entries: FileEntry[];
    try {
      entries = await this.#list(folder);
    } catch (error) {
      if (!(error instanceof FileError) || endsAll(error)) throw error;
      return yield refused(error.said, true);
    }
    this.#held += entries.length;
    yield* this.#entries(position, folder, entries);
    this.#held -= entries.length;
  }

  async *#entries(position: Position, folder: Folder, all: FileEntry[]): AsyncGenerator<Step> {
    const twins = new TwinNames(this.#options.rules);
    let before: string | null = null;
    for (const entry of all) {
      const said = refusal(entry.name, before);
      before = entry.name;
      if (said) {
        yield { what: 'refused', folder, name: entry.name, said, again: false };
        continue;
      }
      const twin = twins.next(entry.name);
      const path = [...position.path, entry.name];
      yield* this.#thing({ root: position.root, path }, folder, entry, twin);
    }
  }

  async #list({ names }: Folder): Promise<FileEntry[]> {
    const { access, from, signal, most = MOST_ENTRIES } = this.#options;
    const path = names.reduce(pathIn, from);
    const entries: FileEntry[] = [];
    for await (const piece of access.list(path, signal)) {
      for (const one of piece) entries.push(one);
      if (this.#held + entries.length <= most) continue;
      const facts = { path: shownName(names.at(-1)!), most };
      throw new FileError('too-large', say('transfer-folder-too-large', facts));
    }
    return entries.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  }

  async #look(root: number): Promise<FileFacts | FileError> {
    try {
      const { access, from, roots } = this.#options;
      const path = roots[root]!.reduce(pathIn, from);
      const facts = await access.facts(path);
      // Some servers say of a link what it leads to.
      const isLink = facts.kind === 'folder' && (await linkThere(access, path)) !== undefined;
      return isLink ? { ...facts, kind: 'link' } : facts;
    } catch (error) {
      if (error instanceof FileError && !endsAll(error)) return error;
      throw error;
    }
  }

  #isDone(position: Position): boolean {
    return this.#options.after !== null && compare(position, this.#options.after) <= 0;
  }
}

function refusal(name: string, before: string | null): Said | null {
  if (!isOneName(name)) return say('transfer-name-refused', { name: shownName(name) });
  return name === before ? say('transfer-name-twice', { name: shownName(name) }) : null;
}
