// Files of a place in memory, reached by connections that can be cut, and with faults on purpose.
import { createHash } from 'node:crypto';
import type * as files from '../../../core/sftp/fileAccess.ts';
import { FileError, type FileErrorCode } from '../../../core/sftp/fileError.ts';
import { cancelled, fileProblem } from '../../../core/sftp/fileProblems.ts';
import { say } from '../../../words/said.ts';
import type { Random } from '../../support/random.ts';

interface Node {
  kind: files.FileKind;
  bytes: Buffer;
  length: number;
  mode: number;
  changedAt: number;
  readAt: number;
  target: string;
  inside: Map<string, Node>;
}

const SKILLS: files.FileSkills = {
  ...{ renameOver: true, sync: true, copy: true, space: false, modes: true, sums: false },
  ...{ readBytes: 1_024, writeBytes: 1_024, pipeline: 8 },
};

type Plain = Parameters<typeof fileProblem>[0];

export class MemoryPlace {
  readonly root = newNode('folder');
  skills: files.FileSkills = SKILLS;
  /** Bytes that were written, over all connections. */
  written = 0;
  /** Bytes that fit. */
  room = Infinity;
  /** What happens to what is asked for there. */
  readonly refused = new Map<string, FileErrorCode>();
  /** Calls of a kind, for those that must not be made. */
  readonly calls = new Map<string, number>();
  /** Names that are listed beside those that are there. */
  readonly lies = new Map<string, files.FileEntry[]>();
  /** Of those that were written many at a time. */
  readonly synced = new Set<string>();
  /** Before each read, for files that change meanwhile. */
  onRead: (path: string, offset: number) => void = () => undefined;

  put(path: string, content: string | Uint8Array, changedAt = 1_000_000, mode = 0o644): void {
    const { folder, name } = this.within(path, true);
    const bytes = Buffer.from(content);
    const file = { ...newNode('file'), bytes, length: bytes.byteLength, changedAt, mode };
    folder.inside.set(name, file);
  }

  folder(path: string): void {
    this.within(`${path}/x`, true);
  }

  link(path: string, target: string): void {
    const { folder, name } = this.within(path, true);
    folder.inside.set(name, { ...newNode('link'), target });
  }

  text(path: string): string | null {
    const node = this.find(path);
    return node?.kind === 'file' ? node.bytes.toString('utf8', 0, node.length) : null;
  }

  bytes(path: string): Buffer {
    const node = this.get(path);
    return node.bytes.subarray(0, node.length);
  }

  /** All paths beneath, sorted; folders with a slash at the end. */
  all(path = ''): string[] {
    const found: string[] = [];
    const add = (node: Node, at: string): void => {
      for (const [name, one] of node.inside) {
        found.push(`${at}/${name}${one.kind === 'folder' ? '/' : ''}`);
        add(one, `${at}/${name}`);
      }
    };
    const node = this.find(path);
    if (node) add(node, path);
    return found.sort();
  }

  connect(random?: Random): MemoryAccess {
    return new MemoryAccess(this, random);
  }

  find(path: string): Node | undefined {
    let node: Node | undefined = this.root;
    for (const name of path.split('/').filter((part) => part !== '')) node = node?.inside.get(name);
    return node;
  }

  get(path: string): Node {
    const node = this.find(path);
    if (!node) throw fileProblem('not-found', path);
    return node;
  }

  within(path: string, make = false): { folder: Node; name: string } {
    const parts = path.split('/').filter((part) => part !== '');
    const name = parts.pop()!;
    let folder = this.root;
    for (const part of parts) {
      let next = folder.inside.get(part);
      if (!next && make) folder.inside.set(part, (next = newNode('folder')));
      if (!next) throw fileProblem('not-found', path);
      if (next.kind !== 'folder') throw fileProblem('not-a-folder', path);
      folder = next;
    }
    return { folder, name };
  }
}

