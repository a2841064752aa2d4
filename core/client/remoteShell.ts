// A shell on an agent, as its client sees it: one channel. Output comes in by offset and
// credit; input is held until the agent has acknowledged it, so that after a cut exactly the
// missing part can be sent again.
import { Channel } from '../channel/channel.ts';
import { PRIORITY, type FrameSource, type Priority } from '../connection/outbox.ts';
import { ReceiveCredit, SendCredit } from '../replay/credit.ts';
import { joined } from '../wire/bytes.ts';
import { ProtocolError } from '../wire/errors.ts';
import { encode, type AllBodies, type Message } from '../wire/messages.ts';
import { LIMITS, OFFSET_BYTES } from '../wire/protocol.ts';
import { GroupClient } from './groupClient.ts';
import { FreeBytes } from './freeBytes.ts';
import type { Group } from './group.ts';
import { ScreenParts } from './screenParts.ts';
import { clearingFor, MAX_CLEARING_BYTES } from './screenReset.ts';
import type { ShellCursor } from './shellCursor.ts';
import type { OutputMark, RemoteShellEvents, ShellConnection, ShellEnd } from './shellEvents.ts';

/** Largest piece of input in one frame: a paste must not delay what is urgent. */
const INPUT_FRAME_BYTES = 16 * 1024;
/** What a person types; more at once is a paste, and waits for the link like any bulk. */
const TYPED_BYTES = 1024;
/** Marks that may wait among the output; each counts for a byte. An agent remembers 1,024 sizes. */
const MARKS_ROOM = 4 * 1024;

export type { OutputMark, RemoteShellEvents, ShellConnection, ShellEnd } from './shellEvents.ts';

export class RemoteShell implements FrameSource {
  /** Bounded by the window: the agent may not send beyond it. Closed at the end. */
  readonly output: Channel<Uint8Array | OutputMark>;
  readonly channel: number;
  readonly cursor: ShellCursor;
  readonly #connection: ShellConnection;
  readonly #events: RemoteShellEvents;
  readonly #window: number;
  readonly #screen = new ScreenParts();
  /** Bytes in `output`, screens told apart: those were not granted. */
  readonly #passed = new FreeBytes();
  #receive: ReceiveCredit | undefined;
  #send: SendCredit | undefined;
  #meter: AllBodies['meter'] | null = null;
  readonly #others: GroupClient;
  #ended = false;
  #eofSent = false;

  constructor(
    channel: number,
    cursor: ShellCursor,
    window: number,
    connection: ShellConnection,
    events: RemoteShellEvents,
  ) {
    this.channel = channel;
    this.cursor = cursor;
    this.#window = window;
    this.#connection = connection;
    this.#events = events;
    this.#others = new GroupClient(channel, cursor, connection, events);
    this.output = new Channel({
      name: `output of shell ${cursor.session}`,
      // One byte more than the window and a screen may never wait: `accept` and `add` refuse it.
      capacity: window + LIMITS.maxScreen + MAX_CLEARING_BYTES + MARKS_ROOM,
      size: (item) => (item instanceof Uint8Array ? item.byteLength : 1),
    });
  }

