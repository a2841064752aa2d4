// Requests to an SFTP server, as many at a time as anybody likes, and their answers in any order. What
// can't be trusted in one answer ends that request alone; where it isn't known any more which answer
// belongs to what, the connection is given up.
import { withResolvers } from '../task/taskGroup.ts';
import { cleanLine } from '../text/clean.ts';
import { say } from '../../words/said.ts';
import { FileError } from './fileError.ts';
import { closed } from './fileProblems.ts';
import { BadPacket, PacketReader } from './packetReader.ts';
import { MAX_PACKET, PACKET, SFTP_VERSION } from './packets.ts';
import { BadFraming, PacketStream } from './packetStream.ts';
import { PacketWriter } from './packetWriter.ts';
import type { Read } from './sftpAnswers.ts';
import type { SftpPipes } from './sftpPipes.ts';
import { badAnswer } from './sftpStatus.ts';

interface Asked {
  /** May throw; then it is answered all the same, with that. */
  answer(type: number, body: PacketReader): void;
  fail(error: unknown): void;
}

const MAX_EXTENSIONS = 256;
/** Of what came in the place of a greeting. */
const SHOWN_CHARS = 200;

export class SftpWire {
  readonly lost: Promise<FileError>;
  readonly #pipes: SftpPipes;
  readonly #asked = new Map<number, Asked>();
  readonly #greeting = withResolvers<Map<string, string>>();
  readonly #tellLost: (error: FileError) => void;
  #greeted = false;
  #head = '';
  #nextId = 0;
  #corked = false;
  #failure: FileError | undefined;

  constructor(pipes: SftpPipes) {
    this.#pipes = pipes;
    const { promise, resolve } = withResolvers<FileError>();
    this.lost = promise;
    this.#tellLost = resolve;
    this.#greeting.promise.catch(() => undefined); // told to who greets
    const packets = new PacketStream(MAX_PACKET, (packet) => this.#receive(packet));
    pipes.readable.on('data', (chunk: Buffer) => this.#read(packets, chunk));
    for (const stream of [pipes.readable, pipes.writable]) {
      for (const end of ['end', 'close', 'error']) stream.on(end, () => this.#gone());
    }
  }

  /** Begins. Resolves with the server's extensions and their versions. */
  greet(): Promise<Map<string, string>> {
    this.#pipes.writable.write(new PacketWriter(PACKET.init).u32(SFTP_VERSION).finish());
    return this.#greeting.promise;
  }

  /**
   * Rejects with `FileError`. `behind` isn't copied, and so not to be changed until it is answered.
   */
  ask<T>(
    type: number,
    fill: (packet: PacketWriter) => void,
    read: Read<T>,
    behind?: Uint8Array,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#failure) throw this.#failure;
      const id = this.#freeId();
      const packet = new PacketWriter(type, id);
      fill(packet);
      this.#asked.set(id, {
        answer: (answered, body) => resolve(read({ type: answered, body })),
        fail: reject,
      });
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

  #greet(type: number, body: PacketReader): void {
    if (type !== PACKET.version) throw badAnswer('no-greeting');
    const version = body.u32();
    if (version < SFTP_VERSION) {
      throw new FileError('unsupported', say('files-old-sftp', { version }));
    }
    const extensions = new Map<string, string>();
    while (body.left > 0) {
      if (extensions.size >= MAX_EXTENSIONS) throw badAnswer('too-many-extensions');
      extensions.set(body.text(), body.text());
    }
    this.#greeted = true;
    this.#greeting.resolve(extensions);
  }

  #giveUp(error: unknown): void {
    if (error instanceof FileError && this.#greeted) this.#fail(error);
    else if (!this.#greeted) this.#fail(this.#notSftp(error));
    else if (error instanceof BadFraming) this.#fail(badAnswer(`length-${error.length}`, error));
    else this.#fail(badAnswer(error instanceof BadPacket ? error.lie : 'packet', error));
    void this.#pipes.close();
  }

  /** Login files print their greetings there, and errors of theirs. */
  #notSftp(error: unknown): FileError {
    if (error instanceof FileError && error.code === 'unsupported') return error;
    const readable = /^[\n\r\t\x20-\x7e]{4}/.test(this.#head);
    const text = readable ? cleanLine(this.#head, SHOWN_CHARS) : '';
    const advice = readable ? say('files-login-file-prints') : null;
    return new FileError('bad-answer', say('files-no-sftp', { text }), advice, error);
  }

  #gone(): void {
    this.#fail(new FileError('lost', say('files-lost')));
  }

  #fail(failure: FileError): void {
    if (this.#failure) return;
    this.#failure = failure;
    this.#tellLost(failure);
    this.#greeting.reject(failure);
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { fail } of asked) fail(failure);
  }
}
