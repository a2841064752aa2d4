// The trap that the PTY wrapper exists for: a program that prints and exits at once.
// BOWLINE_RUNS=300 repeats it as often.
import { createHash } from 'node:crypto';
import { readFile, writeFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PosixPty } from '../../../core/pty/posixPty.ts';
import type { Pty } from '../../../core/pty/pty.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { seeded, type Random } from '../../support/random.ts';
import { startDevice, startPty, startScript, until } from '../../support/ptys.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const BYTES = 20_000_000;
const RUNS = Number(process.env.BOWLINE_RUNS ?? 20);
/** Runs in one test, so that none takes long. */
const BATCH = 5;
const BATCHES = Array.from({ length: Math.ceil(RUNS / BATCH) }, (_, batch) => ({
  first: batch * BATCH + 1,
  last: Math.min(RUNS, (batch + 1) * BATCH),
}));

let contents: Buffer;

// Printable, because a terminal turns a line feed into two characters.
beforeAll(() => {
  const lines = Array.from({ length: BYTES / 10 }, (_, line) => `${line}`.padStart(9, '.') + ' ');
  contents = Buffer.from(lines.join(''));
});

function bigFile(): string {
  const file = path.join(temporaryDirectory(), 'big');
  writeFileSync(file, contents);
  return file;
}

interface Received {
  bytes: number;
  digest: string;
}

const digestOf = (bytes: Buffer): Received => ({
  bytes: bytes.byteLength,
  digest: createHash('sha1').update(bytes).digest('hex'),
});

/** Reads all output; `rest` makes the consumer take its time. */
async function receive(pty: Pty, rest: () => Promise<void> | undefined): Promise<Received> {
  const hash = createHash('sha1');
  let bytes = 0;
  for await (const chunk of pty.output) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    await rest();
  }
  return { bytes, digest: hash.digest('hex') };
}

/** A consumer that now and then does nothing for a while. */
const dawdle = (random: Random) => async (): Promise<void> => {
  if (!random.once(40)) return;
  for (let turns = random.int(200); turns > 0; turns--) await settle();
};

describe('every byte of a program that exits right after printing arrives', () => {
  it.each(BATCHES)('in runs $first to $last of 20 MB', async ({ first, last }) => {
    const file = bigFile();
    const expected = digestOf(contents);
    for (let run = first; run <= last; run++) {
      const { pty } = startPty('head', ['-c', `${BYTES}`, file]);
      expect(await receive(pty, () => undefined)).toEqual(expected);
      expect(await pty.exited).toEqual({ code: 0, signal: null });
    }
  });

  it('at a consumer that keeps stopping', async () => {
    const file = bigFile();
    for (let run = 1; run <= 2; run++) {
      const { pty } = startPty('head', ['-c', `${BYTES}`, file]);
      expect(await receive(pty, dawdle(seeded(run)))).toEqual(digestOf(contents));
    }
  });

  it('at a consumer that begins when the program is long gone', async () => {
    const clock = new ManualClock();
    const { pty, device } = startPty('head', ['-c', '12000', bigFile()], clock);
    await device.exited;
    await clock.pass(60_000);
    const received = receive(pty, () => undefined);
    await passUntil(clock, pty.ended);
    expect(await received).toEqual(digestOf(contents.subarray(0, 12_000)));
  });

  it('though a child in the background keeps the terminal open', async () => {
    const { pty } = startScript(`trap '' HUP; sleep 1000 & head -c ${BYTES} ${bigFile()}`);
    expect(await receive(pty, () => undefined)).toEqual(digestOf(contents));
    expect(await pty.exited).toEqual({ code: 0, signal: null });
  });

  it('though reading goes on in the very turn in which silence was to be judged', async () => {
    const clock = new ManualClock();
    const device = startDevice('head', ['-c', '12000', bigFile()], clock);
    device.appetite = 4096; // so that two thirds of it are still to be read
    await device.exited;
    await until(() => clock.waiting > 0);
    const first = await inPollPhase(() => {
      clock.advance(100); // the judgement comes after this phase, and before the next reading
      return device.read();
    });
    expect(first!.byteLength + (await drained(device, clock))).toBe(12_000);
  });
});

describe('a terminal that a child in the background keeps open', () => {
  it('ends nevertheless when that child floods it', async () => {
    const clock = new ManualClock(); // which stands still: no spell of silence ends it
    const { pty } = startScript("trap '' HUP; yes background & exit 3", clock);
    await receive(pty, () => undefined);
    expect(await pty.exited).toEqual({ code: 3, signal: null });
  });

  it('ends nevertheless when that child prints a little now and then', async () => {
    const clock = new ManualClock();
    const script = "trap '' HUP; (while :; do echo background; sleep 0.001; done) & exit 3";
    const { pty, device } = startScript(script, clock);
    await device.exited;
    for (let fresh: Uint8Array | undefined = new Uint8Array(); fresh;) {
      await clock.pass(100);
      while (pty.output.tryReceive()) await settle();
      fresh = await pty.output.receive(); // so that no spell is a silent one
    }
    expect(await pty.exited).toEqual({ code: 3, signal: null });
  });

  it('is never written to once it was given back, though its number is in use again', async () => {
    const clock = new ManualClock();
    const device = startDevice('/bin/sh', ['-c', "trap '' HUP; sleep 1000 & exit 0"], clock);
    await device.exited;
    await until(() => clock.waiting > 0);
    const other = path.join(temporaryDirectory(), 'other');
    clock.advance(100);
    await new Promise<void>((resolve) => setImmediate(resolve));
    const descriptor = openSync(other, 'w'); // takes the lowest number that is free
    expect(() => device.write(Buffer.from('secret'))).toThrow('the terminal is closed');
    expect(readFileSync(other, 'utf8')).toBe('');
    closeSync(descriptor);
  });
});

/** Runs the action where the event loop handles files and sockets. */
function inPollPhase<T>(action: () => Promise<T>): Promise<T> {
  return new Promise((resolve) => {
    readFile(import.meta.filename, () =>
      setImmediate(() => readFile('/dev/null', () => resolve(action()))),
    );
  });
}

/** Bytes that still come, on a clock that is driven on. */
async function drained(device: PosixPty, clock: ManualClock): Promise<number> {
  let bytes = 0;
  let over = false;
  const reading = (async () => {
    for (let next = await device.read(); next; next = await device.read()) bytes += next.byteLength;
    over = true;
  })();
  while (!over) await clock.pass(100);
  await reading;
  return bytes;
}

async function passUntil(clock: ManualClock, done: Promise<unknown>): Promise<void> {
  let over = false;
  void done.then(() => (over = true));
  while (!over) await clock.pass(100);
}
