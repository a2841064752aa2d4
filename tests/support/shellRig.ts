// The client's end of one shell on a connection that exists in memory only: what it sends can
// be looked at, and what it receives is made up by the test.
import { RemoteShell, type ShellEnd } from '../../core/client/remoteShell.ts';
import type { Screen } from '../../core/client/screenParts.ts';
import type { ShellCursor } from '../../core/client/shellCursor.ts';
import { Outbox } from '../../core/connection/outbox.ts';
import { FrameDecoder } from '../../core/wire/frameDecoder.ts';
import { decode, encode, type AllBodies, type Message } from '../../core/wire/messages.ts';
import { LIMITS, type MessageType } from '../../core/wire/protocol.ts';
import { settle } from './manualClock.ts';

export const CHANNEL = 1;

/** A message on the shell's channel. */
export function onChannel<K extends MessageType>(type: K, body: AllBodies[K]): Message {
  return { type, channel: CHANNEL, body } as Message;
}

export class ShellRig {
  readonly shell: RemoteShell;
  readonly outbox = new Outbox();
  /** Sent by the client, and not yet looked at. */
  readonly sent: Message[] = [];
  readonly ends: ShellEnd[] = [];
  /** Calls of `onLagged`. */
  readonly gaps: [from: number, to: number][] = [];
  readonly screens: Screen[] = [];
  openings = 0;
  acknowledgements = 0;

  constructor(cursor: ShellCursor, window: number, maxBody: number = LIMITS.maxBody) {
    const connection = {
      outbox: this.outbox,
      maxBody,
      role: 'owner' as const,
      request: () => Promise.reject(new Error('nobody is asked')),
      send: <K extends MessageType>(type: K, channel: number, body: AllBodies[K]) =>
        this.outbox.control(encode(type, channel, body)),
    };
    this.shell = new RemoteShell(CHANNEL, cursor, window, connection, {
      onOpened: () => this.openings++,
      onAcknowledged: () => this.acknowledgements++,
      onLagged: (from, to) => this.gaps.push([from, to]),
      onScreen: (screen) => this.screens.push(screen),
      onEnd: (end) => this.ends.push(end),
    });
    void this.#write();
  }

  /** All that the client has sent since the last call. */
  async takeSent(): Promise<Message[]> {
    await settle();
    return this.sent.splice(0);
  }

  async #write(): Promise<void> {
    const decoder = new FrameDecoder(LIMITS.maxBody);
    for (let frame = await this.outbox.next(); frame; frame = await this.outbox.next()) {
      for (const part of decoder.push(frame)) this.sent.push(decode(part)!);
    }
  }
}
