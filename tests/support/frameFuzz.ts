// Frames by seed as a confused or hostile client might send them: most of them fit the rules
// well enough to go deep, some are nonsense, and some have had bytes turned over.
import { encode, type AllBodies } from '../../core/wire/messages.ts';
import { startFrame } from '../../core/wire/frame.ts';
import type { Random } from './random.ts';
import { HELLO, randomId } from './rawSocket.ts';

/** What the client knows of the agent, so that its frames make sense. */
export interface FuzzContext {
  /** Shells that exist. */
  sessions: readonly string[];
  /** One frame in so many breaks the rules. */
  breaksOneIn: number;
}

type Make = (random: Random, context: FuzzContext, state: FuzzState) => Uint8Array;

interface FuzzState {
  channel: number;
  typed: Map<number, number>;
}

const VIEW = { cols: 80, rows: 24 };

const FITTING: Make[] = [
  (random) => encode('ping', 0, { token: random.int(2 ** 31) }),
  (random) => encode('pong', 0, { token: random.int(2 ** 31) }),
  (random) => startOptional(random),
  (random, context) => request(random, 'list', {}, context),
  (random, context) => request(random, random.pick(['x', '__proto__', 'constructor']), [], context),
  (random, context) => request(random, 'kill', { session: randomId(), signal: 'SIGKILL' }, context),
  (random, context) => request(random, 'kill', { session: null }, context),
  (random, context) =>
    request(
      random,
      random.pick(['signal', 'end-output', 'forget']),
      aimed(random, context),
      context,
    ),
  (random, context) => request(random, 'foreground', { session: pick(random, context) }, context),
  (random, context, state) => attach(random, context, state),
  typed,
  typed,
  typed,
  (random, _context, state) =>
    encode('resize', old(random, state), { cols: 1 + random.int(300), rows: 1 + random.int(100) }),
  (random, _context, state) =>
    random.int(50) === 0 ? open(random, state) : typed(random, _context, state),
  (random, _context, state) =>
    random.int(20) === 0 ? encode('detach', old(random, state), {}) : startOptional(random),
];

const BREAKING: Make[] = [
  (random) => encode('hello', 0, random.int(2) ? HELLO : { ...HELLO, versions: [7] }),
  () => encode('auth', 0, { method: 'none' }),
  () => encode('ready', 0, { role: 'owner' }),
  (random) => startFrame(random.int(0x80), random.int(2 ** 31), random.int(64)),
  (random) => startFrame(random.int(256), 0, 0xfffff).subarray(0, 8),
  (_random, _context, state) =>
    encode('credit', state.channel, { consumed: 2 ** 40, limit: 2 ** 41 }),
  (_random, _context, state) => encode('credit', state.channel, { consumed: 0, limit: 0 }),
  (_random, _context, state) =>
    encode('data', state.channel, { offset: 2 ** 50, bytes: new Uint8Array(1) }),
  (_random, _context, state) => encode('eof', state.channel, { offset: 2 ** 50 }),
  (_random, _context, state) => encode('opened', state.channel, opened()),
  (_random, _context, state) => encode('lagged', state.channel, { from: 0, to: 9 }),
  (random, context, state) =>
    encode('attach', ++state.channel, {
      session: pick(random, context),
      input: randomId(),
      ...VIEW,
      window: 2 ** 40,
      have: null,
    }),
  (random, context, state) =>
    encode('attach', ++state.channel, {
      session: pick(random, context),
      input: randomId(),
      ...VIEW,
      window: 1,
      have: 2 ** 52,
    }),
  (random) => encode('detach', 1_000_000 + random.int(1_000_000), {}),
  (random) => json(random.int(64), random),
  (random) => random.bytes(1 + random.int(200)),
  (random, context, state) => turnedOver(random, random.pick(FITTING)(random, context, state)),
];

/** A stream of frames from one connection, with what follows from one to the next kept. */
export class FrameFuzz {
  readonly #random: Random;
  readonly #context: FuzzContext;
  readonly #state: FuzzState = { channel: 0, typed: new Map() };

