// The files of this machine for one stream of a client's: SFTP's packets come in and are answered, as
// many at a time as there is room for. The stream outlives cuts, and what is open here with it.
import { homedir } from 'node:os';
import { LocalFiles } from '../../core/sftp/localFiles.ts';
import { ownPath } from '../../core/sftp/localPaths.ts';
import { BadPacket, PacketReader } from '../../core/sftp/packetReader.ts';
import { PACKET, SFTP_VERSION } from '../../core/sftp/packets.ts';
import { PacketWriter } from '../../core/sftp/packetWriter.ts';
import { SYSTEM } from '../../core/system.ts';
import type { LocalEnd } from '../../core/tunnel/localEnd.ts';
import type { TunnelStream } from '../../core/tunnel/tunnelStream.ts';
import { say } from '../../words/said.ts';
import { EXTENSIONS, extendedTask, MOST_PACKET_BYTES } from './extendedTasks.ts';
import type { FileDesk, FileTask } from './fileTask.ts';
import { LentBuffers } from './lentBuffers.ts';
import { MOST_DATA_BYTES, OPEN_TASKS } from './openTasks.ts';
import { OpenThings } from './openThings.ts';
import { PacketInput } from './packetInput.ts';
import { PATH_TASKS } from './pathTasks.ts';
import { encodeReply, failure, forbidden, unsupported, type Reply } from './replies.ts';
import { RequestOrder } from './requestOrder.ts';

/** Requests that run or wait; and what they and their answers hold, bytes. No more is read meanwhile. */
const MOST_REQUESTS = 64;
const MOST_HELD_BYTES = 1024 * 1024;

export interface FilesSessionOptions {
  /** Nothing may be changed. */
  readOnly: boolean;
  /** Nothing of it is left. */
  onEnd: () => void;
}

export class FilesSession implements LocalEnd {
  readonly #stream: TunnelStream;
  readonly #options: FilesSessionOptions;
  readonly #over = new AbortController();
  readonly #desk: FileDesk = {
    files: new LocalFiles(),
    opened: new OpenThings(),
    lent: new LentBuffers(MOST_DATA_BYTES),
    home: ownPath(homedir(), SYSTEM),
    signal: this.#over.signal,
  };
  readonly #order = new RequestOrder(() => this.#pump());
  readonly #input: PacketInput;
  #held = 0;
  #greeted = false;
  #ending = false;

  constructor(stream: TunnelStream, options: FilesSessionOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#input = new PacketInput(MOST_PACKET_BYTES, (bytes) => stream.taken(bytes));
    stream.join(this);
  }

  write(bytes: Uint8Array): void {
    this.#input.push(bytes);
    this.#pump();
  }

  end(): void {
    this.#ending = true;
    this.#pump();
  }

  reset(): void {
    this.#close();
  }

  resume(): void {
    this.#pump();
  }

  answered(bytes: Uint8Array): void {
    this.#desk.lent.answered(bytes);
  }

  get #hasRoom(): boolean {
    const { wantsMore } = this.#stream;
    return wantsMore && this.#order.size < MOST_REQUESTS && this.#held < MOST_HELD_BYTES;
  }

  #pump(): void {
    try {
      while (!this.#over.signal.aborted && this.#hasRoom) {
        const packet = this.#input.next();
        if (packet) this.#take(packet);
        else return this.#finishIfDone();
      }
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof BadPacket)) throw error;
      this.#stream.fail('stream-reset', say('files-spoken-wrongly'));
    }
  }

  /** All that came was read; what was asked may not be answered yet. */
  #finishIfDone(): void {
    if (!this.#ending || this.#order.size > 0) return;
    this.#close();
    this.#stream.finish();
    this.#stream.delivered();
  }

  #take(bytes: Buffer): void {
    const packet = new PacketReader(bytes);
    const type = packet.u8();
    if (!this.#greeted || type === PACKET.init) return this.#greet(type, packet);
    const id = packet.u32();
    try {
      this.#begin(id, this.#task(type, packet), bytes);
    } catch (error) {
      this.#answer(id, failure(error));
    }
  }

  #greet(type: number, packet: PacketReader): void {
    packet.u32();
    if (this.#greeted || type !== PACKET.init) throw new BadPacket('trailing');
    this.#greeted = true;
    const reply = new PacketWriter(PACKET.version).u32(SFTP_VERSION);
    for (const { name, version } of EXTENSIONS) reply.text(name).text(version);
    this.#stream.push(reply.finish());
  }

  #task(type: number, packet: PacketReader): FileTask {
    const decode = PATH_TASKS[type] ?? OPEN_TASKS[type];
    const task =
      type === PACKET.extended ? extendedTask(packet, this.#desk) : decode?.(packet, this.#desk);
    if (!task) throw unsupported();
    if (task.writes && this.#options.readOnly) throw forbidden();
    return task;
  }

  #begin(id: number, { touch, answers = 0, run }: FileTask, packet: Buffer): void {
    const cost = packet.byteLength + answers;
    this.#held += cost;
    this.#order.add(touch, async () => {
      this.#answer(id, await run().catch(failure));
      this.#held -= cost;
      this.#input.giveBack(packet);
    });
  }

  /** What can't be said in a packet is a failure, and of that request alone. */
  #answer(id: number, reply: Reply): void {
    for (const piece of encoded(id, reply)) this.#stream.push(piece);
  }

  #close(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    void Promise.allSettled([this.#desk.opened.closeAll(), this.#desk.files.close()]).then(() =>
      this.#options.onEnd(),
    );
  }
}

function encoded(id: number, reply: Reply): Uint8Array[] {
  try {
    return encodeReply(id, reply);
  } catch (error) {
    return encodeReply(id, failure(error));
  }
}
