// The files of an SFTP server, whatever leads to it.
import { factsOfAttributes, writeAttributes, type Attributes } from './attributes.ts';
import type * as files from './fileAccess.ts';
import type { FileError } from './fileError.ts';
import { fileProblem, orAborted } from './fileProblems.ts';
import type { Clock } from '../time/clock.ts';
import { EXTENSION, PACKET } from './packets.ts';
import type { PacketReader } from './packetReader.ts';
import type { PacketWriter } from './packetWriter.ts';
import { abilitiesOf, type Abilities } from './sftpAbilities.ts';
import { done, extended, oneName, theAttributes } from './sftpAnswers.ts';
import { wholeChange } from './sftpChange.ts';
import { explain, explainWrite, type Wanted } from './sftpExplain.ts';
import { listSftp, MAX_ENTRIES } from './sftpList.ts';
import { SftpMany } from './sftpMany.ts';
import type { SftpPlace } from './sftpOpenFile.ts';
import { copyOn, openOn } from './sftpOpening.ts';
import { SftpOwners } from './sftpOwners.ts';
import type { SftpPipes } from './sftpPipes.ts';
import { badAnswer } from './sftpStatus.ts';
import { SftpWire } from './sftpWire.ts';

/**
 * Resolves once the server has said what it can do. Rejects with `FileError`; then the pipes are
 * closed. `maxEntries`: more in one folder are `too-large`. `clock`: of how long nothing may come.
 */
export async function openSftp(
  pipes: SftpPipes,
  signal?: AbortSignal,
  maxEntries: number = MAX_ENTRIES,
  clock?: Clock,
): Promise<SftpClient> {
  const wire = new SftpWire(pipes, clock);
  try {
    const abilities = await orAborted(abilitiesOf(wire), signal);
    return new SftpClient(wire, abilities, maxEntries);
  } catch (error) {
    await wire.close();
    throw error;
  }
}

export class SftpClient implements files.FileAccess {
  readonly lost: Promise<FileError>;
  readonly skills: files.FileSkills;
  /** Of an agent; who opens it may know another way. */
  many?: files.ManyFiles;
  readonly #wire: SftpWire;
  readonly #abilities: Abilities;
  readonly #maxEntries: number;
  readonly #owners: SftpOwners;
  readonly #place: SftpPlace;

  constructor(wire: SftpWire, abilities: Abilities, maxEntries: number) {
    this.#wire = wire;
    this.#maxEntries = maxEntries;
    this.#abilities = abilities;
    this.#owners = new SftpOwners(wire, abilities.has('usersGroups'));
    this.lost = wire.lost;
    this.skills = abilities.skills;
    if (abilities.has('readMany') && abilities.has('writeMany')) this.many = new SftpMany(wire);
    this.#place = {
      ...{ wire, abilities, owners: this.#owners },
      explainWrite: (error, path) => explainWrite(error, this, path),
    };
  }

  home(): Promise<string> {
    return this.realPath('.');
  }

  async realPath(path: string): Promise<string> {
    if (path === '~' || path.startsWith('~/')) return this.realPath(`./${path.slice(2)}`);
    if (!path.startsWith('~') || !this.#abilities.has('expandPath')) {
      return this.#wire.ask(PACKET.realpath, (packet) => packet.path(path || '.'), oneName(path));
    }
    const fill = (packet: PacketWriter): void =>
      void packet.text(EXTENSION.expandPath.name).path(path);
    return this.#wire.ask(PACKET.extended, fill, oneName(path));
  }