  get priority(): Priority {
    const unsent = this.cursor.input.log.end - (this.#send?.sent ?? 0);
    return unsent <= TYPED_BYTES ? PRIORITY.input : PRIORITY.output;
  }

  /** How far the program is, and how much output the agent keeps under way; null until it tells. */
  get meter(): AllBodies['meter'] | null {
    return this.#meter;
  }

  /** Offset of the next byte of output to come; 0 before the shell was opened. */
  get received(): number {
    return this.#receive?.received ?? 0;
  }

  /** Output before this offset was parsed. */
  get consumed(): number {
    return this.#receive?.consumed ?? 0;
  }

  /** What this client may do here. */
  get role(): AllBodies['ready']['role'] {
    return this.#connection.role;
  }

  /** The last news of the others; null before there were any. */
  get group(): Group | null {
    return this.#others.group;
  }

  /** This client's number among them; null where the agent knows no groups. */
  get member(): number | null {
    return this.#others.member;
  }

  /**
   * Says something to all at this shell. Resolves when the agent has it. Rejects with
   * `ChannelError` (chat-empty, chat-too-long, chat-too-fast), or `ConnectFailure` when it can't be
   * known whether it was said; said again with the same `id`, it counts once.
   */
  say(text: string, id?: string): Promise<void> {
    return this.#others.say(text, id);
  }

  /** The log of typed input changed: there may be something to send. */
  inputReady(): void {
    if (this.#send && !this.#ended) this.#connection.outbox.ready(this);
  }

  /** The consumer is done with this many more bytes of output. */
  parsed(bytes: number): void {
    if (!this.#receive || this.#ended) return;
    this.#receive.consume(this.#passed.charge(bytes));
    this.#report(this.#receive);
  }

  resize(cols: number, rows: number): void {
    if (!this.#ended) this.#control('resize', { cols, rows });
  }

  /** Leaves the shell running and stops watching it. */
  detach(): void {
    if (!this.#ended) this.#control('detach', {});
  }

  /** Takes a message of this channel. Throws `ProtocolError` when the agent breaks the rules. */
  receive(message: Message): void {
    if (this.#ended) return;
    switch (message.type) {
      case 'opened':
        return this.#opened(message.body);
      case 'data':
        return this.#data(message.body);
      case 'credit':
        return this.#acknowledged(message.body);
      case 'meter':
        this.#meter = message.body;
        return this.#events.onMeter?.();
      case 'lagged':
        return this.#lagged(message.body);
      case 'screen':
        return this.#screened(message.body);
      case 'exit':
        return this.#exited(message.body);
      case 'detached':
        return this.end({ kind: 'detached', reason: message.body.reason });
      case 'reset':
        return this.end({ kind: 'reset', ...message.body });
      case 'size':
        this.#streaming();
        return this.#sized(message.body);
      case 'group':
      case 'chat':
      case 'refused':
        return this.#others.receive(message);
      case 'eof':
        return; // EXIT follows
      default:
        throw new ProtocolError('unexpected-message', `${message.type} on a shell's channel`);
    }
  }

  end(end: ShellEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#connection.outbox.remove(this);
    this.output.close();
    this.#events.onEnd(end);
  }

  nextFrame(): Uint8Array | undefined {
    const send = this.#send;
    if (!send || this.#ended) return undefined;
    const { log, eof, eofTyped } = this.cursor.input;
    const { maxBody, outbox } = this.#connection;
    const most = Math.min(INPUT_FRAME_BYTES, outbox.frameBytes, maxBody - OFFSET_BYTES);
    const bytes = log.read(send.sent, Math.min(send.available, most));
    if (bytes.byteLength > 0) {
      const frame = encode('data', this.channel, { offset: send.sent, bytes });
      send.sent += bytes.byteLength;
      this.cursor.input.sentUpTo(send.sent);
      return frame;
    }
    if (!eof || eofTyped || this.#eofSent || send.sent < log.end) return undefined;
    this.#eofSent = this.cursor.input.eofSent = true;
    return encode('eof', this.channel, { offset: log.end });
  }

  #opened(body: AllBodies['opened']): void {
    if (this.#receive) throw new ProtocolError('unexpected-message', 'OPENED twice');
    // Whoever opened the shell has missed what is gone, though nothing of it may have come yet.
    const isFirst = this.cursor.output === null && this.cursor.replayEnd === null;
    const had = this.cursor.output ?? 0;
    if (body.output < had) throw new ProtocolError('offset-gap', 'output begins before our place');
    // What the agent already has of our input is acknowledged by this; the rest goes again.
    this.cursor.input.takeUp(body.input);
    this.#receive = new ReceiveCredit(body.output, this.#window);
    // Over a gap the place moves when the screen is there that makes up for it: a cut before that
    // must not leave the terminal with what it had.
    if (body.output === had) this.cursor.output = had;
    else if (isFirst) this.#mark({ type: 'earlier' });
    else this.#skipped(had, body.output);
    this.cursor.toldTo = Math.max(this.cursor.toldTo, body.output);
    this.cursor.replayEnd ??= body.end ?? 0;
    this.#send = new SendCredit(body.input, body.inputWindow);
    this.#others.member = body.member ?? null;
    this.#events.onOpened(body);
    this.inputReady();
  }

  #data({ offset, bytes }: AllBodies['data']): void {
    const receive = this.#streaming();
    const fresh = receive.accept(offset, bytes);
    this.cursor.output = receive.received;
    const old = (this.cursor.replayEnd ?? 0) - (receive.received - fresh.byteLength);
    const replayed = fresh.subarray(0, Math.max(0, old));
    if (replayed.byteLength > 0) this.#mark({ type: 'replayed', bytes: replayed.byteLength });
    this.#pass(replayed, false);
    this.#pass(fresh.subarray(replayed.byteLength), false);
  }

  #screened(part: AllBodies['screen']): void {
    const { received } = this.#opening();
    if (part.offset !== received) {
      throw new ProtocolError('offset-gap', `a screen as of ${part.offset}, not ${received}`);
    }
    const screen = this.#screen.add(part);
    if (!screen) return;
    this.cursor.output = received;
    this.#dropWaiting();
    this.#events.onScreen?.(screen);
    if (this.#others.member !== null) this.#sized(screen);
    const painted = joined([clearingFor(screen), screen.bytes]);
    // A picture of what was printed: nothing in it is a program's wish of now.
    this.#mark({ type: 'replayed', bytes: painted.byteLength });
    this.#pass(painted, true);
  }

  // A consumer that has given up must not end the connection of the other shells.
  #pass(bytes: Uint8Array, free: boolean): void {
    if (this.output.closed || bytes.byteLength === 0) return;
    this.#passed.passed(bytes.byteLength, free);
    this.output.trySend(bytes);
  }

  #mark(mark: OutputMark): void {
    if (!this.output.closed) this.output.trySend(mark);
  }

  #sized({ cols, rows }: { cols: number; rows: number }): void {
    this.#mark({ type: 'size', cols, rows });
  }

  /** A gap that is met again after a cut is told once. */
  #skipped(had: number, to: number): void {
    const from = Math.max(had, this.cursor.toldTo);
    if (to <= from) return;
    this.cursor.toldTo = to;
    this.#mark({ type: 'skipped', bytes: to - from });
    this.#events.onLagged(from, to);
  }

  // The screen that has come shows what these bytes would have led to.
  #dropWaiting(): void {
    const gaps: OutputMark[] = [];
    for (let old = this.output.tryReceive(); old; old = this.output.tryReceive()) {
      if (old instanceof Uint8Array) this.parsed(old.byteLength);
      else if (old.type === 'skipped' || old.type === 'earlier') gaps.push(old);
    }
    for (const gap of gaps) this.#mark(gap);
  }

  #exited({ code, signal, offset }: AllBodies['exit']): void {
    if (offset !== this.#streaming().received) {
      throw new ProtocolError('offset-gap', `the output has ${offset} bytes, not all of them came`);
    }
    this.end({ kind: 'exited', code, signal });
  }

  #acknowledged({ consumed, limit }: AllBodies['credit']): void {
    this.#opening();
    this.#send!.grant(consumed, limit);
    this.cursor.input.acknowledge(consumed);
    this.#events.onAcknowledged();
    this.inputReady();
  }

  #lagged({ from, to }: AllBodies['lagged']): void {
    const receive = this.#streaming();
    if (from !== receive.received) {
      throw new ProtocolError('offset-gap', `expected offset ${receive.received}, got ${from}`);
    }
    receive.skipTo(to);
    this.#report(receive);
    this.#skipped(from, to);
  }

  #report(receive: ReceiveCredit): void {
    const report = receive.report();
    if (report) this.#control('credit', report);
  }

  #opening(): ReceiveCredit {
    if (this.#receive) return this.#receive;
    throw new ProtocolError('unexpected-message', 'data before OPENED');
  }

  #streaming(): ReceiveCredit {
    if (!this.#screen.begun) return this.#opening();
    throw new ProtocolError('unexpected-message', 'something in the middle of a screen');
  }

  #control<K extends 'credit' | 'resize' | 'detach'>(type: K, body: AllBodies[K]): void {
    this.#connection.send(type, this.channel, body);
  }
}
