// Agents and clients of a relay of many nodes that come back whenever they are cut off, and whose bytes
// are such that each of them says where it belongs: what arrives has to be a beginning of what was sent.
import type { Random } from '../random.ts';
import type { Prove, Waiting } from '../../../core/relay/messages.ts';
import { newKeys, proveAgent, takeTicket, wantAgent, type AgentKeys, type Line } from './ends.ts';

/** A prime: a piece that is missing or comes twice shifts all that follows. */
const PERIOD = 65_521;
const PATTERN = Buffer.alloc(PERIOD * 2);
for (let at = 0, word = 1; at < PERIOD; at++) {
  word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0;
  PATTERN[at] = PATTERN[at + PERIOD] = word >>> 24;
}
const PIECE = 16 * 1024;
/** The longest wait before the next attempt, milliseconds; a random part of it. */
const BACKOFF_MS = 400;
/** A relay that says nothing for so long is left, milliseconds. */
const SILENCE_MS = 15_000;

/** Reads a stream of the pattern. */
class Reader {
  read = 0;
  /** Is this how it goes on? */
  takes(data: Buffer): boolean {
    const from = this.read % PERIOD;
    this.read += data.length;
    return data.equals(PATTERN.subarray(from, from + data.length));
  }
}

export interface Load {
  /** Of 16 KiB, in one transfer, at most. */
  pieces: number;
  /** Between two transfers at most, milliseconds. */
  pauseMs: number;
}

/** What went wrong beyond being cut off; none of it may happen. */
export type Report = (wrong: string) => void;

export class TestAgent {
  readonly keys: AgentKeys = newKeys();
  readonly #urls: readonly string[];
  readonly #random: Random;
  readonly #report: Report;
  readonly #ended = new AbortController();
  readonly #open = new Set<Line>();
  #epoch = 0;
  readonly gone: Promise<void>;

  constructor(urls: readonly string[], random: Random, report: Report) {
    this.#urls = urls;
    this.#random = random;
    this.#report = report;
    this.gone = this.#run();
  }

  get id(): string {
    return this.keys.id;
  }

  close(): Promise<void> {
    this.#ended.abort();
    for (const line of this.#open) line.ws.terminate();
    return this.gone;
  }

  async #run(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      await this.#stay(this.#random.pick(this.#urls)).catch(() => undefined);
      await backOff(this.#random, this.#ended.signal);
    }
  }

  /** In, until it is cut off or told to move. */
  async #stay(url: string): Promise<void> {
    const { line } = await proveAgent(url, { keys: this.keys, epoch: ++this.#epoch });
    await this.#hold(line, async () => {
      for (let said = await line.next(); typeof said === 'string'; said = await line.next()) {
        const message = JSON.parse(said) as Prove | Waiting | { type: 'move' | 'owned' };
        if (message.type === 'waiting') void this.#meet(message).catch(() => undefined);
        else if (message.type !== 'owned') return; // `move`, or refused
      }
    });
  }

  /** Sends back all that comes. */
  async #meet({ node, ticket }: Waiting): Promise<void> {
    const line = await takeTicket(node, ticket);
    const reader = new Reader();
    await this.#hold(line, async () => {
      if (typeof (await line.next()) !== 'string') return;
      for (let data = await line.next(); typeof data === 'object'; data = await line.next()) {
        if (!reader.takes(data)) this.#report(`an agent's bytes are wrong after ${reader.read}`);
        line.ws.send(data);
      }
    });
  }

  async #hold(line: Line, work: () => Promise<void>): Promise<void> {
    this.#open.add(line);
    try {
      if (!this.#ended.signal.aborted) await work();
    } finally {
      line.ws.terminate();
      this.#open.delete(line);
    }
  }
}

export class TestClient {
  /** Transfers that came to their end, and those that were cut off on the way. */
  done = 0;
  cut = 0;
  bytes = 0;
  readonly #agent: string;
  readonly #urls: readonly string[];
  readonly #random: Random;
  readonly #report: Report;
  readonly #load: Load;
  readonly #ended = new AbortController();
  #line: Line | undefined;
  #begun = 0;
  #waiting: { since: number; resolve: () => void }[] = [];
  readonly gone: Promise<void>;

  constructor(
    agent: string,
    urls: readonly string[],
    random: Random,
    report: Report,
    load: Load = { pieces: 20, pauseMs: 400 },
  ) {
    this.#load = load;
    this.#agent = agent;
    this.#urls = urls;
    this.#random = random;
    this.#report = report;
    this.gone = this.#run();
  }

  /** Resolves when a transfer that begins after this call has come to its end. */
  nextDone(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ since: this.#begun, resolve }));
  }

  close(): Promise<void> {
    this.#ended.abort();
    this.#line?.ws.terminate();
    return this.gone;
  }

  async #run(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      const number = ++this.#begun;
      const whole = await this.#transfer().catch(() => false);
      if (whole) this.#ends(number);
      else this.cut++;
      await backOff(this.#random, this.#ended.signal, whole ? this.#load.pauseMs : BACKOFF_MS);
    }
  }

  #ends(number: number): void {
    this.done++;
    const done = this.#waiting.filter(({ since }) => number > since);
    this.#waiting = this.#waiting.filter(({ since }) => number <= since);
    for (const { resolve } of done) resolve();
  }

  /** Did all come back? */
  async #transfer(): Promise<boolean> {
    const line = await wantAgent(this.#random.pick(this.#urls), this.#agent);
    this.#line = line;
    const giveUp = setTimeout(() => line.ws.terminate(), SILENCE_MS);
    try {
      const said = await line.next();
      const isSpliced = typeof said === 'string' && said.includes('"spliced"');
      return isSpliced && (await this.#exchange(line));
    } finally {
      clearTimeout(giveUp);
      line.ws.terminate();
    }
  }

  async #exchange(line: Line): Promise<boolean> {
    const size = this.#random.between(1, this.#load.pieces) * PIECE;
    const reader = new Reader();
    for (let sent = 0; sent < size; sent += PIECE) {
      const from = sent % PERIOD;
      line.ws.send(PATTERN.subarray(from, from + PIECE));
    }
    while (reader.read < size) {
      const data = await line.next();
      if (typeof data !== 'object') return false;
      if (!reader.takes(data)) this.#report(`a client's bytes are wrong after ${reader.read}`);
      if (reader.read > size) this.#report('a client got more than was sent');
      this.bytes += data.length;
    }
    return true;
  }
}

async function backOff(random: Random, ended: AbortSignal, most = BACKOFF_MS): Promise<void> {
  if (ended.aborted) return;
  await new Promise((resolve) => setTimeout(resolve, random.between(20, most)));
}