export class MemoryAccess implements files.FileAccess {
  readonly lost: Promise<FileError>;
  /** So many calls are answered yet. */
  left = Infinity;
  /** Nothing is answered any more, as after a kill. */
  dead = false;
  /** After so many calls. */
  dies = Infinity;
  readonly place: MemoryPlace;
  readonly #random: Random | undefined;
  #lose!: (error: FileError) => void;
  #error: FileError | null = null;

  constructor(place: MemoryPlace, random?: Random) {
    this.place = place;
    this.#random = random;
    this.lost = new Promise((resolve) => (this.#lose = resolve));
  }

  get skills(): files.FileSkills {
    return this.place.skills;
  }

  cut(): void {
    this.#error ??= new FileError('lost', say('files-closed'));
    this.#lose(this.#error);
  }

  home(): Promise<string> {
    return this.call('home', '/', () => '/');
  }

  realPath(path: string): Promise<string> {
    return this.call('realPath', path, () => path.replace(/(.)\/$/, '$1'));
  }

  async *list(path: string, signal?: AbortSignal): AsyncGenerator<files.FileEntry[]> {
    const entries = await this.call('list', path, () => {
      const node = this.place.get(path);
      if (node.kind !== 'folder') throw fileProblem('not-a-folder', path);
      const found = [...node.inside].map(([name, one]) => ({ name, ...factsOf(one) }));
      return [...found.reverse(), ...(this.place.lies.get(path) ?? [])];
    });
    for (let at = 0; at < entries.length; at += 100) {
      if (signal?.aborted) throw cancelled();
      yield entries.slice(at, at + 100);
    }
  }

  facts(path: string): Promise<files.FileFacts> {
    return this.call('facts', path, () => factsOf(this.place.get(path)));
  }

  change(path: string, change: files.FileChange): Promise<void> {
    return this.call('change', path, () => changeNode(this.place.get(path), change));
  }

  linkTarget(path: string): Promise<string> {
    return this.call('linkTarget', path, () => this.place.get(path).target);
  }

  makeLink(path: string, target: string): Promise<void> {
    return this.call('makeLink', path, () => {
      this.#free(path);
      this.place.link(path, target);
    });
  }

  makeFolder(path: string, mode = 0o755): Promise<void> {
    return this.call('makeFolder', path, () => {
      const { folder, name } = this.#free(path);
      folder.inside.set(name, { ...newNode('folder'), mode });
    });
  }

  removeFolder(path: string): Promise<void> {
    return this.call('removeFolder', path, () => {
      const { folder, name } = this.place.within(path);
      if (this.place.get(path).inside.size > 0) throw fileProblem('not-empty', path);
      folder.inside.delete(name);
    });
  }

  remove(path: string): Promise<void> {
    return this.call('remove', path, () => {
      const { folder, name } = this.place.within(path);
      const node = this.place.get(path);
      if (node.kind === 'folder') throw fileProblem('is-a-folder', path);
      folder.inside.delete(name);
    });
  }

  rename(from: string, to: string, over = false): Promise<void> {
    return this.call('rename', to, () => {
      const node = this.place.get(from);
      if (over && !this.skills.renameOver) throw fileProblem('unsupported', to);
      if (!over) this.#free(to);
      if (this.place.find(to)?.kind === 'folder') throw fileProblem('is-a-folder', to);
      const [source, target] = [this.place.within(from), this.place.within(to)];
      source.folder.inside.delete(source.name);
      target.folder.inside.set(target.name, node);
    });
  }

  open(path: string, wish: files.OpenWish): Promise<files.OpenFile> {
    return this.call('open', path, () => {
      if (wish.how === 'make') {
        const { folder, name } = this.#free(path);
        folder.inside.set(name, { ...newNode('file'), mode: wish.mode ?? 0o644 });
      }
      const node = this.place.get(path);
      if (node.kind !== 'file') throw fileProblem('is-a-folder', path);
      return this.#opened(path, node);
    });
  }

  copy(from: string, to: string): Promise<void> {
    if (!this.skills.copy) return Promise.reject(fileProblem('unsupported', to));
    return this.call('copy', to, () => {
      const { folder, name } = this.#free(to);
      const node = this.place.get(from);
      folder.inside.set(name, { ...newNode('file'), bytes: Buffer.from(node.bytes) });
      folder.inside.get(name)!.length = node.length;
    });
  }

  space(path: string): Promise<files.FileSpace> {
    return Promise.reject(fileProblem('unsupported', path));
  }

  sum(path: string, bytes = Infinity): Promise<string> {
    if (!this.skills.sums) return Promise.reject(fileProblem('unsupported', path));
    return this.call('sum', path, () => {
      const all = this.place.bytes(path);
      return createHash('sha256')
        .update(all.subarray(0, Math.min(bytes, all.byteLength)))
        .digest('hex');
    });
  }

  close(): Promise<void> {
    this.cut();
    return Promise.resolve();
  }

  /** A cut may come before what is asked for is done, or before its answer. */
  async call<T>(kind: string, path: string, work: () => T): Promise<T> {
    this.place.calls.set(kind, (this.place.calls.get(kind) ?? 0) + 1);
    for (let ticks = this.#random?.int(4) ?? 1; ticks > 0; ticks--) await Promise.resolve();
    if (--this.dies < 0) this.dead = true;
    if (this.dead) return new Promise<T>(() => undefined);
    if (this.#error) throw this.#error;
    const isLast = --this.left <= 0;
    if (isLast) this.cut();
    if (isLast && this.#random?.once(2)) throw this.#error as unknown as FileError;
    const refused = this.place.refused.get(path) ?? this.place.refused.get(`${kind} ${path}`);
    if (refused) throw fileProblem(refused as Plain, path);
    const result = work();
    if (this.#error) throw this.#error as FileError;
    return result;
  }

  #free(path: string): { folder: Node; name: string } {
    if (this.place.find(path)) throw fileProblem('exists', path);
    return this.place.within(path);
  }

  #opened(path: string, node: Node): files.OpenFile {
    const { place } = this;
    return {
      read: (offset, bytes) =>
        this.call('read', path, () => {
          place.onRead(path, offset);
          return Uint8Array.from(
            node.bytes.subarray(offset, Math.min(node.length, offset + bytes)),
          );
        }),
      write: (offset, bytes) =>
        this.call('write', path, () => {
          place.written += bytes.byteLength;
          if (place.written > place.room) throw fileProblem('disk-full', path);
          grow(node, offset + bytes.byteLength);
          node.bytes.set(bytes, offset);
          node.changedAt++;
        }),
      facts: () => this.call('fileFacts', path, () => factsOf(node)),
      change: (change) => this.call('fileChange', path, () => changeNode(node, change)),
      sync: () => this.call('sync', path, () => undefined),
      close: () => this.call('close', path, () => undefined),
    };
  }
}

function newNode(kind: files.FileKind): Node {
  return {
    ...{ kind, bytes: Buffer.alloc(0), length: 0, mode: kind === 'folder' ? 0o755 : 0o644 },
    ...{ changedAt: 1_000_000, readAt: 1_000_000, target: '', inside: new Map() },
  };
}

function grow(node: Node, length: number): void {
  if (length > node.bytes.byteLength) {
    node.bytes = Buffer.concat([node.bytes], Math.max(length, 2 * node.bytes.byteLength));
  }
  node.length = Math.max(node.length, length);
}

function changeNode(node: Node, { size, mode, times }: files.FileChange): void {
  if (size !== undefined) {
    grow(node, size);
    node.bytes.fill(0, size);
    node.length = size;
  }
  if (mode !== undefined) node.mode = mode;
  if (times) Object.assign(node, times);
}

function factsOf(node: Node): files.FileFacts {
  const { kind, length, changedAt, readAt, mode } = node;
  const nobody = { uid: null, gid: null, owner: null, group: null };
  return { kind, size: length, changedAt, readAt, mode, ...nobody };
}
