// What a server can do beyond the draft, and how much at a time.
import type { FileSkills } from './fileAccess.ts';
import { EXTENSION, MAX_PIECE, PACKET, PLAIN_PIECE, type ExtensionName } from './packets.ts';
import { extended } from './sftpAnswers.ts';
import type { SftpWire } from './sftpWire.ts';

/** Nobody means less. */
const LEAST_PIECE = 1024;
/** Bytes under way at once: more than what ssh itself lets be on a channel. */
const WINDOW = 4 * 1024 * 1024;
const [FEWEST, MOST] = [16, 64];

export class Abilities {
  readonly skills: FileSkills;
  readonly #extensions: ReadonlyMap<string, string>;

  constructor(
    extensions: ReadonlyMap<string, string>,
    { readBytes, writeBytes }: { readBytes: number; writeBytes: number },
  ) {
    this.#extensions = extensions;
    this.skills = {
      renameOver: this.has('posixRename'),
      sync: this.has('fsync'),
      copy: this.has('copyData'),
      space: this.has('statvfs'),
      modes: true,
      inOrder: true, // the draft's 4.1: as if each was waited for
      sums: this.has('sum'),
      readBytes,
      writeBytes,
      pipeline: clamp(WINDOW / Math.min(readBytes, writeBytes), FEWEST, MOST),
    };
  }

  has(extension: ExtensionName): boolean {
    const { name, version } = EXTENSION[extension];
    return this.#extensions.get(name) === version;
  }
}

/** Greets the server, and asks how much it takes at a time. */
export async function abilitiesOf(wire: SftpWire): Promise<Abilities> {
  const extensions = await wire.greet();
  const plain = { readBytes: PLAIN_PIECE, writeBytes: PLAIN_PIECE };
  if (extensions.get(EXTENSION.limits.name) !== EXTENSION.limits.version) {
    return new Abilities(extensions, plain);
  }
  return new Abilities(extensions, await askLimits(wire));
}

function askLimits(wire: SftpWire): Promise<{ readBytes: number; writeBytes: number }> {
  const { name } = EXTENSION.limits;
  return wire.ask(
    PACKET.extended,
    (packet) => packet.text(name),
    extended(name, (body) => {
      body.u64(); // of a packet; those of reads and writes fit in it
      const [readBytes, writeBytes] = [piece(body.u64()), piece(body.u64())];
      body.u64(); // of open files
      return { readBytes, writeBytes };
    }),
  );
}

/** 0: it doesn't say. */
function piece(limit: number): number {
  return limit === 0 ? PLAIN_PIECE : clamp(limit, LEAST_PIECE, MAX_PIECE);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(Math.floor(value), low), high);
}
