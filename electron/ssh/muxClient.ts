// Speaks to the master of a shared connection as `ssh -O` does (PROTOCOL.mux of OpenSSH), because
// ssh reads variables, tokens, colons and backslashes in what stands on its command line, by rules
// that differ from version to version. Here a path is a path, whatever it is made of.
import { connect, type Socket } from 'node:net';
import { unambiguousHost } from '../../core/link/localName.ts';
import type { Place } from '../../core/tunnel/place.ts';
import { inWords, say } from '../../words/said.ts';

export interface SshForward {
  kind: 'local' | 'remote' | 'dynamic';
  listen: Place;
  /** null for a dynamic one. */
  target: Place | null;
}

/** What the master says of a request; `port` is the one that the server chose for 0. */
export type MuxAnswer = { ok: true; port?: number } | { ok: false; words: string };

const VERSION = 4;
const HELLO = 0x1;
const ORDERS = { alive: 0x10000004, forward: 0x10000006, cancel: 0x10000007 } as const;
const KINDS = { local: 1, remote: 2, dynamic: 3 } as const;
const OK = 0x80000001;
const DENIED = 0x80000002;
const FAILED = 0x80000003;
const ALIVE = 0x80000005;
const REMOTE_PORT = 0x80000007;
/** Stands for the port where the name is a path. */
const UNIX = 0xfffffffe;
/** Ours is the only request on its connection. */
const REQUEST = 0;
/** An answer is a number or a sentence; whoever sends more isn't ssh. */
const LONGEST_PACKET = 64 * 1024;

/** Asks the master behind the control socket. Never rejects: a master that is gone says so. */
export function askMaster(
  control: string,
  order: keyof typeof ORDERS,
  forward?: SshForward,
): Promise<MuxAnswer> {
  return new Promise((resolve) => {
    const socket = connect(control);
    const packets = new Packets();
    const finish = (answer: MuxAnswer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('error', ({ message }) => finish({ ok: false, words: message }));
    socket.on('close', () => finish({ ok: false, words: inWords(say('ssh-connection-gone')) }));
    socket.on('data', (bytes) => {
      for (const packet of packets.add(bytes)) {
        if (!packet) return finish(notUnderstood());
        if (packet.readUInt32BE(0) !== HELLO) return finish(read(packet));
        ask(socket, order, forward);
      }
    });
    socket.write(framed(u32(HELLO), u32(VERSION)));
  });
}

function ask(socket: Socket, order: keyof typeof ORDERS, forward: SshForward | undefined): void {
  const head = [u32(ORDERS[order]), u32(REQUEST)];
  if (!forward) return void socket.write(framed(...head));
  const { kind, listen, target } = forward;
  const ends = [placed(listen), target ? placed(target) : [text('socks'), u32(0)]].flat();
  socket.write(framed(...head, u32(KINDS[kind]), ...ends));
}

function placed(place: Place): Buffer[] {
  if (place.kind === 'unix') return [text(place.path), u32(UNIX)];
  return [text(unambiguousHost(place.host)), u32(place.port)];
}

function read(packet: Buffer): MuxAnswer {
  const type = packet.readUInt32BE(0);
  if (type === OK || type === ALIVE) return { ok: true };
  if (packet.byteLength < 12) return notUnderstood();
  const value = packet.readUInt32BE(8);
  if (type === REMOTE_PORT) return { ok: true, port: value };
  if (type !== DENIED && type !== FAILED) return notUnderstood();
  return { ok: false, words: packet.subarray(12, 12 + value).toString() };
}

function notUnderstood(): MuxAnswer {
  return { ok: false, words: inWords(say('ssh-not-understood')) };
}

/** Cuts what comes into packets; undefined for one that is none. */
class Packets {
  #rest: Buffer = Buffer.alloc(0);

  *add(bytes: Buffer): Generator<Buffer | undefined> {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#rest.byteLength >= 4) {
      const length = this.#rest.readUInt32BE(0);
      if (length < 8 || length > LONGEST_PACKET) return yield undefined;
      if (this.#rest.byteLength < 4 + length) return;
      const packet = this.#rest.subarray(4, 4 + length);
      this.#rest = this.#rest.subarray(4 + length);
      yield packet;
    }
  }
}

function framed(...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.byteLength), body]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u32(bytes.byteLength), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
