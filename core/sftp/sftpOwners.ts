// Names of users and groups there: asked of the server where it can tell them, else read from the
// lines that it writes for people.
import { cleanLine } from '../text/clean.ts';
import type { FileFacts } from './fileAccess.ts';
import { EXTENSION, PACKET } from './packets.ts';
import type { PacketReader } from './packetReader.ts';
import type { PacketWriter } from './packetWriter.ts';
import { extended } from './sftpAnswers.ts';
import type { SftpWire } from './sftpWire.ts';

const MAX_KNOWN = 2_000;
const MAX_NAME = 64;
/** `-rw-r--r--    1 anna     staff  …`, as `ls -l` and all who write alike. */
const LINE = /^[-a-zA-Z]{10}\S?\s+\d+\s+(\S+)\s+(\S+)\s/;

type Names = Map<number, string | null>;

export class SftpOwners {
  readonly #wire: SftpWire;
  readonly #asks: boolean;
  readonly #users: Names = new Map();
  readonly #groups: Names = new Map();

  constructor(wire: SftpWire, asks: boolean) {
    this.#wire = wire;
    this.#asks = asks;
  }

  /** Puts in the names; they stay null where nobody tells. */
  async name(facts: readonly FileFacts[]): Promise<void> {
    if (this.#asks) await this.#learn(facts);
    for (const one of facts) {
      one.owner ??= (one.uid === null ? null : this.#users.get(one.uid)) ?? null;
      one.group ??= (one.gid === null ? null : this.#groups.get(one.gid)) ?? null;
    }
  }

  /** What a line for people says, where the server can't be asked. */
  read(line: string, facts: FileFacts): void {
    const [, owner, group] = (this.#asks ? null : LINE.exec(line)) ?? [];
    facts.owner = owner === undefined ? null : shown(owner, facts.uid);
    facts.group = group === undefined ? null : shown(group, facts.gid);
  }

  async #learn(facts: readonly FileFacts[]): Promise<void> {
    const users = unknown(
      facts.map(({ uid }) => uid),
      this.#users,
    );
    const groups = unknown(
      facts.map(({ gid }) => gid),
      this.#groups,
    );
    if (users.length + groups.length === 0) return;
    const { name } = EXTENSION.usersGroups;
    const read = extended(name, (body) => {
      keep(this.#users, users, names(body));
      keep(this.#groups, groups, names(body));
    });
    const fill = (packet: PacketWriter): void =>
      void packet.text(name).bytes(numbers(users)).bytes(numbers(groups));
    await this.#wire.ask(PACKET.extended, fill, read).catch(() => undefined); // numbers do
  }
}

function unknown(ids: (number | null)[], known: Names): number[] {
  const wanted = new Set(ids.filter((id) => id !== null && !known.has(id)) as number[]);
  return [...wanted].slice(0, MAX_KNOWN - known.size);
}

function numbers(ids: number[]): Buffer {
  const bytes = Buffer.alloc(4 * ids.length);
  ids.forEach((id, at) => bytes.writeUInt32BE(id, 4 * at));
  return bytes;
}

function* names(body: PacketReader): Generator<string> {
  const list = body.list();
  while (list.left > 0) yield list.text();
}

/** One for each number, '' where there is none. */
function keep(known: Names, ids: number[], told: Iterable<string>): void {
  const names = [...told];
  ids.forEach((id, at) => known.set(id, shown(names[at] ?? '', id)));
}

function shown(name: string, id: number | null): string | null {
  return name === String(id) ? null : cleanLine(name, MAX_NAME) || null;
}
