// What one writer sends next. Nothing queues here but control frames: shells and tunnels are
// sources that are asked for their next frame when the socket can take it, and the link too, so
// that a frame is cut as late as possible and an urgent one never waits behind a stale one.
import { Deque } from '../channel/deque.ts';
import { ProtocolError } from '../wire/errors.ts';
import { LIMITS } from '../wire/protocol.ts';

/** Lower goes first. Equals take turns, a frame each. */
export const PRIORITY = {
  /** Control, credit, heartbeats: kept in order, ahead of everything. */
  control: 0,
  /** Keystrokes. */
  input: 1,
  /** Little output: the echo of a key, a prompt. */
  echo: 2,
  /** Much output of shells, and large pastes. From here on frames wait for the link. */
  output: 3,
  /** Tunnels and transfers. */
  bulk: 4,
} as const;

export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/** Something with frames to send: one direction of one channel. */
export interface FrameSource {
  /** Looked at each time it gets in line. */
  readonly priority: Priority;
  /** The next whole frame, or undefined when there is none until `Outbox.ready` is called again. */
  nextFrame(): Uint8Array | undefined;
}

/** Tells how much the link takes; see `Pacer`. */
export interface Pace {
  /** Frames of much output, and bulk, may be sent now. */
  readonly open: boolean;
  /** Size to which they should be cut, bytes. */
  readonly frameBytes: number;
  /** A frame was handed to the socket. */
  sent(frame: Uint8Array): void;
  /** There is nothing to send, though there might be. */
  ranDry(): void;
}

const UNPACED: Pace = {
  open: true,
  frameBytes: Infinity,
  sent: () => undefined,
  ranDry: () => undefined,
};

export class Outbox {
  /** Control frames that may wait for a peer that doesn't read, bytes. */
  maxControlBytes: number = LIMITS.maxControlBacklog;
  readonly #pace: Pace;
  readonly #control = new Deque<Uint8Array>();
  /** In the order of `PRIORITY`, control left out. */
  readonly #lanes = [1, 2, 3, 4].map(() => new Deque<FrameSource>());
  readonly #queued = new Set<FrameSource>();
  #controlBytes = 0;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(pace: Pace = UNPACED) {
    this.#pace = pace;
  }

  /** Size to which frames of much should be cut now, bytes; Infinity where it doesn't matter. */
  get frameBytes(): number {
    return this.#pace.frameBytes;
  }

  /** Queues a control frame. Throws `control-backlog` when the peer has stopped reading. */
  control(frame: Uint8Array): void {
    if (this.#closed) return;
    this.#control.push(frame);
    this.#controlBytes += frame.byteLength;
    this.#wake?.();
    if (this.#controlBytes > this.maxControlBytes) {
      throw new ProtocolError('control-backlog', 'the peer does not read its control messages');
    }
  }

  /** Queues a connection's last words, however much is waiting. */
  urgent(frame: Uint8Array): void {
    if (!this.#closed) this.#control.push(frame);
  }

  /** The source has, or may have, something to send. */
  ready(source: FrameSource): void {
    if (this.#closed || this.#queued.has(source)) return;
    this.#queued.add(source);
    this.#lanes[source.priority - 1]!.push(source);
    this.#wake?.();
  }

  /** The source will not be asked again. */
  remove(source: FrameSource): void {
    this.#queued.delete(source); // its place in the lane is passed over when its turn comes
  }

  /** The link may take more than it did. */
  paceChanged(): void {
    if (this.#pace.open) this.#wake?.();
  }

  /** Takes no more; what control frames are queued still go out. */
  close(): void {
    this.#closed = true;
    this.#queued.clear();
    this.#wake?.();
  }

  /** The next frame; waits for one; undefined once closed and drained. One caller: the writer. */
  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const frame = this.#nextNow();
      if (frame || this.#closed) return frame;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = undefined;
    }
  }

  #nextNow(): Uint8Array | undefined {
    const control = this.#control.shift();
    if (control) {
      this.#controlBytes = Math.max(0, this.#controlBytes - control.byteLength);
      this.#pace.sent(control);
      return control;
    }
    const { open } = this.#pace;
    for (const lane of open ? this.#lanes : this.#lanes.slice(0, PRIORITY.echo)) {
      const frame = this.#nextOf(lane);
      if (frame) return frame;
    }
    if (open) this.#pace.ranDry();
    return undefined;
  }

  #nextOf(lane: Deque<FrameSource>): Uint8Array | undefined {
    for (let source = lane.shift(); source; source = lane.shift()) {
      if (!this.#queued.delete(source)) continue;
      const frame = source.nextFrame();
      if (!frame) continue;
      this.#pace.sent(frame);
      this.ready(source); // it may have more, after the others had their turn
      return frame;
    }
    return undefined;
  }
}
