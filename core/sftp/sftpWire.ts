// Requests to an SFTP server, as many at a time as anybody likes, and their answers in any order. What
// can't be trusted in one answer ends that request alone; where it isn't known any more which answer
// belongs to what, the connection is given up.
import { withResolvers } from '../task/taskGroup.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { say } from '../../words/said.ts';
import { FileError } from './fileError.ts';
import { closed } from './fileProblems.ts';
import { BadPacket, PacketReader } from './packetReader.ts';
import { MAX_PACKET, PACKET, SFTP_VERSION } from './packets.ts';
import { BadFraming, PacketStream } from './packetStream.ts';
import { PacketWriter } from './packetWriter.ts';
import type { Read } from './sftpAnswers.ts';
import { notSftp, readGreeting, SHOWN_CHARS } from './sftpGreeting.ts';
import type { SftpPipes } from './sftpPipes.ts';
import { badAnswer } from './sftpStatus.ts';
import { Silence, type Waited } from './silence.ts';

interface Asked extends Waited {
  /** Where data may be put that comes in answer. */
  into: Uint8Array | undefined;
  /** May throw; then it is answered all the same, with that. */
  answer(type: number, body: PacketReader, placed?: number): void;
  fail(error: unknown): void;
}

const NOTHING_LEFT = new PacketReader(Buffer.alloc(0));

export class SftpWire {
  readonly lost: Promise<FileError>;
  readonly #pipes: SftpPipes;
  readonly #asked = new Map<number, Asked>();
  readonly #silence: Silence;
  readonly #greeting = withResolvers<Map<string, string>>();
  readonly #tellLost: (error: FileError) => void;
  #greeted = false;
  #head = '';
  #nextId = 0;
  #corked = false;
  #failure: FileError | undefined;

  constructor(pipes: SftpPipes, clock: Clock = systemClock) {
    this.#pipes = pipes;
    const greeting = { since: clock.now(), bytes: 0, endless: false };
    this.#silence = new Silence({
      clock,
      waited: () => (this.#greeted ? this.#asked.values() : [greeting]),
      onSilent: (seconds) => this.#silent(seconds),
    });
    const { promise, resolve } = withResolvers<FileError>();
    this.lost = promise;
    this.#tellLost = resolve;
    this.#greeting.promise.catch(() => undefined); // told to who greets
    const packets = new PacketStream(MAX_PACKET, (packet) => this.#receive(packet), {
      room: (start, behind) => this.#room(start, behind),
      placed: (start) => this.#placed(start),
    });
    const hear = (chunk: Buffer): void => this.#read(packets, chunk);
    if (pipes.hear) pipes.hear(hear);
    else pipes.readable.on('data', hear);
    for (const stream of [pipes.readable, pipes.writable]) {
      for (const end of ['end', 'close', 'error']) stream.on(end, () => this.#gone());
    }
  }

  /** Begins. Resolves with the server's extensions and their versions. */
  greet(): Promise<Map<string, string>> {
    this.#silence.asked();
    this.#pipes.writable.write(new PacketWriter(PACKET.init).u32(SFTP_VERSION).finish());
    return this.#greeting.promise;
  }

  /**
   * Rejects with `FileError`. `behind` isn't copied, and so not to be changed until it is answered.
   * `endless`: nobody can say how long it takes.
   */
  ask<T>(
    type: number,
    fill: (packet: PacketWriter) => void,
    read: Read<T>,
    { behind, endless = false }: { behind?: Uint8Array | undefined; endless?: boolean } = {},
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#failure) throw this.#failure;
      const id = this.#freeId();
      const packet = new PacketWriter(type, id);
      fill(packet);
      this.#asked.set(id, {
        ...{ into: read.into, since: this.#silence.now, endless },
        bytes: (behind ?? read.into)?.byteLength ?? 0,
        answer: (answered, body, placed) => {
          resolve(read({ type: answered, body, ...(placed !== undefined && { placed }) }));
        },
        fail: reject,
      });
      this.#silence.asked();
      this.#send(packet.finish(behind?.byteLength), behind);
    });
  }

  async close(): Promise<void> {
    this.#fail(closed());
    await this.#pipes.close();
  }

  #freeId(): number {
    do this.#nextId = (this.#nextId + 1) >>> 0;
    while (this.#asked.has(this.#nextId));
    return this.#nextId;
  }

  /** What is asked in one go goes out in one go. */
  #send(head: Buffer, behind: Uint8Array | undefined): void {
    const { writable } = this.#pipes;
    if (!this.#corked) {
      this.#corked = true;
      writable.cork();
      process.nextTick(() => {
        this.#corked = false;
        writable.uncork();
      });
    }
    writable.write(head);
    if (behind) writable.write(behind);
  }

  #read(packets: PacketStream, chunk: Buffer): void {
    if (this.#failure) return;
    this.#silence.heard();
    if (!this.#greeted && this.#head.length < SHOWN_CHARS) this.#head += chunk.toString('latin1');
    try {
      packets.push(chunk);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  #receive(packet: Buffer): void {
    if (this.#failure) return;
    const body = new PacketReader(packet);
    const type = body.u8();
    if (!this.#greeted) return this.#greet(type, body);
    const id = body.u32();
    const asked = this.#asked.get(id);
    if (!asked) throw badAnswer('unknown-id');
    this.#asked.delete(id);
    try {
      asked.answer(type, body);
    } catch (error) {
      asked.fail(error instanceof BadPacket ? badAnswer(error.lie, error) : error);
    }
  }

  /** Data that is just what was asked for goes straight to who asked. */
  #room(start: Buffer, behind: number): Uint8Array | undefined {
    if (this.#failure || !this.#greeted || start[0] !== PACKET.data) return undefined;
    const bytes = start.readUInt32BE(5);
    const into = this.#asked.get(start.readUInt32BE(1))?.into;
    if (!into || bytes !== behind || bytes === 0 || bytes > into.byteLength) return undefined;
    return into.subarray(0, bytes);
  }

  /** What was asked is still: nothing else came meanwhile. */
  #placed(start: Buffer): void {
    const id = start.readUInt32BE(1);
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    asked?.answer(PACKET.data, NOTHING_LEFT, start.readUInt32BE(5));
  }

  #greet(type: number, body: PacketReader): void {
    const extensions = readGreeting(type, body);
    this.#greeted = true;
    this.#greeting.resolve(extensions);
  }

  #giveUp(error: unknown): void {
    if (error instanceof FileError && this.#greeted) this.#fail(error);
    else if (!this.#greeted) this.#fail(notSftp(this.#head, error));
    else if (error instanceof BadFraming) this.#fail(badAnswer(`length-${error.length}`, error));
    else this.#fail(badAnswer(error instanceof BadPacket ? error.lie : 'packet', error));
    void this.#pipes.close();
  }

  #silent(seconds: number): void {
    this.#fail(new FileError('lost', say('files-silent', { seconds })));
    void this.#pipes.close();
  }

  #gone(): void {
    this.#fail(new FileError('lost', say('files-lost')));
  }

  #fail(failure: FileError): void {
    if (this.#failure) return;
    this.#failure = failure;
    this.#silence.over();
    this.#tellLost(failure);
    this.#greeting.reject(failure);
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { fail } of asked) fail(failure);
  }
}