  async *list(path: string, signal?: AbortSignal): AsyncGenerator<files.FileEntry[]> {
    try {
      const listing = { wire: this.#wire, owners: this.#owners, maxEntries: this.#maxEntries };
      yield* listSftp(path, listing, signal);
    } catch (error) {
      await explain(error, this, path, 'a-folder');
    }
  }

  async facts(path: string, follow = false): Promise<files.FileFacts> {
    const facts = factsOfAttributes(await this.#attributes(path, follow));
    await this.#owners.name([facts]);
    return facts;
  }

  async change(path: string, change: files.FileChange): Promise<void> {
    const present = await this.#attributes(path, false);
    const isLink = factsOfAttributes(present).kind === 'link';
    const unfit = change.size !== undefined || change.mode !== undefined;
    if (isLink && (unfit || !this.#abilities.has('lsetstat'))) {
      throw fileProblem('unsupported', path);
    }
    const wanted = await wholeChange(change, path, () => Promise.resolve(present));
    const fill = (packet: PacketWriter): void => {
      if (isLink) packet.text(EXTENSION.lsetstat.name);
      writeAttributes(packet.path(path), wanted);
    };
    await this.#wire.ask(isLink ? PACKET.extended : PACKET.setstat, fill, done(path));
  }

  linkTarget(path: string): Promise<string> {
    return this.#wire.ask(PACKET.readlink, (packet) => packet.path(path), oneName(path));
  }

  makeLink(path: string, target: string): Promise<void> {
    const fill = (packet: PacketWriter): void => void packet.path(target).path(path);
    return this.#make(path, PACKET.symlink, fill);
  }

  makeFolder(path: string, mode?: number): Promise<void> {
    const attributes = mode === undefined ? {} : { mode };
    const fill = (packet: PacketWriter): void =>
      void writeAttributes(packet.path(path), attributes);
    return this.#make(path, PACKET.mkdir, fill);
  }

  removeFolder(path: string): Promise<void> {
    return this.#remove(path, PACKET.rmdir, 'an-empty-folder');
  }

  remove(path: string): Promise<void> {
    return this.#remove(path, PACKET.remove, 'no-folder');
  }

  async rename(from: string, to: string, over = false): Promise<void> {
    if (!over) {
      const fill = (packet: PacketWriter): void => void packet.path(from).path(to);
      return this.#wire
        .ask(PACKET.rename, fill, done(from))
        .catch((error: unknown) => explain(error, this, to, 'nothing-there'));
    }
    if (!this.skills.renameOver) throw fileProblem('unsupported', to);
    const fill = (packet: PacketWriter): void =>
      void packet.text(EXTENSION.posixRename.name).path(from).path(to);
    await this.#wire
      .ask(PACKET.extended, fill, done(from))
      .catch((error: unknown) => explain(error, this, to, 'no-folder'));
  }

  open(path: string, wish: files.OpenWish): Promise<files.OpenFile> {
    return openOn(this.#place, this, path, wish);
  }

  copy(from: string, to: string, signal?: AbortSignal): Promise<void> {
    return copyOn(this.#place, this, [from, to], signal);
  }

  space(path: string): Promise<files.FileSpace> {
    if (!this.skills.space) return Promise.reject(fileProblem('unsupported', path));
    const fill = (packet: PacketWriter): void =>
      void packet.text(EXTENSION.statvfs.name).path(path);
    const read = extended(path, (body) => {
      const [, fragment = 0, blocks = 0, , free = 0] = Array.from({ length: 11 }, () => body.u64());
      return { whole: fragment * blocks, free: fragment * free };
    });
    return this.#wire.ask(PACKET.extended, fill, read);
  }

  sum(path: string, bytes?: number, signal?: AbortSignal): Promise<string> {
    if (!this.skills.sums) return Promise.reject(fileProblem('unsupported', path));
    const fill = (packet: PacketWriter): void => {
      packet.text(EXTENSION.sum.name).path(path);
      if (bytes === undefined) packet.u32(0xffffffff).u32(0xffffffff);
      else packet.u64(bytes);
    };
    const asked = this.#wire.ask(
      PACKET.extended,
      fill,
      extended(path, (body) => aSum(body)),
      { endless: true },
    );
    return orAborted(asked, signal);
  }

  close(): Promise<void> {
    return this.#wire.close();
  }

  #attributes(path: string, follow: boolean): Promise<Attributes> {
    const type = follow ? PACKET.stat : PACKET.lstat;
    return this.#wire.ask(type, (packet) => packet.path(path), theAttributes(path));
  }

  #make(path: string, type: number, fill: (packet: PacketWriter) => void): Promise<void> {
    return this.#wire
      .ask(type, fill, done(path))
      .catch((error: unknown) => explain(error, this, path, 'nothing-there'));
  }

  #remove(path: string, type: number, wanted: Wanted): Promise<void> {
    return this.#wire
      .ask(type, (packet) => packet.path(path), done(path))
      .catch((error: unknown) => explain(error, this, path, wanted));
  }
}

/** Text that is compared with our own, and shown. */
function aSum(body: PacketReader): string {
  const sum = body.text();
  if (!/^[0-9a-f]{64}$/.test(sum)) throw badAnswer('sum');
  return sum;
}
