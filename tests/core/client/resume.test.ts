// A shell through many cuts: whatever was under way is lost with the connection, and the next
// one takes up from the cursor. Nothing may be lost or come twice, in either direction.
import { describe, expect, it } from 'vitest';
import { newCursor } from '../../../core/client/shellCursor.ts';
import type { Message } from '../../../core/wire/messages.ts';
import { settle } from '../../support/manualClock.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { onChannel, ShellRig } from '../../support/shellRig.ts';

const WINDOW = 500;
const INPUT_WINDOW = 300;

/** An agent's shell as PROTOCOL.md describes it, with plain arrays. */
class ModelShell {
  readonly output: number[] = [];
  readonly input: number[] = [];
  eofs: number[] = [];
  #sent = 0;
  #limit = 0;
  #granted = 0;

  attach(have: number | null): Message {
    this.#sent = have ?? 0;
    this.#limit = this.#sent + WINDOW;
    this.#granted = this.input.length + INPUT_WINDOW;
    return onChannel('opened', {
      session: '0'.repeat(32),
      title: '',
      pid: 1,
      cols: 80,
      rows: 24,
      output: this.#sent,
      input: this.input.length,
      inputWindow: INPUT_WINDOW,
    });
  }

  /** The next DATA, which may begin with what was sent before. */
  next(random: Random): Message | undefined {
    const end = Math.min(this.output.length, this.#limit, this.#sent + random.between(1, 200));
    if (end <= this.#sent) return undefined;
    const offset = Math.max(0, this.#sent - (random.once(4) ? random.int(50) : 0));
    this.#sent = end;
    return onChannel('data', { offset, bytes: Uint8Array.from(this.output.slice(offset, end)) });
  }

  /** What it answers, if it does. */
  receive({ type, body }: Message): Message | undefined {
    if (type === 'credit') this.#limit = body.limit;
    if (type === 'eof') this.eofs.push(body.offset);
    if (type !== 'data') return undefined;
    expect(body.offset).toBeLessThanOrEqual(this.input.length);
    this.input.push(...body.bytes.subarray(this.input.length - body.offset));
    expect(this.input.length).toBeLessThanOrEqual(this.#granted);
    this.#granted = this.input.length + INPUT_WINDOW;
    return onChannel('credit', { consumed: this.input.length, limit: this.#granted });
  }
}

class Session {
  readonly agent = new ModelShell();
  readonly cursor = newCursor();
  readonly typed: number[] = [];
  readonly shown: number[] = [];
  readonly #random: Random;
  #link: ShellRig;
  #down: Message[] = [];
  #unparsed = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#link = this.#connect();
  }

  #connect(): ShellRig {
    this.#down = [this.agent.attach(this.cursor.output)];
    this.#unparsed = 0;
    return new ShellRig(this.cursor, WINDOW);
  }

  /** Everything under way is lost. What had reached the client is still shown. */
  cut(): void {
    this.#link.shell.end({ kind: 'lost' });
    this.show();
    this.#link = this.#connect();
  }

  type(count: number): void {
    const bytes = this.#random.bytes(count);
    if (!this.cursor.input.tryAppend(bytes)) return;
    this.typed.push(...bytes);
    this.#link.shell.inputReady();
  }

  print(count: number): void {
    this.agent.output.push(...this.#random.bytes(count));
  }

  sendDown(): void {
    const message = this.agent.next(this.#random);
    if (message) this.#down.push(message);
  }

  deliverDown(): void {
    const message = this.#down.shift();
    if (message) this.#link.shell.receive(message);
  }

  deliverUp(): void {
    const message = this.#link.sent.shift();
    const answer = message && this.agent.receive(message);
    if (answer) this.#down.push(answer);
  }

  show(): void {
    const bytes = this.#link.shell.output.tryReceive();
    if (!bytes) return;
    if (bytes instanceof Uint8Array) this.#shows(bytes);
    this.show();
  }

  #shows(bytes: Uint8Array): void {
    this.shown.push(...bytes);
    this.#unparsed += bytes.byteLength;
  }

  parse(): void {
    const bytes = this.#random.int(this.#unparsed + 1);
    this.#unparsed -= bytes;
    this.#link.shell.parsed(bytes);
  }

  /** Ends the typing, and lets all that is under way arrive. */
  async finish(): Promise<void> {
    this.cursor.input.eof = true;
    this.#link.shell.inputReady();
    const size = (): number =>
      this.agent.output.length - this.shown.length + this.cursor.input.size;
    while (size() > 0 || this.agent.eofs.length === 0) {
      this.sendDown();
      this.deliverDown();
      this.show();
      this.#link.shell.parsed(this.#unparsed);
      this.#unparsed = 0;
      await settle();
      this.deliverUp();
    }
  }
}

describe('a shell that is cut off again and again', () => {
  it('loses nothing and doubles nothing, in both directions at once', async () => {
    await eachSeed(60, async (random) => {
      const session = new Session(random);
      const cuts = random.between(5, 60);
      for (let step = 0; step < 400; step++) {
        if (random.once(cuts)) session.cut();
        session.type(random.int(60));
        session.print(random.int(120));
        for (let times = random.int(4); times > 0; times--) session.sendDown();
        for (let times = random.int(4); times > 0; times--) session.deliverDown();
        if (random.once(2)) session.show();
        if (random.once(2)) session.parse();
        if (random.once(3)) await settle();
        for (let times = random.int(4); times > 0; times--) session.deliverUp();
      }
      await session.finish();
      expect(Buffer.from(session.shown).equals(Buffer.from(session.agent.output))).toBe(true);
      expect(Buffer.from(session.agent.input).equals(Buffer.from(session.typed))).toBe(true);
      expect(new Set(session.agent.eofs)).toEqual(new Set([session.typed.length]));
    });
  });
});