  constructor(random: Random, context: FuzzContext) {
    this.#random = random;
    this.#context = context;
  }

  next(): Uint8Array {
    if (this.#state.channel === 0) return this.#firstAttach();
    const breaks = this.#random.int(this.#context.breaksOneIn) === 0;
    return this.#random.pick(breaks ? BREAKING : FITTING)(this.#random, this.#context, this.#state);
  }

  // So that what follows has a channel to go wrong on.
  #firstAttach(): Uint8Array {
    const ids = { session: this.#context.sessions[0]!, input: randomId() };
    return encode('attach', ++this.#state.channel, { ...ids, ...VIEW, window: 1000, have: null });
  }
}

function request(
  random: Random,
  method: string,
  params: unknown,
  _context: FuzzContext,
): Uint8Array {
  return encode('request', 0, { id: random.int(1000), method, params });
}

function pick(random: Random, { sessions }: FuzzContext): string {
  return random.int(10) === 0 ? randomId() : random.pick(sessions);
}

// At nothing that a program of the test could be ended by.
function aimed(random: Random, context: FuzzContext): Record<string, unknown> {
  return {
    session: pick(random, context),
    number: random.pick<unknown>([0, 1, 2 ** 53, '1', null]),
    signal: random.pick<unknown>(['SIGWINCH', 'SIGNOTHING', 9]),
    stream: random.pick<unknown>([0, 1, 2, 3]),
  };
}

function attach(random: Random, context: FuzzContext, state: FuzzState): Uint8Array {
  if (random.int(10) > 0 && state.channel > 0) return typed(random, context, state);
  const channel = random.int(20) === 0 ? state.channel : ++state.channel;
  const have = random.int(2) ? null : 0;
  const window = 1 + random.int(1_000_000);
  const ids = { session: pick(random, context), input: randomId() };
  return encode('attach', Math.max(1, channel), { ...ids, ...VIEW, window, have });
}

function open(random: Random, state: FuzzState): Uint8Array {
  const ids = { session: randomId(), input: randomId() };
  const command = random.pick([['true'], ['no-such-program'], ['sh', '-c', 'exit 3']]);
  const rest = { ...VIEW, window: 1000, cwd: '', env: {} };
  const pipes = random.int(3) ? {} : { pipes: { keepMs: 1_000 + random.int(1_000) } };
  return encode('open', ++state.channel, { ...ids, ...rest, command, ...pipes });
}

function typed(random: Random, _context: FuzzContext, state: FuzzState): Uint8Array {
  const channel = old(random, state);
  const offset = state.typed.get(channel) ?? 0;
  const again = random.int(4) === 0 ? random.int(offset + 1) : 0;
  const bytes = random.bytes(1 + random.int(20));
  state.typed.set(channel, Math.max(offset, offset - again + bytes.byteLength));
  return encode('data', channel, { offset: offset - again, bytes });
}

function old(random: Random, { channel }: FuzzState): number {
  return Math.max(1, channel - random.int(4));
}

function startOptional(random: Random): Uint8Array {
  return startFrame(0x90 + random.int(0x70), random.int(2 ** 31), random.int(32));
}

function json(code: number, random: Random): Uint8Array {
  const text = random.pick(['{}', '[]', 'null', '{"id":', '"\u0000"', '{"__proto__":{}}', '1e999']);
  const frame = startFrame(code, random.int(3), text.length);
  frame.set(Buffer.from(text), 8);
  return frame;
}

// The length is left alone: with a larger one everybody would wait for what never comes.
function turnedOver(random: Random, frame: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(frame);
  for (let times = 1 + random.int(3); times > 0; times--) {
    copy[3 + random.int(copy.byteLength - 3)]! ^= 1 << random.int(8);
  }
  return copy;
}

function opened(): AllBodies['opened'] {
  const id = randomId();
  return { session: id, title: '', pid: 1, ...VIEW, output: 0, input: 0, inputWindow: 1 };
}
